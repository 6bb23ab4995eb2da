import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type Desk, openDesk, setClock } from "../../scheduling/bookings/desk.test-support.ts";

describe("figures of bookings", () => {
  let desk: Desk;
  let intro: { id: number };
  before(async () => {
    desk = await openDesk();
    const { business } = desk;
    intro = await desk.eventType({ title: "Intro" });
    const demo = await desk.eventType({ title: "Demo", length: 60 });
    const book = async (typeId: number, start: string, name: string) => {
      const { status, body, text } = await desk.book(typeId, start, {
        responses: { name, email: `${name.toLowerCase()}@example.com` },
      });
      assert.equal(status, 201, text);
      return body.data;
    };
    // Monday twice, Tuesday once, the Wednesday after; one cancelled, one moved, two of Ben's that he misses.
    const ben = await book(intro.id, "2035-03-05T18:00:00Z", "Ben");
    const again = await book(intro.id, "2035-03-05T19:00:00Z", "Ben");
    const moved = await book(demo.id, "2035-03-06T18:00:00Z", "Ada");
    const gone = await book(intro.id, "2035-03-06T20:00:00Z", "Cem");
    await book(intro.id, "2035-03-14T20:00:00Z", "Dee");
    await desk.visitor("POST", "/api/cancel", { uid: gone.uid });
    await desk.visitor("POST", `/api/bookings/${moved.uid}/reschedule`, { start: "2035-03-06T19:00:00Z" });
    await business.call("POST", "/api/services/customers", { name: "Emily", email: "emily@example.com" });
    setClock(desk.installation, "2035-03-08T16:00:00Z");
    for (const { uid } of [ben, again])
      await business.call("POST", `/api/bookings/${uid}/no-show`, {
        attendees: [{ email: "ben@example.com", noShow: true }],
      });
  });
  after(() => desk.close());

  const ask = async (path: string) => {
    const { status, body } = await desk.business.call("GET", `/api/insights/${path}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body.data;
  };
  const march = "from=2035-03-01&to=2035-03-31";

  it("count, and show the trend", async () => {
    const { total, accepted, cancelled, noShows, completed, rescheduled, bookedMinutes, cancellationRate, trend } =
      await ask(`bookings?${march}&groupBy=week`);
    assert.deepEqual(
      [total, accepted, cancelled, noShows, completed, rescheduled, bookedMinutes],
      [4, 4, 1, 2, 1, 1, 150],
    );
    assert.equal(cancellationRate, 0.2);
    assert.deepEqual(trend, [
      { period: "2035-03-05", bookings: 3, cancelled: 1 },
      { period: "2035-03-12", bookings: 1, cancelled: 0 },
    ]);
    assert.equal((await ask(`bookings?${march}&eventTypeId=${intro.id}`)).total, 3);
    assert.equal((await ask("bookings?from=2035-03-05&to=2035-03-05")).total, 2);
  });

  it("say what is popular and when people come", async () => {
    const { eventTypes } = await ask(`popular-event-types?${march}`);
    assert.deepEqual(
      eventTypes.map(({ title, bookings, share }: any) => [title, bookings, share]),
      [
        ["Intro", 3, 0.75],
        ["Demo", 1, 0.25],
      ],
    );
    const { busiest, weekdays, hours } = await ask(`busiest-days?${march}`);
    assert.equal(busiest, "Monday");
    assert.deepEqual([weekdays.length, weekdays[1].bookings], [7, 2]);
    assert.deepEqual(hours[0], { hour: 10, bookings: 1 });
  });

  it("report who did not come", async () => {
    const report = await ask(`no-shows?${march}`);
    assert.deepEqual([report.meetings, report.attendeeNoShows, report.hostNoShows], [3, 2, 0]);
    assert.deepEqual(report.repeated, [{ name: "Ben", email: "ben@example.com", noShows: 2 }]);
    assert.equal(report.byEventType[0].rate, 1);
  });

  it("tell what each person did", async () => {
    const { staff } = await ask(`staff?${march}`);
    const [owner] = staff;
    assert.deepEqual(
      [
        owner.userId,
        owner.bookings,
        owner.bookingsCompleted,
        owner.bookingsCancelled,
        owner.bookingNoShows,
        owner.minutes,
      ],
      [desk.business.userId, 4, 1, 1, 2, 150],
    );
  });

  it("sum up a period and this week", async () => {
    const stats = await ask(`schedule?${march}`);
    assert.deepEqual(
      [stats.bookings.total, stats.appointments.total, stats.upcoming, stats.busiestDay],
      [4, 0, 1, "2035-03-05"],
    );
    assert.deepEqual(await ask("dashboard"), {
      serviceAppointments: { today: { total: 0, pending: 0 }, thisWeek: { total: 0, revenue: "$0.00" } },
      calBookings: { today: 0, thisWeek: 3 },
      totalCustomers: 1,
      activeLocations: 0,
      timeZone: "America/Los_Angeles",
      currency: "usd",
    });
  });

  it("refuse days the wrong way round", async () => {
    const { status } = await desk.business.call("GET", "/api/insights/bookings?from=2035-03-31&to=2035-03-01");
    assert.equal(status, 400);
  });

  it("count a session that somebody missed once, whatever seats they had and gave up in it", async () => {
    const type = await desk.eventType({ seatsPerTimeSlot: 4 });
    const start = "2035-03-20T17:00:00Z";
    const seat = async () =>
      (await desk.book(type.id, start, { responses: { name: "Eve", email: "eve@example.com" } })).body.data;
    const given = await seat();
    const { uid } = await seat();
    await seat();
    await desk.visitor("POST", "/api/cancel", { uid: given.seatUid });
    setClock(desk.installation, "2035-03-20T18:00:00Z");
    const attendees = [{ email: "eve@example.com", noShow: true }];
    const marked = await desk.business.call("POST", `/api/bookings/${uid}/no-show`, { attendees });
    assert.deepEqual(
      marked.body.data.attendees.map(({ status, noShow }: any) => [status, noShow]),
      [
        ["cancelled", false],
        ["booked", true],
        ["booked", true],
      ],
    );
    assert.deepEqual((await ask("no-shows?from=2035-03-20&to=2035-03-20")).repeated, []);
    setClock(desk.installation, "2035-03-08T16:00:00Z");
  });
});
