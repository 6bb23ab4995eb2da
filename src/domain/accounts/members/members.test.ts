import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { TestBusiness, TestInstallation } from "../../../../test/support/installation.ts";
import { openAccountsInstallation } from "../browser.test-support.ts";

const address = "/api/members";

describe("members", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openAccountsInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const as = (key: string) => (method: string, path: string, body?: unknown) =>
    installation.send(method, path, { key, body });

  it("are listed with their roles and their place on the staff list", async () => {
    const shop = await installation.business();
    const manager = await installation.member(shop.id, "manager");
    const { body } = await shop.call("GET", address);
    assert.deepEqual(
      body.data.map(({ id, role, email, twoFactorEnabled }: any) => [id, role, email, twoFactorEnabled]).sort(),
      [
        [shop.userId, "owner", shop.email, false],
        [manager.userId, "manager", body.data[1].email, false],
      ].sort(),
    );
    assert.equal(typeof body.data.find(({ role }: any) => role === "owner").employeeId, "number");
    assert.equal((await shop.call("GET", `${address}?role=manager`)).body.pagination.total, 1);
    assert.equal((await shop.call("GET", `${address}?id=${manager.userId}`)).body.data.role, "manager");
    assert.equal((await salon.call("GET", `${address}?id=${manager.userId}`)).status, 404);
  });

  it("get another role, which counts at once", async () => {
    const member = await installation.member(salon.id, "employee");
    const call = as(member.key);
    assert.equal((await call("POST", "/api/services/services", { name: "X" })).status, 403);
    const { status, body } = await salon.call("PATCH", `${address}?id=${member.userId}`, { role: "manager" });
    assert.deepEqual([status, body.data.role], [200, "manager"]);
    assert.equal((await call("POST", "/api/services/services", { name: "X" })).status, 201);
    const [{ action, changes }] = (await salon.call("GET", "/api/services/audit-log?subject=member")).body;
    assert.deepEqual([action, changes.role], ["member.updated", { before: "employee", after: "manager" }]);
  });

  it("leave with their keys, at once", async () => {
    const member = await installation.member(salon.id, "manager");
    const call = as(member.key);
    assert.equal((await call("GET", address)).status, 200);
    const { body } = await salon.call("DELETE", `${address}?id=${member.userId}`);
    assert.deepEqual(body.data, { id: member.userId, deleted: true });
    assert.equal((await call("GET", address)).status, 401);
    assert.equal((await salon.call("DELETE", `${address}?id=${member.userId}`)).status, 404);
  });

  it("can do to each other what their role allows", async () => {
    const admin = await installation.member(salon.id, "admin");
    const manager = await installation.member(salon.id, "manager");
    const employee = await installation.member(salon.id, "employee");
    const byAdmin = as(admin.key);
    const byManager = as(manager.key);
    const change = (call: ReturnType<typeof as>, id: number, role: string) =>
      call("PATCH", `${address}?id=${id}`, { role });
    assert.equal((await change(byAdmin, employee.userId, "manager")).status, 200);
    assert.equal((await change(byAdmin, employee.userId, "owner")).status, 403, "an admin makes no owner");
    assert.equal((await change(byAdmin, salon.userId, "employee")).status, 403, "and demotes none");
    assert.equal((await byAdmin("DELETE", `${address}?id=${salon.userId}`)).status, 403);
    assert.equal((await change(byManager, employee.userId, "employee")).status, 403);
    assert.equal((await as(employee.key)("GET", address)).status, 200, "a manager now");
    assert.equal((await as(employee.key)("DELETE", `${address}?id=${manager.userId}`)).status, 403);
  });

  it("always include an owner", async () => {
    const shop = await installation.business();
    const demoted = await shop.call("PATCH", `${address}?id=${shop.userId}`, { role: "admin" });
    assert.deepEqual([demoted.status, demoted.body.error], [409, "CONFLICT"]);
    assert.equal((await shop.call("DELETE", `${address}?id=${shop.userId}`)).status, 409);
    const second = await installation.member(shop.id, "owner");
    assert.equal((await shop.call("PATCH", `${address}?id=${shop.userId}`, { role: "admin" })).status, 200);
    assert.equal((await as(second.key)("DELETE", `${address}?id=${second.userId}`)).status, 409);
  });

  it("keep an owner when two demote each other at the same time", async () => {
    for (let round = 0; round < 5; round++) {
      const shop = await installation.business();
      const second = await installation.member(shop.id, "owner");
      const answers = await Promise.all([
        shop.call("PATCH", `${address}?id=${second.userId}`, { role: "manager" }),
        as(second.key)("PATCH", `${address}?id=${shop.userId}`, { role: "manager" }),
      ]);
      const owners = await installation.asSystem(shop.id, ({ db }) =>
        db
          .selectFrom("members")
          .select("userId")
          .where("businessId", "=", shop.id)
          .where("role", "=", "owner")
          .execute(),
      );
      assert.equal(owners.length, 1, JSON.stringify(answers.map(({ status }) => status)));
    }
  });
});
