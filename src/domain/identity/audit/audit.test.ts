import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/audit-log";
const services = "/api/services/services";

describe("the audit log", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  let haircut: number;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
    haircut = (await salon.call("POST", services, { name: "Haircut", price: 3500 })).body.id;
    await salon.call("PATCH", `${services}?id=${haircut}`, { price: 4000, description: "With a wash" });
    await salon.call("DELETE", `${services}?id=${haircut}`);
  });
  after(() => installation.close());

  it("tells who changed what, newest first, with what it was before and after", async () => {
    const { status, body, headers } = await salon.call("GET", `${address}?subject=service&subjectId=${haircut}`);
    assert.equal(status, 200);
    assert.equal(headers["x-total-count"], "3");
    assert.deepEqual(
      body.map((entry: { action: string }) => entry.action),
      ["service.deleted", "service.updated", "service.created"],
    );
    const [deleted, updated, created] = body;
    assert.deepEqual(updated.changes, {
      price: { before: 3500, after: 4000 },
      description: { before: null, after: "With a wash" },
    });
    assert.deepEqual([updated.before.price, updated.after.price], [3500, 4000]);
    assert.deepEqual([created.before, created.after.name, created.changes], [null, "Haircut", {}]);
    assert.deepEqual([deleted.before.name, deleted.after, deleted.changes], ["Haircut", null, {}]);
    assert.deepEqual([updated.actor.kind, updated.actor.userId, updated.source], ["key", salon.userId, "rest"]);
    assert.match(updated.actor.name, /^Owner of /);
  });

  it("names the request, so that an entry and a log line find each other", async () => {
    const { headers } = await salon.call("POST", services, { name: "Shave" }, { "x-request-id": "shave-me-once" });
    assert.equal(headers["x-request-id"], "shave-me-once");
    const { body } = await salon.call("GET", `${address}?limit=1`);
    assert.equal(body[0].requestId, "shave-me-once");
  });

  it("filters by action, person and time", async () => {
    const at = (await salon.call("GET", `${address}?action=service.updated`)).body[0].createdAt;
    const count = async (query: string) =>
      Number((await salon.call("GET", `${address}?${query}`)).headers["x-total-count"]);
    assert.equal(await count("action=service.updated"), 1);
    assert.equal(await count(`action=service.updated&from=${at}`), 1);
    assert.equal(await count(`action=service.updated&to=${at}`), 0);
    assert.equal(await count(`action=service.updated&userId=${salon.userId}`), 1);
    assert.equal(await count(`action=service.updated&userId=${salon.userId + 1}`), 0);
    assert.equal((await salon.call("GET", `${address}?from=yesterday`)).status, 400);
  });

  it("goes page by page without losing or repeating an entry", async () => {
    const seen: number[] = [];
    let next = `${address}?limit=2`;
    while (next) {
      const { body, headers } = await salon.call("GET", next);
      seen.push(...body.map((entry: { id: number }) => entry.id));
      next = /<([^>]+)>; rel="next"/.exec(headers.link ?? "")?.[1] ?? "";
    }
    const all = (await salon.call("GET", `${address}?limit=200`)).body.map((entry: { id: number }) => entry.id);
    assert.deepEqual(seen, all);
  });

  it("shows a business its own entries alone, and only to those who may read them", async () => {
    const other = await installation.business();
    const { body } = await other.call("GET", `${address}?subject=service`);
    assert.deepEqual(body, []);
    const employee = await installation.member(salon.id, "employee");
    assert.equal((await installation.send("GET", address, { key: employee.key })).status, 403);
    assert.equal((await installation.send("GET", address)).status, 401);
  });

  it("holds no secret", async () => {
    await installation.asSystem(salon.id, async (context) =>
      context.audit({
        action: "key.created",
        subject: "key",
        subjectId: 1,
        after: { name: "Till", hashedKey: "abc", sealedTotpSecret: "xyz" },
      }),
    );
    const { body } = await salon.call("GET", `${address}?subject=key`);
    assert.deepEqual(body[0].after, { name: "Till" });
    assert.deepEqual([body[0].actor.kind, body[0].source], ["system", "system"]);
  });
});
