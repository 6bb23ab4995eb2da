import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { exampleBooking } from "../triggers/bookings.ts";
import { emitTrigger } from "../triggers/emit.ts";

describe("the events of a business", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  const read = async (query = "", key = salon.key) => {
    const { status, body, text } = await installation.send("GET", `/api/events?${query}`, { key });
    assert.equal(status, 200, text);
    return body.data as { events: any[]; cursor: string; hasMore: boolean };
  };
  const happen = (id: number, wait?: Promise<void>) =>
    installation.asSystem(salon.id, async (context) => {
      emitTrigger(context, "BOOKING_CREATED", `booking:${id}`, { ...exampleBooking, id });
      await context.flush();
      await wait;
    });
  /** Whatever else writes on the same server holds new events back for a moment. */
  async function readWhen(isThere: (answer: Awaited<ReturnType<typeof read>>) => boolean, query: string) {
    for (let look = 0; ; look++) {
      const answer = await read(query);
      if (isThere(answer) || look > 200) return answer;
      await sleep(50);
    }
  }
  const subjects = ({ events }: { events: any[] }) => events.map(({ subject }) => subject);

  it("are read page by page from where the reader left off, and none twice", async () => {
    for (const id of [1, 2, 3]) await happen(id);
    const first = await readWhen(({ hasMore }) => hasMore, "limit=2");
    assert.deepEqual([subjects(first), first.hasMore], [["booking:1", "booking:2"], true]);
    const { triggerEvent, payload } = first.events[0];
    assert.deepEqual([triggerEvent, payload.uid], ["BOOKING_CREATED", exampleBooking.uid]);
    const second = await readWhen(({ events }) => events.length > 0, `limit=2&after=${first.cursor}`);
    assert.deepEqual([subjects(second), second.hasMore], [["booking:3"], false]);
    const nothing = await read(`after=${second.cursor}`);
    assert.deepEqual([nothing.events, nothing.cursor], [[], second.cursor]);
    await happen(4);
    const fourth = await readWhen(({ events }) => events.length > 0, `after=${nothing.cursor}`);
    assert.deepEqual(subjects(fourth), ["booking:4"]);
  });

  it("of a transaction that ends late are not slipped in behind the reader", async () => {
    const { cursor } = await read("limit=200");
    let end = () => {};
    const late = happen(10, new Promise((resolve) => (end = resolve)));
    await sleep(100);
    await happen(11);
    const early = await read(`after=${cursor}`);
    end();
    await late;
    assert.deepEqual(subjects(early), []);
    const rest = await readWhen(({ events }) => events.length > 1, `after=${early.cursor}`);
    assert.deepEqual(subjects(rest), ["booking:10", "booking:11"]);
  });

  it("are those that webhooks tell of, by trigger where asked", async () => {
    await salon.call("POST", "/api/out-of-office", { start: "2035-05-01", end: "2035-05-02" });
    await installation.asSystem(salon.id, async (context) =>
      context.emit({ trigger: "time.freed", subject: "calendar:1", payload: {} }),
    );
    const all = await read("limit=200");
    assert.ok(all.events.every(({ triggerEvent }) => /^[A-Z_]+$/.test(triggerEvent)));
    const away = await readWhen(({ events }) => events.length > 0, "types=OOO_CREATED,BOOKING_PAID");
    assert.deepEqual(
      away.events.map(({ triggerEvent }) => triggerEvent),
      ["OOO_CREATED"],
    );
    // By now all is there: what was held back above is part of it.
    assert.deepEqual(subjects(await read("limit=200&types=")), subjects(await read("limit=200")));
    const none = await read("types=BOOKING_PAID&after=");
    assert.deepEqual([none.events, none.cursor], [[], null]);
    assert.equal((await salon.call("GET", "/api/events?types=time.freed")).status, 400);
    for (const cursor of ["nonsense", Buffer.from('["1; drop",2]').toString("base64url")]) {
      const { status, body } = await salon.call("GET", `/api/events?after=${cursor}`);
      assert.deepEqual([status, body.details[0].field], [400, "after"]);
    }
  });

  it("are nobody else's, nor a member's who sees only their own work", async () => {
    const neighbour = await installation.business();
    assert.deepEqual((await read("", neighbour.key)).events, []);
    const { key } = await installation.member(salon.id, "employee");
    assert.equal((await installation.send("GET", "/api/events", { key })).status, 403);
  });
});
