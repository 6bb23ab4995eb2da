import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, maria, openDesk } from "./desk.test-support.ts";

describe("a series of bookings", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const weekly = { recurringEvent: { freq: "weekly", interval: 1, count: 4 } };
  const book = (eventTypeId: number, fields: object) =>
    desk.visitor("POST", "/api/book/recurring-event", {
      eventTypeId,
      responses: maria,
      timeZone: "America/Los_Angeles",
      ...fields,
    });
  const startsOf = (body: any) => body.data.bookings.map(({ startTime }: any) => startTime);

  it("is booked all at once, at the same wall time across daylight saving", async () => {
    const type = await desk.eventType(weekly);
    // Los Angeles puts its clocks forward on 11 March 2035.
    const { status, body } = await book(type.id, { start: "2035-03-05T18:00:00Z", recurringCount: 3 });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual(startsOf(body), ["2035-03-05T18:00:00Z", "2035-03-12T17:00:00Z", "2035-03-19T17:00:00Z"]);
    const series = new Set(body.data.bookings.map(({ recurringEventId }: any) => recurringEventId));
    assert.deepEqual([...series], [body.data.recurringEventId]);
    const events = await desk.events(body.data.bookings[0].id);
    assert.deepEqual((events[0]!.payload.change as any).occurrences, startsOf(body));
  });

  it("keeps the time of one series that waits for an answer, and of no second one", async () => {
    const type = await desk.eventType({ ...weekly, requiresConfirmation: true });
    const eve = { responses: { name: "Eve", email: "eve@example.com" }, recurringCount: 4 };
    const first = await book(type.id, { start: "2035-04-06T18:00:00Z", ...eve });
    assert.deepEqual([first.status, startsOf(first.body).length], [201, 4], first.text);
    assert.equal((await book(type.id, { start: "2035-04-06T20:00:00Z", ...eve })).status, 429);
    const { uid } = first.body.data.bookings[0];
    await desk.business.call("POST", `/api/bookings/${uid}/confirm`, { allRemaining: true });
    const second = await book(type.id, { start: "2035-04-06T20:00:00Z", ...eve });
    assert.equal(second.status, 201, second.text);
  });

  it("books nothing when one time is taken, unless it may skip or wants to be told other times", async () => {
    const type = await desk.eventType(weekly);
    await desk.book(type.id, "2035-03-13T18:00:00Z");
    const starts = ["2035-03-06T18:00:00Z", "2035-03-13T18:00:00Z"];
    const refused = await book(type.id, { starts });
    assert.equal(refused.status, 409);
    assert.deepEqual(
      refused.body.details.map(({ start }: any) => start),
      ["2035-03-13T18:00:00Z"],
    );
    assert.ok((await desk.starts(type.id, "start=2035-03-06&end=2035-03-06")).includes(starts[0]!));
    const proposed = await book(type.id, { starts, onConflict: "propose" });
    assert.equal(proposed.body.details[0].alternatives.length, 3);
    const { status, body } = await book(type.id, { starts, onConflict: "skip" });
    assert.equal(status, 201);
    assert.deepEqual([startsOf(body), body.data.skipped.map(({ start }: any) => start)], [[starts[0]], [starts[1]]]);
  });

  it("says of each time why it cannot be had", async () => {
    const type = await desk.eventType({
      recurringEvent: { freq: "daily", interval: 1, count: 5 },
      bookingLimits: { PER_WEEK: 2 },
      periodType: "RANGE",
      periodStartDate: "2035-03-01",
      periodEndDate: "2035-03-31",
    });
    assert.equal((await desk.book(type.id, "2035-03-27T18:00:00Z")).status, 201);
    const starts = ["03-26", "03-27", "03-28", "03-31", "04-02"].map((date) => `2035-${date}T18:00:00Z`);
    const refused = await book(type.id, { starts });
    assert.equal(refused.status, 409);
    const reasons = [
      "2035-03-27T18:00:00Z is taken",
      "2035-03-28T18:00:00Z is over the limit of bookings",
      "2035-03-31T18:00:00Z is outside of the working hours",
      "2035-04-02T18:00:00Z is outside of the dates that can be booked",
    ];
    assert.deepEqual(
      refused.body.details.map(({ message }: any) => message),
      reasons,
    );
    const { body } = await book(type.id, { starts, onConflict: "skip" });
    assert.equal(body.data.skipped[1].message, "Is over the limit of bookings");
  });

  it("cannot overlap itself or be longer than it may", async () => {
    const type = await desk.eventType(weekly);
    const twice = ["2035-03-07T18:00:00Z", "2035-03-07T18:00:00Z"];
    assert.equal((await book(type.id, { starts: twice })).status, 422);
    assert.equal((await book(type.id, { start: "2035-03-07T18:00:00Z", recurringCount: 5 })).status, 422);
    const single = await desk.eventType();
    assert.equal((await book(single.id, { start: "2035-03-07T18:00:00Z" })).status, 409);
  });

  it("is cancelled from one on, and what came before stays", async () => {
    const type = await desk.eventType(weekly);
    const { body } = await book(type.id, { start: "2035-03-08T18:00:00Z", recurringCount: 3 });
    const [first, second] = body.data.bookings;
    assert.equal((await desk.visitor("POST", "/api/cancel", { uid: second.uid, allRemaining: true })).status, 200);
    const { data } = (await desk.business.call("GET", `/api/bookings?recurringEventId=${body.data.recurringEventId}`))
      .body;
    assert.deepEqual(
      data.map(({ status }: any) => status),
      ["accepted", "cancelled", "cancelled"],
    );
    assert.equal(data[0].uid, first.uid);
  });

  it("is confirmed all at once", async () => {
    const type = await desk.eventType({ ...weekly, requiresConfirmation: true });
    const { body } = await book(type.id, { start: "2035-03-09T18:00:00Z", recurringCount: 2 });
    await desk.business.call("POST", `/api/bookings/${body.data.bookings[0].uid}/confirm`, { allRemaining: true });
    const { data } = (
      await desk.business.call("GET", `/api/bookings?recurringEventId=${body.data.recurringEventId}&status=accepted`)
    ).body;
    assert.equal(data.length, 2);
  });
});
