import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { TestBusiness, TestInstallation } from "../../../../test/support/installation.ts";
import { newOwner, openAccountsInstallation, wait } from "../browser.test-support.ts";

const address = "/api/keys";

describe("API keys", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openAccountsInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const me = (headers: Record<string, string>) => installation.send("GET", "/api/account/me", { headers });

  it("are shown once, and work in every form that the reference knows", async () => {
    const { status, body } = await salon.call("POST", address, { name: "Till" });
    assert.equal(status, 201);
    const { key, id, hint, ...rest } = body.data;
    assert.match(key, /^sk_live_[0-9A-Za-z]{32,}$/);
    assert.equal(hint, key.slice(-4));
    assert.deepEqual(
      [rest.name, rest.testMode, rest.expiresAt, rest.lastUsedAt, rest.createdBy.id],
      ["Till", false, null, null, salon.userId],
    );
    const forms: Record<string, string>[] = [
      { "cal-api-key": key },
      { "cal-api-key": `cal_${key}` },
      { authorization: `Bearer ${key}` },
      { authorization: `bearer cal_${key}` },
    ];
    for (const headers of forms) assert.equal((await me(headers)).status, 200, JSON.stringify(Object.keys(headers)));
    const listed = await salon.call("GET", address);
    assert.ok(listed.body.data.some((each: { id: number }) => each.id === id));
    assert.ok(!listed.text.includes(key) && !listed.text.includes("hashedKey"));
    assert.equal((await me({ "cal-api-key": `${key}x` })).status, 401);
  });

  it("are the same again for the same Idempotency-Key", async () => {
    const headers = { "idempotency-key": "key-for-the-till" };
    const answers = await Promise.all([1, 2].map(() => salon.call("POST", address, { name: "Twin" }, headers)));
    const third = await salon.call("POST", address, { name: "Twin" }, headers);
    assert.deepEqual(new Set([...answers, third].map(({ text }) => text)).size, 1);
    assert.equal((await me({ "cal-api-key": third.body.data.key })).status, 200);
    assert.equal((await salon.call("POST", address, { name: "Other" }, headers)).status, 422);
  });

  it("stop at once when they are revoked", async () => {
    const { key, id } = (await salon.call("POST", address, { name: "Lost" })).body.data;
    assert.equal((await me({ "cal-api-key": key })).status, 200);
    const { body } = await salon.call("DELETE", `${address}?id=${id}`);
    assert.deepEqual(body.data, { id, deleted: true });
    assert.equal((await me({ "cal-api-key": key })).status, 401);
    assert.equal((await salon.call("DELETE", `${address}?id=${id}`)).status, 404);
    assert.ok(!(await salon.call("GET", address)).body.data.some((each: { id: number }) => each.id === id));
  });

  it("stop within a second when another process revokes them", async () => {
    const { key, id } = (await salon.call("POST", address, { name: "Elsewhere" })).body.data;
    assert.equal((await me({ "cal-api-key": key })).status, 200);
    await installation.asSystem(salon.id, ({ db, now }) =>
      db
        .updateTable("apiKeys")
        .set({ revokedAt: new Date(now).toISOString() })
        .where("businessId", "=", salon.id)
        .where("id", "=", id)
        .execute(),
    );
    await sleep(1100);
    assert.equal((await me({ "cal-api-key": key })).status, 401);
  });

  it("end when they expire", async () => {
    const expiresAt = new Date(installation.app.clock.now() + 60 * 60_000).toISOString();
    const { key } = (await salon.call("POST", address, { name: "Short", expiresAt })).body.data;
    assert.equal((await me({ "cal-api-key": key })).status, 200);
    wait(installation, 61);
    assert.equal((await me({ "cal-api-key": key })).status, 401);
    const past = await salon.call("POST", address, { name: "Past", expiresAt: "2020-01-01T00:00:00Z" });
    assert.deepEqual([past.status, past.body.details[0].field], [422, "expiresAt"]);
  });

  it("say when they were last used, to the minute and beside the request", async () => {
    const { key, id } = (await salon.call("POST", address, { name: "Used" })).body.data;
    const lastUsed = async () => {
      await sleep(100);
      return (await salon.call("GET", address)).body.data.find((each: { id: number }) => each.id === id).lastUsedAt;
    };
    assert.equal(await lastUsed(), null);
    await me({ "cal-api-key": key });
    const first = await lastUsed();
    assert.equal(Math.round(Date.parse(first) / 10_000), Math.round(installation.app.clock.now() / 10_000));
    installation.forgetCallers();
    await me({ "cal-api-key": key });
    assert.equal(await lastUsed(), first);
    wait(installation, 2);
    await me({ "cal-api-key": key });
    assert.ok((await lastUsed()) > first);
  });

  it("of test mode say so", async () => {
    const { key } = (await salon.call("POST", address, { name: "Test", testMode: true })).body.data;
    assert.match(key, /^sk_test_/);
    assert.equal((await me({ "cal-api-key": key })).body.data.testMode, true);
  });

  it("make no keys that can do more than themselves", async () => {
    const expiresAt = new Date(installation.app.clock.now() + 60 * 60_000).toISOString();
    const test = (await salon.call("POST", address, { name: "Test", testMode: true })).body.data.key;
    const short = (await salon.call("POST", address, { name: "Short", expiresAt })).body.data.key;
    const make = (key: string, body: object) =>
      installation.send("POST", address, { key, body: { name: "New", ...body } });
    assert.equal((await make(test, {})).status, 403);
    assert.equal((await make(test, { testMode: true })).status, 201);
    assert.equal((await make(short, {})).status, 403);
    assert.equal((await make(short, { expiresAt })).status, 201);
  });

  it("are seen and revoked by owners and admins, and by whoever made them", async () => {
    const shop = await installation.business();
    const manager = await installation.member(shop.id, "manager");
    const admin = await installation.member(shop.id, "admin");
    const call = (key: string, method: string, path: string) => installation.send(method, path, { key });
    const total = async (key: string) => (await call(key, "GET", address)).body.pagination.total;
    assert.deepEqual([await total(shop.key), await total(admin.key), await total(manager.key)], [3, 3, 1]);
    const keys = (await shop.call("GET", address)).body.data as { id: number; createdBy: { id: number } }[];
    const ownersKey = keys.find(({ createdBy }) => createdBy.id === shop.userId)!.id;
    const managersKey = keys.find(({ createdBy }) => createdBy.id === manager.userId)!.id;
    assert.equal((await call(manager.key, "DELETE", `${address}?id=${ownersKey}`)).status, 404);
    assert.equal((await call(admin.key, "DELETE", `${address}?id=${managersKey}`)).status, 200);
    assert.equal((await call(manager.key, "GET", address)).status, 401);
    const neighbour = await installation.business();
    assert.equal((await neighbour.call("DELETE", `${address}?id=${ownersKey}`)).status, 404);
  });

  it("get another name", async () => {
    const { id } = (await salon.call("POST", address, { name: "Old" })).body.data;
    const { status, body } = await salon.call("PATCH", `${address}?id=${id}`, { name: "New" });
    assert.deepEqual([status, body.data.name], [200, "New"]);
  });

  it("are part of the audit log, without what could be used", async () => {
    const { key, id } = (await salon.call("POST", address, { name: "Audited" })).body.data;
    await salon.call("DELETE", `${address}?id=${id}`);
    const { body, text } = await salon.call("GET", `/api/services/audit-log?subject=key&subjectId=${id}`);
    assert.deepEqual(
      body.map(({ action }: { action: string }) => action),
      ["key.revoked", "key.created"],
    );
    assert.ok(!text.includes(key) && !/hashedKey/i.test(text));
  });

  it("resolve to the same caller as the session of the person who made them", async () => {
    const browser = await newOwner(installation, "sarah@example.com");
    const { key } = (await browser.post(address, { name: "Mine" })).body.data;
    const bySession = (await browser.get("/api/account/me")).body.data;
    const byKey = (await me({ "cal-api-key": key })).body.data;
    assert.deepEqual({ ...byKey, access: "session" }, bySession);
  });
});
