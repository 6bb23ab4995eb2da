import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk, setClock } from "./desk.test-support.ts";

describe("a booking that a guest moves", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day: string) => `2035-03-${day}T${time}:00Z`;
  const booked = async (typeId: number, start: string) => {
    const { status, body, text } = await desk.book(typeId, start);
    assert.equal(status, 201, text);
    return body.data;
  };
  const move = (uid: string, to: object) => desk.visitor("POST", `/api/bookings/${uid}/reschedule`, to);

  it("is as long as it was, or has another of its event type's lengths", async () => {
    const day = "12";
    const type = await desk.eventType({ lengthOptions: [30, 60] });
    const { uid } = await booked(type.id, at("17:00", day));
    const allDay = { start: at("17:00", day), end: at("23:30", day) };
    const refused = await move(uid, allDay);
    assert.deepEqual([refused.status, refused.body.details[0].field], [422, "end"]);
    assert.equal((await desk.book(type.id, allDay.start, { ...allDay, rescheduleUid: uid })).status, 422);
    const times = `/api/slots?eventTypeId=${type.id}&start=2035-03-12&end=2035-03-12&rescheduleUid=${uid}`;
    assert.equal((await desk.visitor("GET", `${times}&duration=390`)).status, 400);
    const longer = await move(uid, { start: at("17:00", day), end: at("18:00", day) });
    assert.deepEqual([longer.status, longer.body.data.endTime], [200, at("18:00", day)]);
    // What the host has made of it stays.
    const host = await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, allDay);
    assert.equal(host.status, 200, host.text);
    await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, { ...allDay, end: at("17:45", day) });
    const kept = await move(uid, { start: at("20:00", day) });
    assert.deepEqual([kept.status, kept.body.data.endTime], [200, at("20:45", day)]);
  });

  it("keeps the length of a seat too", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 2 });
    const { seatUid } = await booked(type.id, at("17:00", "13"));
    assert.equal((await move(seatUid, { start: at("18:00", "13"), end: at("22:00", "13") })).status, 422);
  });

  it("waits for its answer no longer than it would have where it was", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const { uid } = await booked(type.id, at("17:00", "14"));
    const soon = await booked(type.id, at("17:00", "06"));
    const seated = await desk.eventType({ requiresConfirmation: true, seatsPerTimeSlot: 2 });
    const { seatUid } = await booked(seated.id, at("20:00", "14"));
    const expiry = async (handle: string) => (await desk.business.call("GET", `/api/bookings/${handle}`)).body.data;
    setClock(desk.installation, "2035-03-05T22:00:00Z");
    try {
      assert.equal((await move(uid, { start: at("18:00", "14") })).body.data.status, "pending");
      assert.equal((await expiry(uid)).expiresAt.slice(0, 16), "2035-03-07T16:00");
      await move(soon.uid, { start: at("19:00", "14") });
      assert.equal((await expiry(soon.uid)).expiresAt.slice(0, 16), "2035-03-07T16:00");
      const moved = (await move(seatUid, { start: at("21:00", "14") })).body.data;
      assert.equal((await expiry(moved.uid)).expiresAt.slice(0, 16), "2035-03-07T16:00");
    } finally {
      setClock(desk.installation, "2035-03-05T16:00:00Z");
    }
  });

  it("stays one of its event type", async () => {
    const [type, other] = [await desk.eventType(), await desk.eventType()];
    const { uid } = await booked(type.id, at("17:00", "15"));
    const refused = await desk.book(other.id, at("18:00", "15"), { rescheduleUid: uid });
    assert.deepEqual([refused.status, refused.body.details[0].field], [422, "eventTypeId"]);
    assert.equal((await desk.book(type.id, at("18:00", "15"), { rescheduleUid: uid })).status, 201);
  });

  it("needs no link any more, which it has used up", async () => {
    const type = await desk.eventType({ hidden: true });
    const made = await desk.business.call("POST", "/api/private-links", { eventTypeId: type.id, maxUsageCount: 1 });
    const { link } = made.body.data;
    const { body } = await desk.book(type.id, at("17:00", "16"), { link });
    const times = `/api/slots?eventTypeId=${type.id}&start=2035-03-16&end=2035-03-16&link=${link}`;
    assert.equal((await desk.visitor("GET", times)).status, 409);
    const open = await desk.visitor("GET", `${times}&rescheduleUid=${body.data.uid}`);
    assert.equal(open.status, 200, open.text);
    assert.equal((await move(body.data.uid, { start: at("18:00", "16") })).status, 200);
  });
});
