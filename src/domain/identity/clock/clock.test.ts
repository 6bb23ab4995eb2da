import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { sendMessage } from "../../messaging/messages/queue.ts";

const address = "/api/sandbox/clock";
const hour = 3600;

describe("a clock that can be set", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" }, workers: true });
    salon = await installation.business();
  });
  after(() => installation.close());

  const read = async () => (await salon.call("GET", address)).body.data;
  const nearly = (instant: string, expected: number) =>
    assert.ok(
      Math.abs(Date.parse(instant) - expected) < 5000,
      `${instant} is not about ${new Date(expected).toISOString()}`,
    );

  it("shows real time until it is moved", async () => {
    const { now, offsetSeconds, mode } = await read();
    nearly(now, Date.now());
    assert.deepEqual([offsetSeconds, mode], [0, "sandbox"]);
  });

  it("moves ahead, and everything that asks for the time follows", async () => {
    const { status, body } = await salon.call("PATCH", address, { advanceSeconds: 48 * hour });
    assert.equal(status, 200);
    nearly(body.data.now, Date.now() + 48 * hour * 1000);
    nearly((await read()).now, Date.now() + 48 * hour * 1000);
    const { body: service } = await salon.call("POST", "/api/services/services", { name: "Haircut" });
    const { body: log } = await salon.call("GET", `/api/services/audit-log?subject=service&subjectId=${service.id}`);
    nearly(log[0].createdAt, Date.now() + 48 * hour * 1000);
  });

  it("can be set to an instant, and back to real time", async () => {
    const { body } = await salon.call("PATCH", address, { now: "2030-06-01T12:00:00+02:00" });
    nearly(body.data.now, Date.parse("2030-06-01T10:00:00Z"));
    await salon.call("PATCH", address, { now: new Date().toISOString() });
    assert.ok(Math.abs((await read()).offsetSeconds) < 5);
  });

  it("takes waiting jobs along", async () => {
    const at = Date.parse((await read()).now) + 24 * hour * 1000;
    const id = await installation.asSystem(salon.id, async (context) => {
      const { id } = await context.db
        .insertInto("messages")
        .values({
          businessId: salon.id,
          channel: "email",
          kind: "reminder",
          recipient: "emily@example.com",
          text: "Tomorrow",
          dedupeKey: "tomorrow",
          createdAt: new Date().toISOString(),
        } as never)
        .returning("id")
        .executeTakeFirstOrThrow();
      context.enqueue(sendMessage, { businessId: salon.id, messageId: id }, { at });
      return id;
    });
    const status = async () => (await salon.call("GET", `/api/messages?id=${id}`)).body.data.status;
    await salon.call("PATCH", address, { advanceSeconds: 23 * hour });
    await installation.drain();
    assert.equal(await status(), "queued");
    await salon.call("PATCH", address, { advanceSeconds: hour });
    await installation.drain();
    assert.equal(await status(), "sent");
  });

  it("remembers its time when the process starts again", async () => {
    const { rows } = await installation.app.database.pool.query(
      "select value from installation where name = 'clock_offset'",
    );
    assert.equal(Number(rows[0].value) / 1000, (await read()).offsetSeconds);
  });

  it("refuses both ways at once, neither, and instants that are none", async () => {
    for (const body of [
      {},
      { now: "2030-01-01T00:00:00Z", advanceSeconds: 1 },
      { now: "noon" },
      { advanceSeconds: 1.5 },
    ])
      assert.equal((await salon.call("PATCH", address, body)).status, 422, JSON.stringify(body));
  });

  it("is the owner's to set", async () => {
    const admin = await installation.member(salon.id, "admin");
    const { status, body } = await installation.send("PATCH", address, { key: admin.key, body: { advanceSeconds: 1 } });
    assert.deepEqual([status, body.message], [403, "Only an owner may use the installation's clock."]);
  });
});

describe("a clock that shows real time", () => {
  it("says how to get one that can be set", async () => {
    const installation = await openTestInstallation();
    const salon = await installation.business();
    for (const [method, sent] of [["GET"], ["PATCH", { advanceSeconds: 1 }]] as const) {
      const { status, body } = await salon.call(method, address, sent);
      assert.deepEqual([status, body.error], [403, "FORBIDDEN"]);
      assert.match(body.message, /CLOCK=virtual/);
    }
    await installation.close();
  });
});
