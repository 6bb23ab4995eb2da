import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk } from "./desk.test-support.ts";

describe("a session with seats", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;
  const seated = (fields = {}) => desk.eventType({ seatsPerTimeSlot: 2, ...fields });
  const book = (typeId: number, start: string, name: string) =>
    desk.book(typeId, start, { responses: { name, email: `${name.toLowerCase()}@example.com` } });

  it("is joined until it is full, blocks other event types, and shows what is left", async () => {
    const type = await seated();
    const other = await desk.eventType();
    const one = await book(type.id, at("17:00"), "Ada");
    assert.equal(one.status, 201, one.text);
    assert.equal((await desk.book(other.id, at("17:00"))).status, 409);
    const slots = await desk.visitor("GET", `/api/slots?eventTypeId=${type.id}&start=2035-03-06&end=2035-03-06`);
    assert.deepEqual(
      slots.body.data.slots["2035-03-06"].slice(0, 2).map(({ seatsLeft }: any) => seatsLeft),
      [1, 2],
    );
    const two = await book(type.id, at("17:00"), "Ben");
    assert.equal(two.body.data.uid, one.body.data.uid, "one session");
    assert.notEqual(two.body.data.seatUid, one.body.data.seatUid);
    assert.equal(two.body.data.responses.name, "Ben", "and not what Ada answered");
    assert.deepEqual(
      two.body.data.attendees.map(({ name }: any) => name),
      ["Ben"],
    );
    assert.equal((await book(type.id, at("17:00"), "Cem")).status, 409);
  });

  it("says so to those who are more than it has seats for", async () => {
    const type = await seated();
    const together = (start: string, guests: string[]) => desk.book(type.id, start, { responses: { guests } });
    const three = await together(at("20:00", "07"), ["ann@example.com", "bob@example.com"]);
    assert.deepEqual([three.status, three.body.details[0].field], [422, "responses.guests"]);
    await book(type.id, at("20:00", "07"), "Ada");
    const two = await together(at("20:00", "07"), ["ann@example.com"]);
    assert.deepEqual([two.status, /for 2 people/.test(two.body.message)], [409, true], two.text);
    assert.equal((await book(type.id, at("20:00", "07"), "Ben")).status, 201);
  });

  it("tells how many are left where its event type says so", async () => {
    for (const seatsShowAvailabilityCount of [true, false]) {
      const type = await seated({ seatsShowAvailabilityCount });
      const start = at(seatsShowAvailabilityCount ? "21:00" : "22:00", "07");
      const { seatUid, seatsLeft } = (await book(type.id, start, "Ada")).body.data;
      const own = (await desk.visitor("GET", `/api/bookings/own?uid=${seatUid}`)).body.data;
      const told = seatsShowAvailabilityCount ? 1 : null;
      assert.deepEqual([seatsLeft, own.seatsLeft, own.seats], [told, told, 2]);
    }
  });

  it("loses one seat when one attendee cancels, and ends with the last", async () => {
    const type = await seated();
    const ada = (await book(type.id, at("18:00"), "Ada")).body.data;
    const ben = (await book(type.id, at("18:00"), "Ben")).body.data;
    assert.equal(
      (await desk.visitor("POST", "/api/cancel", { uid: ada.uid })).status,
      403,
      "the session is the host's",
    );
    const left = await desk.visitor("POST", "/api/cancel", { uid: ada.seatUid });
    assert.deepEqual([left.status, left.body.data.status], [200, "cancelled"]);
    const { data } = (await desk.business.call("GET", `/api/bookings/${ada.uid}`)).body;
    assert.deepEqual([data.status, data.seatsLeft], ["accepted", 1]);
    await desk.visitor("POST", "/api/cancel", { uid: ben.seatUid });
    assert.equal((await desk.business.call("GET", `/api/bookings/${ada.uid}`)).body.data.status, "cancelled");
    assert.equal((await book(type.id, at("18:00"), "Cem")).status, 201);
  });

  it("moves one seat and leaves the others where they are", async () => {
    const type = await seated();
    const ada = (await book(type.id, at("19:00"), "Ada")).body.data;
    const ben = (await book(type.id, at("19:00"), "Ben")).body.data;
    const moved = await desk.visitor("POST", `/api/bookings/${ben.seatUid}/reschedule`, { start: at("20:00") });
    assert.equal(moved.status, 200, moved.text);
    assert.deepEqual([moved.body.data.seatUid, moved.body.data.startTime], [ben.seatUid, at("20:00")]);
    assert.notEqual(moved.body.data.uid, ada.uid);
    assert.equal((await desk.business.call("GET", `/api/bookings/${ada.uid}`)).body.data.seatsLeft, 1);
    const own = await desk.visitor("GET", `/api/bookings/own?uid=${ben.seatUid}`);
    assert.deepEqual([own.body.data.startTime, own.body.data.attendees[0].name], [at("20:00"), "Ben"]);
    assert.deepEqual([own.body.data.canCancel, own.body.data.canReschedule], [true, true]);
    // The session itself is nobody's but its host's.
    const session = (await desk.visitor("GET", `/api/bookings/own?uid=${ada.uid}`)).body.data;
    assert.deepEqual([session.canCancel, session.canReschedule], [false, false]);
  });

  it("moves as a whole when its host moves it", async () => {
    const type = await seated();
    const ada = (await book(type.id, at("21:00"), "Ada")).body.data;
    await book(type.id, at("21:00"), "Ben");
    const { body } = await desk.business.call("POST", `/api/bookings/${ada.uid}/reschedule`, { start: at("21:30") });
    assert.equal(body.data.startTime, at("21:30"));
    assert.equal((await desk.visitor("GET", `/api/bookings/own?uid=${ada.seatUid}`)).body.data.startTime, at("21:30"));
  });

  it("gives its last seat to one of many who want it at once", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 5 });
    await book(type.id, at("22:00"), "First");
    const racers = await Promise.all(Array.from({ length: 20 }, (_, index) => book(type.id, at("22:00"), `R${index}`)));
    const statuses = racers.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 201).length, 4);
    assert.equal(statuses.filter((status) => status === 409).length, 16);
  });
});
