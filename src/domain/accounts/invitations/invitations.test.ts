import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestBusiness, TestInstallation } from "../../../../test/support/installation.ts";
import {
  mailsTo,
  newestMail,
  newOwner,
  openAccountsInstallation,
  openBrowser,
  password,
  wait,
} from "../browser.test-support.ts";

const address = "/api/invitations";
const staff = "/api/services/employees";

describe("invitations", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openAccountsInstallation();
    salon = await installation.business({ name: "Sarah's Salon" });
  });
  after(() => installation.close());

  const invited = async (email: string, businessId = salon.id) =>
    (await newestMail(installation, email, "invitation", businessId)).token;

  it("bring somebody new into the business in one step", async () => {
    const { status, body } = await salon.call("POST", address, { email: "James@Example.com", role: "manager" });
    assert.deepEqual(
      [status, body.data.email, body.data.role, body.data.status, body.data.invitedBy.id],
      [201, "james@example.com", "manager", "pending", salon.userId],
    );
    const mail = await newestMail(installation, "james@example.com", "invitation", salon.id);
    assert.match(mail.subject, /Sarah's Salon/);
    assert.match(mail.link!, /^http:\/\/localhost:3000\/invitation\?token=inv_/);

    const browser = openBrowser(installation);
    const seen = await browser.post(`${address}/look-up`, { token: mail.token });
    const { expiresAt: _, ...view } = seen.body.data;
    assert.deepEqual(view, {
      business: { name: "Sarah's Salon" },
      role: "manager",
      email: "james@example.com",
      invitedBy: "Owner of Sarah's Salon",
    });
    const missing = await browser.post(`${address}/accept`, { token: mail.token });
    assert.deepEqual([missing.status, missing.body.details[0].field], [422, "name"]);
    const accepted = await browser.post(`${address}/accept`, { token: mail.token, name: "James Wilson", password });
    assert.deepEqual([accepted.status, accepted.body.data.business.role], [200, "manager"]);
    const me = (await browser.get("/api/account/me")).body.data;
    assert.deepEqual([me.business.id, me.role, me.user.email], [salon.id, "manager", "james@example.com"]);
    const signedIn = await openBrowser(installation).post("/api/account/sign-in", {
      email: "james@example.com",
      password,
    });
    assert.equal(signedIn.status, 200);
    const [entry] = (await salon.call("GET", "/api/services/audit-log?action=invitation.accepted")).body;
    assert.equal(entry.actor.name, "James Wilson");
    assert.equal((await salon.call("GET", `${address}?id=${body.data.id}`)).body.data.status, "accepted");
  });

  it("are accepted by somebody who is signed in with that address, who keeps their other business", async () => {
    const browser = await newOwner(installation, "emily@example.com", { businessName: "Emily's own" });
    await salon.call("POST", address, { email: "emily@example.com", role: "admin" });
    const token = await invited("emily@example.com");
    const { status, body } = await browser.post(`${address}/accept`, { token });
    assert.deepEqual([status, body.data.business.id], [200, salon.id]);
    assert.equal((await browser.get("/api/businesses")).body.pagination.total, 2);
    assert.equal((await browser.post(`${address}/accept`, { token })).status, 404, "once");
  });

  it("answer the same again for the same Idempotency-Key, though the session is elsewhere by then", async () => {
    const browser = await newOwner(installation, "retry@example.com");
    await salon.call("POST", address, { email: "retry@example.com" });
    const body = { token: await invited("retry@example.com") };
    const headers = { "idempotency-key": "accept-once" };
    const first = await browser.post(`${address}/accept`, body, headers);
    const second = await browser.post(`${address}/accept`, body, headers);
    assert.deepEqual([first.status, second.status, second.text], [200, 200, first.text]);
  });

  it("are for one person: nobody else accepts them, and an account is not taken over", async () => {
    await newOwner(installation, "owner-of-address@example.com");
    await salon.call("POST", address, { email: "owner-of-address@example.com" });
    const token = await invited("owner-of-address@example.com");
    const stranger = await newOwner(installation, "stranger@example.com");
    const asStranger = await stranger.post(`${address}/accept`, { token });
    assert.deepEqual([asStranger.status, asStranger.body.error], [403, "FORBIDDEN"]);
    const asNew = await openBrowser(installation).post(`${address}/accept`, { token, name: "X", password });
    assert.deepEqual([asNew.status, asNew.body.error], [409, "CONFLICT"]);
    const seen = await openBrowser(installation).post(`${address}/look-up`, { token });
    assert.deepEqual(Object.keys(seen.body.data).sort(), ["business", "email", "expiresAt", "invitedBy", "role"]);
  });

  it("go to whoever is not in the business yet; a new one takes the place of the old", async () => {
    const member = await salon.call("POST", address, { email: salon.email });
    assert.deepEqual([member.status, member.body.details[0].field], [409, "email"]);
    const first = await salon.call("POST", address, { email: "twice@example.com", role: "admin" });
    const old = await invited("twice@example.com");
    const second = await salon.call("POST", address, { email: "twice@example.com", role: "employee" });
    const browser = openBrowser(installation);
    assert.equal((await browser.post(`${address}/look-up`, { token: old })).status, 404);
    const seen = await browser.post(`${address}/look-up`, { token: await invited("twice@example.com") });
    assert.equal(seen.body.data.role, "employee");
    const status = async (id: number) => (await salon.call("GET", `${address}?id=${id}`)).body.data.status;
    assert.deepEqual([await status(first.body.data.id), await status(second.body.data.id)], ["revoked", "pending"]);
  });

  it("are sent again with a new link, also when they have expired", async () => {
    const { id } = (await salon.call("POST", address, { email: "again@example.com" })).body.data;
    const old = await invited("again@example.com");
    wait(installation, 8 * 24 * 60);
    const browser = openBrowser(installation);
    assert.equal((await browser.post(`${address}/look-up`, { token: old })).status, 404);
    assert.equal((await salon.call("GET", `${address}?status=expired`)).body.pagination.total >= 1, true);
    const resent = await salon.call("POST", `${address}/resend?id=${id}`);
    assert.deepEqual([resent.status, resent.body.data.status], [200, "pending"]);
    assert.equal((await mailsTo(installation, "again@example.com", salon.id)).length, 2);
    const token = await invited("again@example.com");
    assert.notEqual(token, old);
    assert.equal((await browser.post(`${address}/look-up`, { token })).status, 200);
    assert.equal((await browser.post(`${address}/look-up`, { token: old })).status, 404);
  });

  it("are revoked", async () => {
    const { id } = (await salon.call("POST", address, { email: "gone@example.com" })).body.data;
    const token = await invited("gone@example.com");
    assert.deepEqual((await salon.call("DELETE", `${address}?id=${id}`)).body.data, { id, deleted: true });
    const { status } = await openBrowser(installation).post(`${address}/accept`, { token, name: "X", password });
    assert.equal(status, 404);
    assert.equal((await salon.call("POST", `${address}/resend?id=${id}`)).status, 409);
  });

  it("stay within what the inviting person may give, and within the business", async () => {
    const admin = await installation.member(salon.id, "admin");
    const manager = await installation.member(salon.id, "manager");
    const employee = await installation.member(salon.id, "employee");
    const by = (key: string, path: string, body: object) => installation.send("POST", path, { key, body });
    assert.equal((await by(admin.key, address, { email: "a@example.com", role: "admin" })).status, 201);
    assert.equal((await by(manager.key, address, { email: "b@example.com" })).status, 403);
    const hired = { email: "c@example.com", name: "C" };
    assert.equal((await by(manager.key, `${staff}/invite`, hired)).status, 201);
    assert.equal((await by(manager.key, `${staff}/invite`, { ...hired, role: "admin" })).status, 403);
    assert.equal((await by(employee.key, `${staff}/invite`, hired)).status, 403);
    assert.equal((await salon.call("POST", address, { email: "d@example.com", role: "owner" })).status, 422);
    const other = await installation.business();
    const [{ id }] = (await salon.call("GET", address)).body.data;
    assert.equal((await other.call("DELETE", `${address}?id=${id}`)).status, 404);
    assert.equal((await other.call("GET", address)).body.pagination.total, 0);
    const [{ id: employeeId }] = (await salon.call("GET", staff)).body;
    assert.equal((await other.call("POST", address, { email: "e@example.com", employeeId })).status, 404);
  });

  it("do not say more about a wrong token than that there is no such invitation", async () => {
    const browser = openBrowser(installation);
    const wrong = [`inv_${"x".repeat(22)}${salon.id.toString(36)}`, `inv_${"x".repeat(22)}zzzz`, "nonsense"];
    const answers = [];
    for (const token of wrong)
      answers.push((await browser.post(`${address}/accept`, { token, name: "X", password })).text);
    assert.equal(new Set(answers).size, 1);
    assert.match(answers[0]!, /NOT_FOUND/);
  });

  describe("of staff", () => {
    it("let an employee sign in as whom customers book, with one calendar", async () => {
      const employee = (await salon.call("POST", staff, { name: "Nora", email: "nora@example.com", role: "stylist" }))
        .body;
      const before = (await salon.call("GET", `${staff}/schedule?employeeId=${employee.id}`)).status;
      assert.equal(before, 200);
      const { status, body } = await salon.call("POST", `${staff}/invite`, { employeeId: employee.id });
      assert.deepEqual(
        [status, body.email, body.role, body.employeeId, body.status],
        [201, "nora@example.com", "employee", employee.id, "pending"],
      );
      const browser = openBrowser(installation);
      const token = await invited("nora@example.com");
      assert.equal((await browser.post(`${address}/accept`, { token, name: "Nora", password })).status, 200);
      const me = (await browser.get("/api/account/me")).body.data;
      assert.deepEqual([me.role, me.employeeId, me.onlyOwn], ["employee", employee.id, true]);
      assert.equal((await salon.call("GET", `${staff}?id=${employee.id}`)).body.userId, me.user.id);
      const calendars = await installation.asSystem(salon.id, ({ db }) =>
        db
          .selectFrom("calendars")
          .innerJoin("employees", (join) =>
            join
              .onRef("employees.businessId", "=", "calendars.businessId")
              .onRef("employees.calendarId", "=", "calendars.id"),
          )
          .select(["employees.id", "calendars.userId"])
          .where("calendars.businessId", "=", salon.id)
          .where("calendars.userId", "=", me.user.id)
          .execute(),
      );
      assert.deepEqual(calendars, [{ id: employee.id, userId: me.user.id }]);
      const again = await salon.call("POST", `${staff}/invite`, { employeeId: employee.id });
      assert.ok([409, 422].includes(again.status));
    });

    it("put somebody new on the staff list with their job title", async () => {
      const { status, body } = await salon.call("POST", `${staff}/invite`, {
        name: "Ola",
        email: "ola@example.com",
        role: "colorist",
      });
      assert.equal(status, 201);
      const employee = (await salon.call("GET", `${staff}?id=${body.employeeId}`)).body;
      assert.deepEqual([employee.name, employee.role, employee.userId], ["Ola", "colorist", null]);
      const twice = await salon.call("POST", `${staff}/invite`, { name: "Ola", email: "ola@example.com" });
      assert.deepEqual([twice.status, twice.body.employeeId], [201, body.employeeId]);
    });

    it("name what is missing", async () => {
      const { status, body } = await salon.call("POST", `${staff}/invite`, {});
      assert.deepEqual([status, body.details.map(({ field }: any) => field).sort()], [422, ["email", "name"]]);
      const { id } = (await salon.call("POST", staff, { name: "Without address" })).body;
      const bare = await salon.call("POST", `${staff}/invite`, { employeeId: id });
      assert.deepEqual([bare.status, bare.body.details[0].field], [422, "email"]);
      const given = await salon.call("POST", `${staff}/invite`, { employeeId: id, email: "given@example.com" });
      assert.equal(given.status, 201);
      assert.equal((await salon.call("GET", `${staff}?id=${id}`)).body.email, "given@example.com");
      assert.equal((await salon.call("POST", `${staff}/invite`, { employeeId: 999_999 })).status, 404);
    });

    it("do not hand out a job title that may do more than the inviting person", async () => {
      const roles = "/api/services/employee-role";
      const title = await salon.call("POST", roles, {
        name: "Bookkeeper",
        permissions: ["billing:read", "billing:write"],
      });
      assert.equal(title.status, 201);
      const employee = (
        await salon.call("POST", staff, { name: "Quinn", email: "quinn@example.com", role: "Bookkeeper" })
      ).body;
      const manager = await installation.member(salon.id, "manager");
      const invite = (key: string) =>
        installation.send("POST", `${staff}/invite`, { key, body: { employeeId: employee.id } });
      assert.equal((await invite(manager.key)).status, 403);
      assert.equal((await invite(salon.key)).status, 201);
    });

    it("find the employee by their address", async () => {
      const employee = (await salon.call("POST", staff, { name: "Pia", email: "pia@example.com" })).body;
      const { body } = await salon.call("POST", address, { email: "pia@example.com", role: "manager" });
      assert.equal(body.data.employeeId, employee.id);
    });
  });
});
