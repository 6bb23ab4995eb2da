import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, maria, openDesk, setClock } from "../bookings/desk.test-support.ts";

describe("a held slot", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day: string) => `2035-03-${day}T${time}:00Z`;
  const hold = async (eventTypeId: number, start: string): Promise<string> => {
    const { status, body, text } = await desk.visitor("POST", "/api/slots/holds", { eventTypeId, start });
    assert.equal(status, 201, text);
    return body.data.uid;
  };

  it("can be booked after its time is over, whoever booked meanwhile", async () => {
    const type = await desk.eventType();
    const [one, other] = [await hold(type.id, at("17:00", "06")), await hold(type.id, at("18:00", "06"))];
    setClock(desk.installation, at("18:00", "05"));
    try {
      assert.equal((await desk.book(type.id, at("17:00", "06"), { hold: one })).status, 201);
      // By now the booking has cleared the other hold away.
      const late = await desk.book(type.id, at("18:00", "06"), { hold: other });
      assert.equal(late.status, 201, late.text);
      assert.equal((await desk.book(type.id, at("18:00", "06"), { hold: other })).status, 409);
      assert.equal((await desk.book(type.id, at("19:00", "06"), { hold: "anything" })).status, 404);
    } finally {
      setClock(desk.installation, "2035-03-05T16:00:00Z");
    }
  });

  it("is taken up by a series that begins with it, and kept where the series is refused", async () => {
    const recurringEvent = { freq: "weekly", interval: 1, count: 3 };
    const type = await desk.eventType({ recurringEvent });
    const book = (fields: object) =>
      desk.visitor("POST", "/api/book/recurring-event", { eventTypeId: type.id, responses: maria, ...fields });
    const uid = await hold(type.id, at("17:00", "07"));
    const starts = [at("17:00", "07"), at("17:00", "08")];
    await desk.book(type.id, at("17:00", "08"), { responses: { email: "ben@example.com" } });
    assert.equal((await book({ starts, hold: uid })).status, 409);
    assert.equal((await desk.book(type.id, at("17:00", "07"))).status, 409, "it is still held");
    assert.equal((await book({ starts: [at("18:00", "07")], hold: uid })).status, 409, "it is for another time");
    const { status, body, text } = await book({ start: at("17:00", "07"), recurringCount: 2, hold: uid });
    assert.equal(status, 201, text);
    assert.deepEqual(
      body.data.bookings.map(({ startTime }: { startTime: string }) => startTime),
      // Los Angeles puts its clocks forward on 11 March 2035.
      [at("17:00", "07"), at("16:00", "14")],
    );
  });

  it("is taken up by a booking, or a seat, that moves there", async () => {
    const free = async (eventTypeId: number, start: string) =>
      (await desk.starts(eventTypeId, "start=2035-03-13&end=2035-03-13")).includes(start);
    for (const seatsPerTimeSlot of [null, 2]) {
      const type = await desk.eventType({ seatsPerTimeSlot });
      const [from, to] = seatsPerTimeSlot
        ? [at("17:00", "13"), at("18:00", "13")]
        : [at("19:00", "13"), at("20:00", "13")];
      const { uid, seatUid } = (await desk.book(type.id, from)).body.data;
      const other = await desk.book(type.id, to, { responses: { email: "ben@example.com" } });
      if (!seatsPerTimeSlot) await desk.visitor("POST", "/api/cancel", { uid: other.body.data.uid });
      const held = await hold(type.id, to);
      const move = (start: string) => desk.book(type.id, start, { rescheduleUid: seatUid ?? uid, hold: held });
      assert.equal((await move(at("21:00", "13"))).status, 409, "it is for another time");
      const moved = await move(to);
      assert.deepEqual([moved.status, moved.body.data?.startTime], [201, to], moved.text);
      assert.deepEqual([await free(type.id, from), await free(type.id, to)], [true, false]);
      assert.equal(
        (await desk.visitor("DELETE", `/api/slots/holds?uid=${held}`)).status,
        404,
        "nothing is held any more",
      );
    }
  });

  it("of a session keeps a seat, and keeps nobody out of what is not open yet", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 3 });
    const start = at("17:00", "09");
    const book = (email: string, more: object = {}) => desk.book(type.id, start, { responses: { email }, ...more });
    const slots = async () => {
      const { body } = await desk.visitor("GET", `/api/slots?eventTypeId=${type.id}&start=2035-03-09&end=2035-03-10`);
      return Object.values<{ start: string }[]>(body.data.slots)
        .flat()
        .map((slot) => slot.start);
    };
    const [one, other] = [await hold(type.id, start), await hold(type.id, start)];
    assert.ok((await slots()).includes(start), "others see it");
    // Somebody without a hold opens it: there is a seat for them, and two are kept.
    assert.equal((await book("opener@example.com")).status, 201);
    assert.equal((await book("late@example.com")).status, 409);
    assert.ok(!(await slots()).includes(start));
    const [first, second] = [
      await book("one@example.com", { hold: one }),
      await book("two@example.com", { hold: other }),
    ];
    assert.deepEqual([first.status, second.status], [201, 201], first.text + second.text);
    assert.equal(first.body.data.uid, second.body.data.uid, "all in one session");

    const later = at("19:00", "09");
    const all = [await hold(type.id, later), await hold(type.id, later), await hold(type.id, later)];
    assert.equal((await desk.visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start: later })).status, 409);
    assert.equal((await desk.book(type.id, later)).status, 409, "every seat of it is held");
    assert.ok(!(await slots()).includes(later), "so it is not listed");
    const why = await desk.business.call("GET", `/api/slots/explain?eventTypeId=${type.id}&start=${later}`);
    assert.deepEqual(
      why.body.data.reasons.map(({ rule, message }: { rule: string; message: string }) => [rule, /held/.test(message)]),
      [["capacity", true]],
    );
    for (const [place, uid] of all.entries()) {
      const kept = await desk.book(type.id, later, { hold: uid, responses: { email: `kept${place}@example.com` } });
      assert.equal(kept.status, 201, kept.text);
    }
  });

  it("of a session that nobody has opened is kept from a seat that moves there", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 2 });
    const later = at("17:00", "20");
    const seat = await desk.book(type.id, at("17:00", "19"), { responses: { email: "moving@example.com" } });
    assert.equal(seat.status, 201, seat.text);
    const move = () => desk.visitor("POST", `/api/bookings/${seat.body.data.seatUid}/reschedule`, { start: later });
    const [one, other] = [await hold(type.id, later), await hold(type.id, later)];
    assert.equal((await move()).status, 409);
    await desk.visitor("DELETE", `/api/slots/holds?uid=${other}`);
    const moved = await move();
    assert.equal(moved.status, 200, moved.text);
    assert.equal((await desk.book(type.id, later)).status, 409, "the other seat is still held");
    const kept = await desk.book(type.id, later, { hold: one, responses: { email: "kept@example.com" } });
    assert.equal(kept.status, 201, kept.text);
  });

  it("of a session that nobody has opened are as many as it has seats, however many ask at once", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 3 });
    const start = at("17:00", "22");
    const ask = () => desk.visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start });
    const answers = await Promise.all([...Array.from({ length: 8 }, ask), desk.book(type.id, start)]);
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual(
      [statuses.filter((one) => one === 201).length, statuses.filter((one) => one === 409).length],
      [3, 6],
    );
  });
});
