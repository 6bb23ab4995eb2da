import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestInstallation } from "../../../../test/support/installation.ts";
import { newOwner, openAccountsInstallation } from "../browser.test-support.ts";

const address = "/api/account/me";

describe("one's own account", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openAccountsInstallation();
  });
  after(() => installation.close());

  it("says who is asking and what they may do", async () => {
    const salon = await installation.business({ plan: "pro" });
    const owner = (await salon.call("GET", address)).body.data;
    assert.deepEqual(
      [owner.role, owner.business.id, owner.plan, owner.access, owner.onlyOwn, owner.user.hasPassword],
      ["owner", salon.id, "pro", "key", false, false],
    );
    assert.ok(owner.abilities.includes("billing:write"));
    const member = await installation.member(salon.id, "employee");
    const employee = (await installation.send("GET", address, { key: member.key })).body.data;
    assert.deepEqual([employee.role, employee.employeeId, employee.onlyOwn], ["employee", null, true]);
    assert.ok(!employee.abilities.includes("members:write"));
    assert.equal((await installation.send("GET", address)).status, 401);
  });

  it("never holds what must stay secret", async () => {
    const browser = await newOwner(installation, "secret@example.com");
    const { text } = await browser.get(address);
    assert.doesNotMatch(text, /hash|sealed|argon2|recovery/i);
  });

  it("changes name, time zone and language", async () => {
    const browser = await newOwner(installation, "sarah@example.com");
    const { status, body } = await browser.call("PATCH", address, { name: "Sarah J.", timeZone: "Europe/Paris" });
    assert.deepEqual(
      [status, body.data.user.name, body.data.user.timeZone, body.data.user.language],
      [200, "Sarah J.", "Europe/Paris", "en"],
    );
    await browser.post("/api/services/services", { name: "Haircut" });
    const [{ actor }] = (await browser.get("/api/services/audit-log?action=service.created")).body;
    assert.equal(actor.name, "Sarah J.");
    for (const wrong of [{ name: "" }, { timeZone: "Mars/Olympus" }, { language: "??" }, { email: "x@example.com" }])
      assert.equal((await browser.call("PATCH", address, wrong)).status, 422, JSON.stringify(wrong));
  });

  it("goes on without a business when the last one ended the membership", async () => {
    const salon = await installation.business();
    const browser = await newOwner(installation, "alone@example.com");
    const own = (await browser.get(address)).body.data;
    await installation.asSystem(own.business.id, (context) =>
      context.db
        .insertInto("members")
        .values({
          businessId: own.business.id,
          userId: salon.userId,
          role: "owner",
          createdAt: new Date(context.now).toISOString(),
        })
        .execute(),
    );
    assert.equal((await browser.call("DELETE", `/api/members?id=${own.user.id}`)).status, 200);
    const { status, body } = await browser.get(address);
    assert.deepEqual([status, body.data.business, body.data.role, body.data.abilities], [200, null, null, []]);
    const refused = await browser.get("/api/services/services");
    assert.deepEqual([refused.status, refused.body.error], [403, "FORBIDDEN"]);
    assert.equal((await browser.post("/api/businesses", { name: "Starting over" })).status, 201);
    assert.equal((await browser.get("/api/services/services")).status, 200);
  });
});
