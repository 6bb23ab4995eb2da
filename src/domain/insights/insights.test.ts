import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { openTestInstallation, type TestBusiness, type TestInstallation } from "../../../test/support/installation.ts";
import { newHandle } from "../../platform/handles.ts";
import { averageOf, daysAsked } from "./rules.ts";

describe("insights and stats", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation({ settings: { CLOCK: "virtual" } });
  });
  after(() => installation.close());

  /** A business with what its figures are made of, written as it was years ago: no rule of today stands in the way. */
  async function salonIn(timeZone: string) {
    const salon = await installation.business({ timeZone });
    const rows = (table: string, values: object[]): Promise<number[]> =>
      installation.asSystem(salon.id, async (context) => {
        const made = values.map((value) => ({ businessId: salon.id, createdAt: "2020-01-01T00:00:00Z", ...value }));
        return (await (context.db as any).insertInto(table).values(made).returning("id").execute()).map(
          (row: any) => row.id,
        );
      });
    const service = async (name: string) => (await salon.call("POST", "/api/services/services", { name })).body.id;
    const [{ id: employeeId }] = (await installation.asSystem(salon.id, (context) =>
      context.db.selectFrom("employees").select("id").where("businessId", "=", salon.id).execute(),
    )) as [{ id: number }];
    const haircut: number = await service("Haircut");
    const appointment = (startsAt: string, changes: object = {}) => ({
      uid: newHandle("apt", salon.id),
      serviceId: haircut,
      employeeId,
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 1_800_000).toISOString(),
      status: "completed",
      price: 3500,
      currency: "usd",
      timeZone,
      language: "en",
      source: "rest",
      ...changes,
    });
    return { salon, rows, service, haircut, employeeId, appointment };
  }
  const insights = async (salon: TestBusiness, query: string) => {
    const { status, body } = await salon.call("GET", `/api/services/insights?${query}`);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };
  const stats = async (salon: TestBusiness) => (await salon.call("GET", "/api/services/stats")).body;
  const setClock = (salon: TestBusiness, now: string) => salon.call("PATCH", "/api/sandbox/clock", { now });

  it("answer as the reference shows it", async () => {
    const { salon, rows, service, appointment } = await salonIn("America/Los_Angeles");
    const [color, shave] = [await service("Color Treatment"), await service("Shave")];
    const some = (count: number, changes: object) =>
      Array.from({ length: count }, (_, i) =>
        appointment(`2026-01-${String(1 + (i % 28)).padStart(2, "0")}T18:00:00Z`, changes),
      );
    await rows("appointments", [
      ...some(22, { price: 3500 }),
      ...some(5, { price: 10_300, serviceId: color }),
      ...some(10, { price: 9_900, serviceId: color, status: "approved" }),
      ...some(9, { price: 2000, serviceId: shave, status: "no-show" }),
      ...some(1, { price: 2000, serviceId: shave, status: "pending" }),
      ...some(3, { status: "canceled" }),
      ...some(2, { status: "rejected" }),
      ...some(1, { deletedAt: "2026-01-02T00:00:00Z" }),
      // The month before and the month after.
      appointment("2025-12-31T12:00:00Z"),
      appointment("2026-03-01T12:00:00Z"),
    ]);
    await rows("customers", [
      ...Array.from({ length: 12 }, (_, i) => ({ name: `New ${i}`, createdAt: "2026-02-10T10:00:00Z" })),
      { name: "Regular", createdAt: "2025-10-10T10:00:00Z" },
      { name: "Gone", createdAt: "2026-02-10T10:00:00Z", deletedAt: "2026-02-11T10:00:00Z" },
    ]);
    const { totalRevenue, totalBookings, averageBookingValue, topServices, newCustomers, ...more } = await insights(
      salon,
      "from=2026-01-01&to=2026-02-28",
    );
    assert.deepEqual(
      { totalRevenue, totalBookings, averageBookingValue, topServices: topServices.slice(0, 2), newCustomers },
      {
        totalRevenue: 128_500,
        totalBookings: 47,
        averageBookingValue: 2734,
        topServices: [
          { name: "Haircut", count: 22 },
          { name: "Color Treatment", count: 15 },
        ],
        newCustomers: 12,
      },
    );
    assert.deepEqual(more.byStatus, {
      pending: 1,
      approved: 10,
      canceled: 3,
      completed: 27,
      rejected: 2,
      "no-show": 9,
    });
    assert.deepEqual([more.noShowRate, more.cancellationRate], [0.25, 0.06]);
    assert.deepEqual(
      [more.from, more.to, more.timeZone, more.currency],
      ["2026-01-01", "2026-02-28", "America/Los_Angeles", "usd"],
    );
    assert.deepEqual(
      more.topEmployees.map((one: any) => [one.bookings, one.revenue]),
      [[47, 128_500]],
    );
    assert.equal(
      more.byDay.reduce((sum: number, one: any) => sum + one.bookings, 0),
      47,
    );
    assert.equal(more.byDay[0].date, "2026-01-01");
  });

  it("count a day from its first to its last local minute, on the days the clocks change too", async () => {
    const { salon, rows, appointment } = await salonIn("America/Los_Angeles");
    await rows("appointments", [
      appointment("2026-03-08T07:59:00Z"), // Saturday, 23:59
      appointment("2026-03-08T08:00:00Z"), // Sunday of 23 hours, 00:00
      appointment("2026-03-09T06:59:00Z"), // Sunday, 23:59
      appointment("2026-03-09T07:00:00Z"), // Monday, 00:00
    ]);
    assert.equal((await insights(salon, "from=2026-03-08&to=2026-03-08")).totalBookings, 2);
    const { byDay } = await insights(salon, "from=2026-03-07&to=2026-03-09");
    assert.deepEqual(
      byDay.map((one: any) => [one.date, one.bookings]),
      [
        ["2026-03-07", 1],
        ["2026-03-08", 2],
        ["2026-03-09", 1],
      ],
    );
  });

  it("give a midnight that comes twice to one day alone", async () => {
    // In Havana 2025-11-02 runs from 00:00 to 00:59 twice: at 01:00 daylight time it is 00:00 again.
    const { salon, rows, appointment } = await salonIn("America/Havana");
    await rows("appointments", [
      appointment("2025-11-02T03:59:00Z"), // 1 November, 23:59
      appointment("2025-11-02T04:30:00Z"), // 00:30, the first time
      appointment("2025-11-02T05:30:00Z"), // 00:30, the second time
      appointment("2025-11-03T04:59:00Z"), // 23:59
    ]);
    assert.equal((await insights(salon, "from=2025-11-02&to=2025-11-02")).totalBookings, 3);
    assert.equal((await insights(salon, "from=2025-11-01&to=2025-11-01")).totalBookings, 1);
  });

  it("count each guest of a group session, and earn from those who came", async () => {
    const { salon, rows, appointment } = await salonIn("Europe/Berlin");
    const yoga = appointment("2026-05-04T08:00:00Z", { isGroup: true, capacity: 10, price: 1500 });
    const [session] = await rows("appointments", [yoga]);
    const customers = await rows(
      "customers",
      ["A", "B", "C", "D"].map((name) => ({ name })),
    );
    const guest = (customerId: number, status: string) => ({
      uid: newHandle("apt", salon.id),
      appointmentId: session,
      customerId,
      status,
      name: "Guest",
      price: 1500,
      timeZone: "UTC",
      language: "en",
    });
    const statuses = ["booked", "booked", "canceled", "no-show"];
    await rows(
      "appointmentAttendees",
      statuses.map((status, i) => guest(customers[i]!, status)),
    );
    const { totalBookings, totalRevenue, byStatus } = await insights(salon, "from=2026-05-04&to=2026-05-04");
    assert.deepEqual([totalBookings, totalRevenue, byStatus.canceled, byStatus["no-show"]], [3, 3000, 1, 1]);
  });

  it("do not add up money of different currencies", async () => {
    const { salon, rows, appointment } = await salonIn("UTC");
    await rows("appointments", [
      appointment("2026-05-04T08:00:00Z"),
      appointment("2026-05-04T09:00:00Z", { currency: "eur" }),
    ]);
    const { totalRevenue, totalBookings, currency } = await insights(salon, "from=2026-05-04&to=2026-05-04");
    assert.deepEqual([totalRevenue, totalBookings, currency], [3500, 2, "usd"]);
  });

  it("are empty, not broken, where nothing happened", async () => {
    const { salon } = await salonIn("UTC");
    const { totalRevenue, averageBookingValue, topServices, byDay, noShowRate, averageRating } = await insights(
      salon,
      "",
    );
    assert.deepEqual(
      { totalRevenue, averageBookingValue, topServices, byDay, noShowRate, averageRating },
      { totalRevenue: 0, averageBookingValue: 0, topServices: [], byDay: [], noShowRate: 0, averageRating: null },
    );
    const { today, thisWeek, upcoming, nextAppointments } = await stats(salon);
    assert.deepEqual([today.total, thisWeek.revenue, upcoming, nextAppointments], [0, 0, 0, []]);
  });

  it("refuse days that are none, and a last day before the first", async () => {
    const { salon } = await salonIn("UTC");
    for (const query of ["from=2026-02-30", "from=yesterday", "from=2026-02-02&to=2026-02-01"]) {
      const { status, body } = await salon.call("GET", `/api/services/insights?${query}`);
      assert.deepEqual([status, body.error], [400, "BAD_REQUEST"], query);
    }
  });

  it("show the dashboard today and this week, by the business's clock and week", async () => {
    const { salon, rows, appointment, employeeId } = await salonIn("America/Los_Angeles");
    const [customerId] = await rows("customers", [
      { name: "Emily Chen", createdAt: "2026-02-24T10:00:00Z" },
      { name: "Regular" },
    ]);
    await rows("locations", [{ name: "Downtown" }, { name: "Closed", active: false }]);
    // Wednesday the 25th, 22:00 in Los Angeles: in London it is Thursday already.
    await setClock(salon, "2026-02-26T06:00:00Z");
    await rows("appointments", [
      appointment("2026-02-23T07:59:00Z"), // Sunday, 23:59: last week, and this one where weeks begin on Sunday
      appointment("2026-02-23T18:00:00Z"), // Monday
      appointment("2026-02-25T18:00:00Z"), // today, done
      appointment("2026-02-26T07:00:00Z", { status: "approved", customerId }), // today, 23:00
      appointment("2026-02-26T18:00:00Z", { status: "pending" }), // tomorrow
      appointment("2026-02-27T18:00:00Z", { status: "canceled" }),
      appointment("2026-03-20T18:00:00Z", { status: "approved" }),
    ]);
    const { today, thisWeek, ...rest } = await stats(salon);
    assert.deepEqual(
      [today.date, today.total, today.pending, today.revenue, today.expectedRevenue],
      ["2026-02-25", 2, 0, 3500, 3500],
    );
    assert.deepEqual(
      [thisWeek.from, thisWeek.to, thisWeek.total, thisWeek.pending, thisWeek.revenue, thisWeek.byStatus.canceled],
      ["2026-02-23", "2026-03-01", 4, 1, 7000, 1],
    );
    assert.deepEqual(
      [rest.upcoming, rest.pending, rest.newCustomers, rest.totalCustomers, rest.activeLocations],
      [3, 1, 1, 2, 1],
    );
    const [next] = rest.nextAppointments;
    assert.deepEqual(
      [next.startTime, next.serviceName, next.customerName, next.status],
      ["2026-02-26T07:00:00Z", "Haircut", "Emily Chen", "approved"],
    );
    await salon.call("PATCH", "/api/services/company-settings", { weekStart: 0 });
    const sunday = (await stats(salon)).thisWeek;
    assert.deepEqual([sunday.from, sunday.to, sunday.total], ["2026-02-22", "2026-02-28", 5]);

    const mine = await installation.member(salon.id, "employee", employeeId);
    assert.equal((await installation.send("GET", "/api/services/stats", { key: mine.key })).body.upcoming, 3);
    const nobodys = await installation.member(salon.id, "employee");
    assert.equal((await installation.send("GET", "/api/services/stats", { key: nobodys.key })).body.upcoming, 0);
    assert.equal((await installation.send("GET", "/api/services/insights", { key: mine.key })).status, 403);
    await setClock(salon, new Date().toISOString());
  });

  it("show a business its own figures alone", async () => {
    const one = await salonIn("UTC");
    await one.rows("appointments", [one.appointment("2026-05-04T08:00:00Z")]);
    const other = await installation.business();
    assert.equal((await insights(other, "from=2026-05-01&to=2026-05-31")).totalBookings, 0);
    assert.equal((await installation.send("GET", "/api/services/insights")).status, 401);
  });
});

describe("the arithmetic of figures", () => {
  it("rounds a half to the even neighbour, and never loses a cent to floating point", () => {
    assert.deepEqual(
      [averageOf(5, 2), averageOf(7, 2), averageOf(10, 3), averageOf(11, 3), averageOf(0, 3), averageOf(3, 0)],
      [2, 4, 3, 4, 0, 0],
    );
    assert.equal(averageOf(9_007_199_254_740_991, 2), 4_503_599_627_370_496);
  });

  it("takes thirty days up to today where nothing else is asked for", () => {
    const today = "2026-03-01";
    assert.deepEqual(daysAsked({}, today), { from: "2026-01-31", to: "2026-03-01" });
    assert.deepEqual(daysAsked({ to: "2024-03-01" }, today), { from: "2024-02-01", to: "2024-03-01" });
    assert.deepEqual(daysAsked({ from: "2026-02-20" }, today), { from: "2026-02-20", to: "2026-03-01" });
    assert.deepEqual(daysAsked({ from: "2026-04-01" }, today), { from: "2026-04-01", to: "2026-04-01" });
  });
});
