import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Context } from "../../platform/operation.ts";
import { tellInOrder } from "./dispatch.ts";
import type { StoredEvent, Subscriber } from "./subscriber.ts";

describe("telling of many events", () => {
  let id = 0;
  const event = (subject: string, trigger = "BOOKING_CREATED", payload: object = {}): StoredEvent => ({
    businessId: 1,
    id: ++id,
    trigger,
    subject,
    payload: { change: { kind: trigger === "BOOKING_CREATED" ? "booked" : "cancelled" }, ...payload },
    createdAt: "2035-03-05T16:00:00Z",
  });
  /** A subscriber that notes when it begins and ends with which subject. */
  const noting = (diary: string[], more: Partial<Subscriber> = {}): Subscriber => ({
    name: "noting",
    triggers: ["BOOKING_CREATED", "BOOKING_CANCELLED"],
    async run(_, { subject, trigger }) {
      const what = trigger === "BOOKING_CREATED" ? subject : `${subject} off`;
      diary.push(`${what}…`);
      await sleep(2);
      diary.push(what);
    },
    ...more,
  });
  const told = async (events: StoredEvent[], more: Partial<Subscriber> = {}) => {
    const diary: string[] = [];
    await tellInOrder({} as Context, events, [noting(diary, more)]);
    return diary.join(" ");
  };

  it("tells of what is new side by side, and of everything else in order", async () => {
    const events = [event("a"), event("b"), event("a", "BOOKING_CANCELLED"), event("c"), event("d")];
    assert.equal(await told(events), "a… b… a b a off… a off c… d… c d");
  });

  it("tells of one subject in order, and of a series in order", async () => {
    assert.equal(await told([event("a"), event("a")]), "a… a a… a");
    const series = { recurringEventId: "rec_1" };
    const ofSeries = [event("a", undefined, series), event("b", undefined, series)];
    assert.equal(await told(ofSeries), "a… a b… b");
    assert.equal(await told([event("a", undefined, { visitUid: "v" }), event("b")]), "a… a b… b");
  });

  it("tells whoever looks beyond an event's subject one after the other", async () => {
    assert.equal(await told([event("a"), event("b")], { inTurn: true }), "a… a b… b");
  });

  it("ends with the first failure, once nobody is at work any more", async () => {
    const diary: string[] = [];
    const { run } = noting(diary);
    const failing = noting(diary, {
      async run(context, one) {
        if (one.subject === "a") throw new Error("no");
        await run(context, one);
      },
    });
    await assert.rejects(tellInOrder({} as Context, [event("a"), event("b")], [failing]), /^Error: no$/);
    assert.equal(diary.join(" "), "b… b");
  });
});
