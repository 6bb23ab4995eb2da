import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk, setClock } from "./desk.test-support.ts";

describe("what becomes of a booking", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day = "06") => `2035-03-${day}T${time}:00Z`;
  const booked = async (typeId: number, start: string, fields = {}) => {
    const { status, body, text } = await desk.book(typeId, start, fields);
    assert.equal(status, 201, text);
    return body.data;
  };
  const host = (method: string, path: string, body?: object) =>
    desk.business.call(method, `/api/bookings${path}`, body);

  it("moves with the attendee's handle, and keeps its uid and its history", async () => {
    const type = await desk.eventType();
    const booking = await booked(type.id, at("17:00"));
    const taken = await desk.visitor("POST", `/api/bookings/${booking.uid}/reschedule`, { start: at("09:00") });
    assert.equal(taken.status, 409);
    assert.equal(taken.body.details.length, 3);
    const { status, body } = await desk.visitor("POST", `/api/bookings/${booking.uid}/reschedule`, {
      start: at("17:30"),
      reason: "Late train",
    });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body.data.uid, body.data.startTime, body.data.endTime, body.data.sequence],
      [booking.uid, at("17:30"), at("18:00"), 1],
    );
    assert.ok(
      (await desk.starts(type.id, "start=2035-03-06&end=2035-03-06")).includes(at("17:00")),
      "the old time is free again",
    );
    const { data } = (await host("GET", `/${booking.uid}`)).body;
    assert.deepEqual(
      data.history.map(({ kind, by, reason }: any) => [kind, by, reason]),
      [
        ["booked", "Visitor", null],
        ["moved", "Maria Garcia", "Late train"],
      ],
    );
    const [, moved] = await desk.events(booking.id);
    assert.equal(moved!.trigger, "BOOKING_RESCHEDULED");
    const { rescheduleUid, rescheduleStartTime, rescheduleEndTime, startTime } = moved!.payload as any;
    assert.deepEqual(
      [rescheduleUid, rescheduleStartTime, rescheduleEndTime, startTime],
      [booking.uid, at("17:00"), at("17:30"), at("17:30")],
    );
  });

  it("moves over its own time, and by the book-endpoint as well", async () => {
    const type = await desk.eventType({ length: 60, slotInterval: 30 });
    const booking = await booked(type.id, at("19:00"));
    const { status, body } = await desk.book(type.id, at("19:30"), { rescheduleUid: booking.uid });
    assert.equal(status, 201, JSON.stringify(body));
    assert.deepEqual([body.data.uid, body.data.startTime], [booking.uid, at("19:30")]);
  });

  it("is moved by its host to any time that nothing else has taken", async () => {
    const type = await desk.eventType();
    const booking = await booked(type.id, at("21:00"));
    const night = { start: at("06:00"), anyTime: true };
    assert.equal((await desk.visitor("POST", `/api/bookings/${booking.uid}/reschedule`, night)).status, 403);
    assert.equal((await host("POST", `/${booking.id}/reschedule`, night)).body.data.startTime, at("06:00"));
    const other = await booked(type.id, at("21:00"));
    const clash = await host("POST", `/${other.uid}/reschedule`, night);
    assert.equal(clash.status, 409);
    assert.match(clash.body.details[0].message, /is busy from/);
  });

  it("is asked for again when somebody moves a booking that needs confirming", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const booking = await booked(type.id, at("17:00", "07"));
    await host("POST", `/${booking.uid}/confirm`, {});
    const { body } = await desk.visitor("POST", `/api/bookings/${booking.uid}/reschedule`, {
      start: at("18:00", "07"),
    });
    assert.equal(body.data.status, "pending");
  });

  it("shows its booker who moved and cancelled it, and not through which key", async () => {
    const type = await desk.eventType();
    const booking = await booked(type.id, at("17:00", "08"));
    await host("POST", `/${booking.uid}/reschedule`, { start: at("18:00", "08") });
    await host("POST", `/${booking.uid}/cancel`, { reason: "Ill" });
    const own = (await desk.visitor("GET", `/api/bookings/own?uid=${booking.uid}`)).body.data;
    const { name } = own.hosts[0];
    assert.deepEqual([own.rescheduledBy, own.cancelledBy], [name, name]);
    const { cancelledBy } = (await host("GET", `/${booking.uid}`)).body.data;
    assert.equal(cancelledBy, `${name} (API key “test”)`, "which colleagues may know");
  });

  it("is exported with its people, narrowed and ordered as the list is", async () => {
    const type = await desk.eventType({ title: "Tasting, red", slotInterval: 30 });
    const [first, second] = [await booked(type.id, at("17:00", "12")), await booked(type.id, at("18:00", "12"))];
    await desk.visitor("POST", "/api/cancel", { uid: second.uid, reason: "=HYPERLINK(1)" });
    const file = async (query: string) => {
      const { status, headers, text } = await host("GET", `/export?eventTypeId=${type.id}${query}`);
      assert.equal(status, 200, text);
      assert.match(headers["content-disposition"] as string, /filename="bookings-2035-03-05\.csv"/);
      return text.replace("\uFEFF", "").trim().split("\r\n");
    };
    const [header, line, ...rest] = await file("&status=upcoming");
    assert.deepEqual(rest, []);
    const cells = Object.fromEntries(header!.split(",").map((name, index) => [name, line!.split(",")[index]]));
    assert.deepEqual([cells.uid, cells.startTime, cells.status], [first.uid, at("17:00", "12"), "accepted"]);
    assert.match(line!, /"Tasting, red"/);
    assert.match(line!, /Maria Garcia,maria@example\.com/);
    const [, cancelled] = await file("&status=cancelled");
    // A spreadsheet must not run what a visitor wrote.
    assert.match(cancelled!, /'=HYPERLINK/);
    assert.equal((await file("&sort=-startTime"))[1]!.split(",")[1], second.uid);
  });

  it("is cancelled by either side, once, and gives its time back", async () => {
    const type = await desk.eventType();
    const booking = await booked(type.id, at("17:00", "08"));
    const cancel = () => desk.visitor("POST", "/api/cancel", { uid: booking.uid, reason: "Schedule conflict" });
    const { status, body } = await cancel();
    assert.deepEqual(
      [status, body.data.status, body.data.cancellationReason, body.data.canCancel],
      [200, "cancelled", "Schedule conflict", false],
    );
    assert.equal((await cancel()).status, 200);
    const events = await desk.events(booking.id);
    assert.deepEqual(
      events.map(({ trigger }) => trigger),
      ["BOOKING_CREATED", "BOOKING_CANCELLED"],
    );
    assert.deepEqual(
      [events[1]!.payload.cancellationReason, events[1]!.payload.cancelledBy, events[1]!.payload.status],
      ["Schedule conflict", "Maria Garcia", "CANCELLED"],
    );
    const again = await booked(type.id, at("17:00", "08"));
    const byHost = await host("POST", `/${again.id}/cancel`, { reason: "Ill" });
    assert.equal(byHost.body.data.status, "cancelled");
    assert.equal(
      (await desk.visitor("POST", `/api/bookings/${again.uid}/reschedule`, { start: at("18:00", "08") })).status,
      409,
    );
  });

  it("is bound to the notice that the event type asks for, on the attendee's side alone", async () => {
    const type = await desk.eventType({ minimumCancellationNotice: 48 * 60, disableRescheduling: true });
    const booking = await booked(type.id, at("23:00"));
    assert.deepEqual([booking.canCancel, booking.canReschedule], [false, false]);
    const refused = await desk.visitor("POST", "/api/cancel", { uid: booking.uid });
    assert.equal(refused.status, 409);
    assert.match(refused.body.message, /up to 2880 minutes before/);
    assert.equal(
      (await desk.visitor("POST", `/api/bookings/${booking.uid}/reschedule`, { start: at("18:00") })).status,
      409,
    );
    assert.equal((await host("POST", `/${booking.uid}/cancel`, {})).status, 200);
  });

  it("ends by itself when nobody answers a request in time", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const booking = await booked(type.id, at("17:00", "13"));
    const { endUnanswered } = await import("./end-unanswered.ts");
    const { jobTools } = await import("../../../app.ts");
    const run = () =>
      endUnanswered.run(
        jobTools(desk.installation.app),
        { businessId: desk.business.id, bookingId: booking.id },
        { attempt: 1, last: false },
      );
    await run();
    assert.equal((await host("GET", `/${booking.uid}`)).body.data.status, "pending");
    setClock(desk.installation, "2035-03-08T00:00:00Z");
    try {
      await run();
      const { data } = (await host("GET", `/${booking.uid}`)).body;
      assert.deepEqual([data.status, data.rejectionReason], ["rejected", "Nobody confirmed it in time"]);
    } finally {
      setClock(desk.installation, "2035-03-05T16:00:00Z");
    }
  });

  it("ends by itself where a request is moved whose event type is gone", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const booking = await booked(type.id, at("19:00", "13"));
    assert.equal((await desk.business.call("DELETE", `/api/event-types?id=${type.id}`)).status, 200);
    const moved = await host("POST", `/${booking.uid}/reschedule`, { start: at("20:00", "13"), anyTime: true });
    assert.equal(moved.status, 200, moved.text);
    const { status, expiresAt } = moved.body.data;
    assert.deepEqual([status, Date.parse(expiresAt)], ["pending", Date.parse(booking.expiresAt)]);
  });

  it("can be found: upcoming, past, unconfirmed, cancelled, by name, by address", async () => {
    const type = await desk.eventType();
    const one = await booked(type.id, at("22:00", "20"), {
      responses: { name: "Zoë Quist", email: "zoe@example.com" },
    });
    const uids = async (query: string) =>
      (await host("GET", `?eventTypeId=${type.id}&${query}`)).body.data.map(({ uid }: any) => uid);
    const other = await booked(type.id, at("22:30", "20"));
    assert.deepEqual(await uids("status=upcoming"), [one.uid, other.uid]);
    assert.deepEqual(await uids("status=past"), []);
    assert.deepEqual(await uids("attendeeEmail=ZOE@example.com"), [one.uid]);
    // Local dates are the business's, and whole: it is three in the afternoon there.
    assert.deepEqual(await uids("from=2035-03-20&to=2035-03-20"), [one.uid, other.uid]);
    assert.deepEqual(await uids("to=2035-03-19"), []);
    assert.deepEqual(await uids("from=2035-03-21"), []);
    assert.deepEqual(
      (await host("GET", "/search?q=quist")).body.data.map(({ uid }: any) => uid),
      [one.uid],
    );
    await host("POST", `/${other.uid}/cancel`, {});
    assert.deepEqual(await uids("status=cancelled"), [other.uid]);
    const { body } = await host("GET", `?eventTypeId=${type.id}&limit=1`);
    assert.deepEqual([body.data.length, body.pagination.total], [1, 2]);
    const next = await host("GET", `?eventTypeId=${type.id}&limit=1&cursor=${body.pagination.nextCursor}`);
    assert.notEqual(next.body.data[0].uid, body.data[0].uid);
    assert.equal((await host("GET", "/upcoming?limit=2")).body.data.bookings.length, 2);
  });

  it("shows its members their own alone, and nobody another business's", async () => {
    const { installation, business } = desk;
    const type = await desk.eventType();
    const booking = await booked(type.id, at("23:00", "21"));
    const employee = await installation.member(business.id, "employee");
    const asEmployee = (path: string) => installation.send("GET", `/api/bookings${path}`, { key: employee.key });
    assert.equal((await asEmployee(`/${booking.uid}`)).status, 404);
    assert.deepEqual((await asEmployee("")).body.data, []);
    const stranger = await installation.business();
    assert.equal((await stranger.call("GET", `/api/bookings?id=${booking.id}`)).status, 404);
    assert.equal((await stranger.call("POST", `/api/bookings/${booking.uid}/confirm`, {})).status, 404);
    assert.equal((await desk.visitor("GET", `/api/bookings/own?uid=${booking.id}`)).status, 404);
  });

  it("takes a title, a note and another place", async () => {
    const type = await desk.eventType();
    const booking = await booked(type.id, at("23:00", "22"));
    const { status, body } = await host("PATCH", `?id=${booking.id}`, {
      title: "With Acme",
      internalNote: "VIP",
      location: { type: "link", link: "https://example.com/room" },
    });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual(
      [body.data.title, body.data.internalNote, body.data.meetingUrl],
      ["With Acme", "VIP", "https://example.com/room"],
    );
    const own = await desk.visitor("GET", `/api/bookings/own?uid=${booking.uid}`);
    assert.equal(own.body.data.internalNote, undefined);
  });
});
