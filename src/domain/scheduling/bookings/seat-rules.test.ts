import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "./desk.test-support.ts";

describe("sessions and what is asked of them", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day: string) => `2035-03-${day}T${time}:00Z`;
  const seated = (fields = {}) => desk.eventType({ seatsPerTimeSlot: 3, ...fields });
  const book = (typeId: number, start: string, name: string, fields: { end?: string; guests?: string[] } = {}) => {
    const { guests = [], ...times } = fields;
    return desk.book(typeId, start, { ...times, responses: { name, email: `${name}@example.com`, guests } });
  };
  const move = (uid: string, start: string) => desk.visitor("POST", `/api/bookings/${uid}/reschedule`, { start });
  const onDay = (day: string, more = "") => `start=2035-03-${day}&end=2035-03-${day}${more}`;
  const why = async (typeId: number, start: string, more = "") => {
    const { body } = await desk.visitor("GET", `/api/slots/explain?eventTypeId=${typeId}&start=${start}${more}`);
    return [body.data.bookable, body.data.reasons[0]?.rule, body.data.reasons[0]?.message];
  };

  it("are joined by those who asked for their length", async () => {
    const day = "06";
    const type = await seated({ lengthOptions: [30, 60] });
    await book(type.id, at("17:00", day), "ada");
    await book(type.id, at("20:00", day), "ben", { end: at("21:00", day) });
    const hours = await desk.starts(type.id, onDay(day, "&duration=60"));
    assert.deepEqual([hours.includes(at("17:00", day)), hours.includes(at("20:00", day))], [false, true]);
    const halves = await desk.starts(type.id, onDay(day));
    assert.deepEqual([halves.includes(at("17:00", day)), halves.includes(at("20:00", day))], [true, false]);
    assert.equal((await book(type.id, at("17:00", day), "cem", { end: at("18:00", day) })).status, 409);
    assert.equal((await book(type.id, at("20:00", day), "cem")).status, 409);
    const joined = await book(type.id, at("20:00", day), "cem", { end: at("21:00", day) });
    assert.deepEqual([joined.status, joined.body.data.endTime], [201, at("21:00", day)]);
  });

  it("are joined as they are once hosts have made them longer", async () => {
    const day = "07";
    const type = await seated();
    const { uid } = (await book(type.id, at("17:00", day), "ada")).body.data;
    const longer = { start: at("17:00", day), end: at("17:45", day) };
    assert.equal((await desk.business.call("POST", `/api/bookings/${uid}/reschedule`, longer)).status, 200);
    assert.equal((await book(type.id, at("17:00", day), "ben")).body.data.endTime, at("17:45", day));
  });

  it("make way for whoever has their only seat and moves it: limits and buffers leave them out", async () => {
    const day = "08";
    const type = await seated({ bookingLimits: { PER_DAY: 1 }, afterEventBuffer: 30 });
    const { uid, seatUid } = (await book(type.id, at("17:00", day), "ada")).body.data;
    assert.ok((await desk.starts(type.id, onDay(day, `&rescheduleUid=${seatUid}`))).includes(at("17:30", day)));
    const moved = await move(seatUid, at("17:30", day));
    assert.equal(moved.status, 200, moved.text);
    assert.equal((await desk.business.call("GET", `/api/bookings/${uid}`)).body.data.status, "cancelled");
    // With somebody else in it the session stays, and counts.
    assert.equal((await book(type.id, at("17:30", day), "ben")).status, 201);
    assert.deepEqual(await desk.starts(type.id, onDay(day, `&rescheduleUid=${seatUid}`)), [at("17:30", day)]);
    assert.equal((await move(seatUid, at("20:00", day))).status, 409);
  });

  it("are offered to a party that moves where they have seats for all of it", async () => {
    const day = "09";
    const type = await seated();
    const guests = ["dan@example.com", "eva@example.com"];
    const { seatUid } = (await book(type.id, at("17:00", day), "ada", { guests })).body.data;
    await book(type.id, at("20:00", day), "ben");
    const moving = `&rescheduleUid=${seatUid}`;
    assert.ok(!(await desk.starts(type.id, onDay(day, moving))).includes(at("20:00", day)));
    assert.deepEqual((await why(type.id, at("20:00", day), moving)).slice(0, 2), [false, "capacity"]);
    assert.equal((await move(seatUid, at("20:00", day))).status, 409);
    assert.equal((await move(seatUid, at("21:00", day))).status, 200);
  });

  it("say that they are full", async () => {
    const day = "12";
    const type = await seated({ seatsPerTimeSlot: 1 });
    await book(type.id, at("17:00", day), "ada");
    const [bookable, rule, message] = await why(type.id, at("17:00", day));
    assert.deepEqual([bookable, rule], [false, "capacity"]);
    assert.match(message, /is full/);
  });
});
