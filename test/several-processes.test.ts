import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fillBusiness } from "./support/fill.ts";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "./support/installation.ts";

describe("two processes on one database", () => {
  let first: TestInstallation;
  let second: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    const settings = { RATE_LIMIT: "database", PUBLIC_RATE_LIMIT: "5" };
    first = await openTestInstallation({ settings });
    second = await openTestInstallation({ settings, database: first.database });
    salon = await first.business();
  });
  after(async () => {
    await second.close();
    await first.close();
  });

  it("count requests together", async () => {
    const remaining = [];
    for (const { send } of [first, second, first, second]) {
      const { headers } = await send("GET", "/api/services/services", { key: salon.key });
      remaining.push(Number(headers["x-ratelimit-remaining"]));
    }
    assert.deepEqual(remaining, [599, 598, 597, 596]);
  });

  it("both stop taking a key within a second of its revocation", async () => {
    const { body } = await salon.call("POST", "/api/keys", { name: "Short-lived" });
    const ask = ({ send }: TestInstallation) => send("GET", "/api/services/services", { key: body.data.key });
    assert.deepEqual([(await ask(first)).status, (await ask(second)).status], [200, 200]);
    assert.equal((await salon.call("DELETE", `/api/keys?id=${body.data.id}`)).status, 200);
    assert.equal((await ask(first)).status, 401);
    await sleep(1050);
    assert.equal((await ask(second)).status, 401);
  });

  it("offer no slot by rules that the other one has changed", async () => {
    const [type] = (await salon.call("GET", "/api/event-types")).body.data;
    const path = `/api/slots?eventTypeId=${type.id}&start=2035-03-05&end=2035-03-05`;
    const durations = async ({ send }: TestInstallation) => {
      const { status, body } = await send("GET", path, { key: salon.key });
      const [day = []] = Object.values(body.data?.slots ?? {}) as { start: string; end: string }[][];
      return status === 200 ? [body.data.duration, day.length] : [status];
    };
    const change = (fields: object) => salon.call("PATCH", `/api/event-types?id=${type.id}`, fields);
    await change({ periodType: "UNLIMITED", length: 30 });
    assert.deepEqual(
      [await durations(first), await durations(second)],
      [
        [30, 16],
        [30, 16],
      ],
    );
    await change({ length: 60 });
    assert.deepEqual(
      [await durations(second), await durations(first)],
      [
        [60, 8],
        [60, 8],
      ],
    );
    await change({ active: false });
    assert.deepEqual([await durations(second), await durations(first)], [[409], [409]]);
    await change({ active: true });
    assert.deepEqual(
      [await durations(second), await durations(first)],
      [
        [60, 8],
        [60, 8],
      ],
    );
  });

  it("give the first answer again, whichever of them is asked", async () => {
    const request = { key: salon.key, body: { name: "Once" }, headers: { "idempotency-key": "either" } };
    const [one, other] = [
      await first.send("POST", "/api/services/categories", request),
      await second.send("POST", "/api/services/categories", request),
    ];
    assert.deepEqual([other.status, other.body], [201, one.body]);
  });

  it("share the work: what one may not do, the other does", async () => {
    await fillBusiness(salon);
    await sleep(300);
    const mails = async () => {
      const { body } = await salon.call("GET", "/api/messages");
      return body.data.filter((mail: { appointmentId: number | null }) => mail.appointmentId !== null);
    };
    assert.deepEqual(await mails(), []);
    const worker = await openTestInstallation({ database: first.database, workers: true });
    try {
      await worker.drain();
      assert.ok((await mails()).length > 0);
    } finally {
      await worker.close();
    }
  });

  it("refuse a visitor who has asked too often at the other one", async () => {
    const statuses = [];
    for (const { send } of [first, second, first, second, first, second])
      statuses.push((await send("GET", "/api/services/services")).status);
    // Counted by itself, neither would have refused yet.
    assert.ok(statuses.includes(429), statuses.join());
  });
});
