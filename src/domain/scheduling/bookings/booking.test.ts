import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, maria, openDesk, setClock } from "./desk.test-support.ts";

describe("booking an event type", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const at = (time: string, day = "05") => `2035-03-${day}T${time}:00Z`;

  it("takes a slot that is offered, and takes it away from the others", async () => {
    const type = await desk.eventType();
    assert.deepEqual((await desk.starts(type.id)).slice(0, 2), [at("17:00"), at("17:30")]);
    const { status, body } = await desk.book(type.id, at("17:00"), { end: at("17:30"), language: "en" });
    assert.equal(status, 201, JSON.stringify(body));
    const { data } = body;
    assert.match(data.uid, /^bk_/);
    assert.deepEqual(
      [
        data.status,
        data.startTime,
        data.endTime,
        data.eventTypeId,
        data.attendees[0].name,
        data.hosts[0].id,
        data.canCancel,
      ],
      ["accepted", at("17:00"), at("17:30"), type.id, "Maria Garcia", desk.business.userId, true],
    );
    assert.match(data.meetingUrl, /^https:\/\/meet\.jit\.si\/schedly-/);
    assert.equal((await desk.starts(type.id))[0], at("17:30"));
    const lost = await desk.book(type.id, at("17:00"));
    assert.deepEqual(
      [lost.status, lost.body.error, lost.body.details.map(({ start }: { start: string }) => start)],
      [409, "CONFLICT", [at("17:30"), at("18:00"), at("18:30")]],
    );
    assert.deepEqual(
      (await desk.events(data.id)).map(({ trigger }) => trigger),
      ["BOOKING_CREATED"],
    );
  });

  it("blocks the same person's services, and is blocked by them", async () => {
    const { business } = desk;
    const type = await desk.eventType();
    const [employee] = (await business.call("GET", "/api/services/employees")).body;
    const { body: service } = await business.call("POST", "/api/services/services", { name: "Cut", duration: 30 });
    const appointment = {
      serviceId: service.id,
      employeeId: employee.id,
      startTime: at("17:00", "06"),
      endTime: at("17:30", "06"),
    };
    assert.equal((await business.call("POST", "/api/services/appointments", appointment)).status, 201);
    assert.equal((await desk.book(type.id, at("17:00", "06"))).status, 409);
    assert.equal((await desk.book(type.id, at("17:30", "06"))).status, 201);
    const second = { ...appointment, startTime: at("17:30", "06"), endTime: at("18:00", "06") };
    assert.equal((await business.call("POST", "/api/services/appointments", second)).status, 409);
  });

  it("keeps buffers on both sides, and the asymmetric ones the right way round", async () => {
    const type = await desk.eventType({ beforeEventBuffer: 30, afterEventBuffer: 0, length: 60, slotInterval: 30 });
    await desk.book(type.id, at("19:00", "07"));
    const starts = await desk.starts(type.id, "start=2035-03-07&end=2035-03-07");
    assert.ok(starts.includes(at("17:30", "07")));
    assert.ok(!starts.includes(at("18:00", "07")), "the buffer before 19:00 begins at 18:30");
    assert.ok(!starts.includes(at("20:00", "07")), "its own buffer before would begin at 19:30");
    assert.ok(starts.includes(at("20:30", "07")));
  });

  it("refuses what no slot is: the past, too little notice, beyond the window, off the grid, out of hours", async () => {
    const type = await desk.eventType({ minimumBookingNotice: 120, periodType: "ROLLING", periodDays: 3 });
    for (const [start, why] of [
      ["2035-03-05T15:00:00Z", "past"],
      [at("17:00"), "notice"],
      ["2035-03-09T17:00:00Z", "window"],
      [at("18:10"), "off_grid"],
      [at("04:00", "07"), "outside_hours"],
    ]) {
      assert.equal((await desk.book(type.id, start!)).status, 409, why);
      const { body } = await desk.visitor("GET", `/api/slots/explain?eventTypeId=${type.id}&start=${start}`);
      assert.equal(body.data.bookable, false);
      assert.equal(body.data.reasons[0].rule, why);
    }
    assert.equal((await desk.book(type.id, at("18:30"))).status, 201);
  });

  it("takes only lengths that the event type has", async () => {
    const type = await desk.eventType({ lengthOptions: [15, 30, 60] });
    const day = "08";
    assert.equal((await desk.book(type.id, at("17:00", day), { end: at("17:45", day) })).status, 422);
    const { body } = await desk.book(type.id, at("17:00", day), { end: at("18:00", day) });
    assert.equal(body.data.duration, 60);
    const { body: slots } = await desk.visitor(
      "GET",
      `/api/slots?eventTypeId=${type.id}&start=2035-03-08&end=2035-03-08&duration=15`,
    );
    assert.equal(slots.data.slots["2035-03-08"][0].end, at("18:15", day));
  });

  it("counts limits per day in the host's zone", async () => {
    const type = await desk.eventType({ bookingLimits: { PER_DAY: 1 } });
    assert.equal((await desk.book(type.id, at("21:00", "12"))).status, 201);
    assert.deepEqual(await desk.starts(type.id, "start=2035-03-12&end=2035-03-12&timeZone=America/Los_Angeles"), []);
    assert.equal((await desk.book(type.id, at("22:00", "12"))).status, 409);
    assert.equal((await desk.book(type.id, at("22:00", "13"))).status, 201);
  });

  it("counts limits in the host's zone, whatever zone the event type is shown in", async () => {
    const type = await desk.eventType({ bookingLimits: { PER_DAY: 1 }, timeZone: "Asia/Kolkata" });
    assert.equal((await desk.book(type.id, at("17:00", "22"))).status, 201);
    // 13:00 of the same day in Los Angeles, and the next day in Kolkata.
    assert.equal((await desk.book(type.id, at("20:00", "22"))).status, 409);
    assert.deepEqual(await desk.starts(type.id, "start=2035-03-22&end=2035-03-22&timeZone=America/Los_Angeles"), []);
  });

  it("asks for what it has to know, and keeps the answers", async () => {
    const type = await desk.eventType({
      bookingFields: [
        { name: "company", type: "text", label: "Company", required: true },
        { name: "size", type: "select", label: "Size", required: false, options: [{ value: "s", label: "Small" }] },
      ],
    });
    const wrong = await desk.book(type.id, at("18:00", "09"), { responses: { size: "huge", email: "nope" } });
    assert.equal(wrong.status, 422);
    assert.deepEqual(wrong.body.details.map(({ field }: { field: string }) => field).sort(), [
      "responses.company",
      "responses.email",
      "responses.size",
    ]);
    const { body } = await desk.book(type.id, at("18:00", "09"), {
      responses: { company: "Acme", size: "s", notes: "Hi" },
    });
    assert.deepEqual(
      [body.data.responses.company, body.data.responses.size, body.data.responses.notes],
      ["Acme", "s", "Hi"],
    );
  });

  it("needs no key and no business, and knows no other event type", async () => {
    const { status, body } = await desk.book(999_999_999, at("18:00", "09"));
    assert.deepEqual([status, body.error], [404, "NOT_FOUND"]);
    const type = await desk.eventType({ active: false });
    assert.equal((await desk.book(type.id, at("18:00", "09"))).status, 409);
  });

  it("holds a slot for the one who is filling in the rest", async () => {
    const type = await desk.eventType();
    const start = at("19:00", "14");
    const hold = await desk.visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start });
    assert.equal(hold.status, 201, hold.text);
    assert.equal((await desk.book(type.id, start)).status, 409);
    assert.ok(!(await desk.starts(type.id, "start=2035-03-14&end=2035-03-14")).includes(start));
    assert.equal((await desk.book(type.id, start, { hold: hold.body.data.uid })).status, 201);
    const other = await desk.visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start: at("20:00", "14") });
    assert.equal((await desk.visitor("DELETE", `/api/slots/holds?uid=${other.body.data.uid}`)).status, 200);
    assert.equal((await desk.book(type.id, at("20:00", "14"))).status, 201);
  });

  it("brings guests along", async () => {
    const type = await desk.eventType();
    const { body } = await desk.book(type.id, at("22:00", "14"), { responses: { guests: ["alex@example.com"] } });
    assert.deepEqual(
      body.data.attendees.map(({ email, guest }: { email: string; guest: boolean }) => [email, guest]),
      [
        ["maria@example.com", false],
        ["alex@example.com", true],
      ],
    );
    const more = await desk.visitor("POST", `/api/bookings/${body.data.uid}/guests`, { guests: ["john@example.com"] });
    assert.equal(more.body.data.attendees.length, 3);
    // A guest may stay away, and neither move nor cancel what is not theirs.
    const { attendees } = (await desk.business.call("GET", `/api/bookings/${body.data.uid}`)).body.data;
    const guest = attendees.find(({ email }: { email: string }) => email === "alex@example.com").uid;
    const move = { start: at("22:30", "14") };
    assert.equal((await desk.visitor("POST", `/api/bookings/${guest}/reschedule`, move)).status, 403);
    assert.equal((await desk.visitor("POST", "/api/cancel", { uid: guest })).body.data.status, "cancelled");
    const left = (await desk.business.call("GET", `/api/bookings/${body.data.uid}`)).body.data;
    assert.deepEqual(
      [left.status, left.attendees.map(({ status }: { status: string }) => status)],
      ["accepted", ["booked", "cancelled", "booked"]],
    );
  });

  it("offers a colleague's time while somebody is away and has named one", async () => {
    const { business, installation } = desk;
    const colleague = await installation.member(business.id, "manager");
    const type = await desk.eventType();
    const away = { start: "2035-03-19", end: "2035-03-20", redirectUserId: colleague.userId };
    assert.equal((await business.call("POST", "/api/out-of-office", away)).status, 201);
    const { status, body } = await desk.book(type.id, at("17:00", "19"));
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal(body.data.hosts[0].id, colleague.userId);
    const told = (await business.call("GET", `/api/bookings/${body.data.uid}`)).body.data.assignmentReason;
    assert.match(told.rule, /^stands in for .+, who is away$/);
    const asked = `/api/slots/explain?eventTypeId=${type.id}&start=${at("18:00", "19")}`;
    assert.equal((await business.call("GET", asked)).body.data.assignment.rule, told.rule);
    // Back from their absence the owner has it, and the reason of before is none any more.
    await desk.visitor("POST", `/api/bookings/${body.data.uid}/reschedule`, { start: at("18:00", "21") });
    const { data } = (await business.call("GET", `/api/bookings/${body.data.uid}`)).body;
    assert.deepEqual([data.hosts[0].id, data.assignmentReason], [business.userId, null]);
    const { body: later } = await desk.book(type.id, at("17:00", "21"));
    assert.equal(later.data.hosts[0].id, business.userId);
  });

  it("groups slots by the viewer's date", async () => {
    const type = await desk.eventType({ length: 60 });
    const { body } = await desk.visitor(
      "GET",
      `/api/slots?eventTypeId=${type.id}&start=2035-03-26&end=2035-03-27&timeZone=Asia/Tokyo`,
    );
    // 9:00–17:00 in Los Angeles is 1:00–9:00 of the next day in Tokyo.
    assert.deepEqual(Object.keys(body.data.slots), ["2035-03-27"]);
    assert.equal(body.data.slots["2035-03-27"][0].start, "2035-03-26T16:00:00Z");
    assert.equal(body.data.slots["2035-03-27"][0].hostIds, undefined, "whose time it is, is nobody's business");
  });

  it("asks the host for a confirmation, and keeps the time meanwhile", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const { body } = await desk.book(type.id, at("17:00", "28"));
    assert.equal(body.data.status, "pending");
    assert.equal((await desk.book(type.id, at("17:00", "28"), { responses: { email: "b@example.com" } })).status, 409);
    const confirmed = await desk.business.call("POST", `/api/bookings/${body.data.uid}/confirm`, {});
    assert.equal(confirmed.body.data.status, "accepted");
    assert.equal((await desk.business.call("POST", `/api/bookings/${body.data.uid}/reject`, {})).status, 409);
    const { body: second } = await desk.book(type.id, at("18:00", "28"));
    const rejected = await desk.business.call("POST", `/api/bookings/${second.data.id}/reject`, { reason: "Busy" });
    assert.deepEqual([rejected.body.data.status, rejected.body.data.rejectionReason], ["rejected", "Busy"]);
    assert.ok((await desk.starts(type.id, "start=2035-03-28&end=2035-03-28")).includes(at("18:00", "28")));
    const triggers = async (id: number) => (await desk.events(id)).map(({ trigger }) => trigger);
    assert.deepEqual(await triggers(body.data.id), ["BOOKING_REQUESTED", "BOOKING_CONFIRMED"]);
    assert.deepEqual(await triggers(second.data.id), ["BOOKING_REQUESTED", "BOOKING_REJECTED"]);
  });

  it("confirms by itself above the threshold alone", async () => {
    const type = await desk.eventType({
      requiresConfirmation: true,
      requiresConfirmationThreshold: { time: 48, unit: "hours" },
    });
    assert.equal((await desk.book(type.id, at("18:00", "06"))).body.data.status, "pending");
    assert.equal((await desk.book(type.id, at("18:00", "16"))).body.data.status, "accepted");
  });

  it("lets one person ask for so many at once and no more", async () => {
    const type = await desk.eventType({ requiresConfirmation: true });
    const ask = (time: string) =>
      desk.book(type.id, at(time, "30"), { responses: { ...maria, email: "greedy@example.com" } });
    for (const time of ["16:00", "16:30", "17:00"]) assert.equal((await ask(time)).status, 201);
    assert.equal((await ask("17:30")).status, 429);
  });

  it("says no-show once it has begun", async () => {
    const type = await desk.eventType();
    const { body } = await desk.book(type.id, at("21:00", "15"));
    const mark = () =>
      desk.business.call("POST", `/api/bookings/${body.data.uid}/no-show`, {
        attendees: [{ email: maria.email, noShow: true }],
      });
    assert.equal((await mark()).status, 409);
    setClock(desk.installation, "2035-03-15T21:05:00Z");
    try {
      assert.equal((await mark()).body.data.attendees[0].noShow, true);
      const [, event] = await desk.events(body.data.id);
      assert.deepEqual(
        [event!.trigger, event!.payload.bookingUid, event!.payload.attendees],
        ["BOOKING_NO_SHOW_UPDATED", body.data.uid, [{ email: maria.email, noShow: true }]],
      );
    } finally {
      setClock(desk.installation, "2035-03-05T16:00:00Z");
    }
  });

  it("tells of a no-show once, however often it is said, and of what is new alone", async () => {
    const type = await desk.eventType();
    const { id, uid } = (await desk.book(type.id, at("22:00", "15"))).body.data;
    const say = async (said: object) => {
      const { status, text } = await desk.business.call("POST", `/api/bookings/${uid}/no-show`, said);
      assert.equal(status, 200, text);
    };
    const missing = { attendees: [{ email: maria.email, noShow: true }] };
    setClock(desk.installation, "2035-03-15T22:05:00Z");
    try {
      for (const said of [missing, missing, { host: false }, { ...missing, host: true }, { host: true }, missing])
        await say(said);
      await say({ attendees: [{ email: maria.email, noShow: false }], host: true });
      const [, ...told] = await desk.events(id);
      assert.deepEqual(
        told.map(({ payload }) => payload.message),
        [`${maria.email} marked as no-show`, "Host marked as no-show", `${maria.email} unmarked as no-show`],
      );
      const { history } = (await desk.business.call("GET", `/api/bookings/${uid}`)).body.data;
      assert.equal(history.filter(({ kind }: { kind: string }) => kind === "no-show").length, 3);
    } finally {
      setClock(desk.installation, "2035-03-05T16:00:00Z");
    }
  });
});
