import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";
import { newHandle } from "../../../platform/handles.ts";

describe("the revenue report", () => {
  let installation: TestInstallation;
  before(async () => {
    installation = await openTestInstallation();
  });
  after(() => installation.close());

  /** A business whose past is written as it was: no rule of today stands in the way. */
  async function shopIn(timeZone: string) {
    const shop = await installation.business({ timeZone });
    const rows = (table: string, values: object[]): Promise<number[]> =>
      installation.asSystem(shop.id, async ({ db }) => {
        const made = values.map((value) => ({ businessId: shop.id, createdAt: "2020-01-01T00:00:00Z", ...value }));
        return (await (db as any).insertInto(table).values(made).returning("id").execute()).map((row: any) => row.id);
      });
    const made = async (path: string, draft: object) => (await shop.call("POST", `/api/services/${path}`, draft)).body;
    const haircut = await made("services", { name: "Haircut" });
    const colour = await made("services", { name: "Colour" });
    const [ana, ben] = [await made("employees", { name: "Ana" }), await made("employees", { name: "Ben" })];
    const downtown = await made("locations", { name: "Downtown" });
    const visit = (startsAt: string, price: number, changes: object = {}) => ({
      uid: newHandle("apt", shop.id),
      serviceId: haircut.id,
      employeeId: ana.id,
      startsAt,
      endsAt: new Date(Date.parse(startsAt) + 1_800_000).toISOString(),
      status: "completed",
      price,
      currency: "usd",
      timeZone,
      language: "en",
      source: "rest",
      ...changes,
    });
    return { shop, rows, visit, haircut, colour, ana, ben, downtown };
  }
  const report = async (shop: TestBusiness, query: string) => {
    const { status, body, text } = await shop.call("GET", `/api/insights/revenue?${query}`);
    assert.equal(status, 200, text);
    return body.data;
  };
  const brief = (lines: any[], key = "name") => lines.map((line) => [line[key], line.revenue, line.count]);

  it("adds up by period, service, staff and location, beside as many days before", async () => {
    const { shop, rows, visit, colour, ben, downtown } = await shopIn("America/Los_Angeles");
    await rows("appointments", [
      visit("2026-02-02T18:00:00Z", 3500),
      visit("2026-02-03T18:00:00Z", 3500, { locationId: downtown.id }),
      visit("2026-02-10T18:00:00Z", 9501, { serviceId: colour.id, employeeId: ben.id }),
      // Still February in Los Angeles.
      visit("2026-03-01T07:59:00Z", 2000, { employeeId: null }),
      // Not earned, or not in these days.
      visit("2026-03-01T08:00:00Z", 100_000),
      visit("2026-02-04T18:00:00Z", 100_000, { status: "approved" }),
      visit("2026-02-04T19:00:00Z", 100_000, { status: "no-show" }),
      visit("2026-02-04T20:00:00Z", 100_000, { status: "canceled" }),
      visit("2026-02-04T21:00:00Z", 100_000, { deletedAt: "2026-02-05T00:00:00Z" }),
      visit("2026-02-05T18:00:00Z", 1500, { currency: "eur" }),
      // The 28 days before: 4 to 31 January.
      visit("2026-01-04T20:00:00Z", 10_000),
      visit("2026-01-03T20:00:00Z", 100_000),
    ]);
    const { periods, bySource, byService, byStaff, byLocation, previous, ...rest } = await report(
      shop,
      "from=2026-02-01&to=2026-02-28&groupBy=week",
    );
    assert.deepEqual(rest, {
      from: "2026-02-01",
      to: "2026-02-28",
      timeZone: "America/Los_Angeles",
      currency: "usd",
      total: { revenue: 18_501, formatted: "$185.01", count: 4 },
      average: { revenue: 4625, formatted: "$46.25" },
      otherCurrencies: [{ currency: "eur", revenue: 1500, formatted: "€15.00" }],
    });
    assert.deepEqual(previous, {
      from: "2026-01-04",
      to: "2026-01-31",
      revenue: 10_000,
      formatted: "$100.00",
      count: 1,
      change: 0.8501,
    });
    assert.deepEqual(brief(periods, "period"), [
      ["2026-02-02", 7000, 2],
      ["2026-02-09", 9501, 1],
      ["2026-02-23", 2000, 1],
    ]);
    assert.deepEqual(brief(bySource, "source"), [["appointments", 18_501, 4]]);
    assert.deepEqual(brief(byService), [
      ["Colour", 9501, 1],
      ["Haircut", 9000, 3],
    ]);
    assert.deepEqual(
      byService.map(({ share, formatted }: any) => [share, formatted]),
      [
        [0.5135, "$95.01"],
        [0.4865, "$90.00"],
      ],
    );
    assert.deepEqual(brief(byStaff), [
      ["Ben", 9501, 1],
      ["Ana", 7000, 2],
      [null, 2000, 1],
    ]);
    assert.deepEqual(brief(byLocation), [
      [null, 15_001, 3],
      ["Downtown", 3500, 1],
    ]);
    const months = await report(shop, "from=2026-01-01&to=2026-03-31");
    assert.deepEqual(brief(months.periods, "period"), [
      ["2026-01-01", 110_000, 2],
      ["2026-02-01", 18_501, 4],
      ["2026-03-01", 100_000, 1],
    ]);
    const bens = await report(shop, `from=2026-02-01&to=2026-02-28&employeeId=${ben.id}`);
    assert.deepEqual([bens.total.revenue, bens.previous.revenue, bens.previous.change], [9501, 0, null]);
  });

  it("counts each guest of a group session who came", async () => {
    const { shop, rows, visit } = await shopIn("Europe/Berlin");
    const [session] = await rows("appointments", [
      visit("2026-05-04T08:00:00Z", 1500, { isGroup: true, capacity: 10 }),
    ]);
    const customers = await rows(
      "customers",
      ["A", "B", "C", "D"].map((name) => ({ name })),
    );
    await rows(
      "appointmentAttendees",
      ["booked", "booked", "canceled", "no-show"].map((status, place) => ({
        uid: newHandle("apt", shop.id),
        appointmentId: session,
        customerId: customers[place]!,
        status,
        name: "Guest",
        price: 1500,
        timeZone: "UTC",
        language: "en",
      })),
    );
    const { total, byService } = await report(shop, "from=2026-05-04&to=2026-05-04&groupBy=day");
    assert.deepEqual([total.revenue, total.count, brief(byService)], [3000, 2, [["Haircut", 3000, 2]]]);
  });

  it("counts what was paid for bookings and on invoices, and no appointment twice", async () => {
    const { shop, rows, visit } = await shopIn("America/Los_Angeles");
    const [appointment] = await rows("appointments", [visit("2026-02-02T18:00:00Z", 3500)]);
    const invoice = (number: string, changes: object) => ({
      uid: newHandle("inv", shop.id),
      number,
      status: "paid",
      customerName: "Ada",
      currency: "usd",
      subtotal: 2000,
      total: 2000,
      issuedAt: "2026-01-20T10:00:00Z",
      paidAt: "2026-02-05T10:00:00Z",
      ...changes,
    });
    await rows("invoices", [
      invoice("1", {}),
      invoice("2", { appointmentId: appointment }),
      invoice("3", { paidAt: "2026-03-05T10:00:00Z" }),
      invoice("4", { status: "sent", paidAt: null }),
    ]);
    const eventType = (
      await shop.call("POST", "/api/event-types", {
        title: "Advice",
        length: 30,
        price: 5000,
        periodType: "UNLIMITED",
      })
    ).body.data;
    for (const start of ["2035-03-06T18:00:00Z", "2035-03-06T19:00:00Z"]) {
      const responses = { name: "Ada", email: "ada@example.com" };
      const booked = await shop.call("POST", "/api/book/event", { eventTypeId: eventType.id, start, responses });
      assert.equal(booked.status, 201, booked.text);
    }
    await installation.asSystem(shop.id, ({ db }) =>
      db
        .updateTable("bookings")
        .set({ paid: true })
        .where("businessId", "=", shop.id)
        .where("startsAt", "=", "2035-03-06T18:00:00Z")
        .execute(),
    );
    const february = await report(shop, "from=2026-02-01&to=2026-02-28");
    assert.deepEqual(brief(february.bySource, "source"), [
      ["appointments", 3500, 1],
      ["invoices", 2000, 1],
    ]);
    const later = await report(shop, "from=2035-03-06&to=2035-03-06");
    assert.deepEqual(brief(later.bySource, "source"), [["bookings", 5000, 1]]);
    assert.equal(later.byStaff[0].name, "Owner of Salon 3");
  });

  it("is empty, not broken, where nothing was earned, and another business's to nobody", async () => {
    const { shop } = await shopIn("UTC");
    const { total, average, previous, periods, byService } = await report(shop, "");
    assert.deepEqual(
      [total, average, previous.change, periods, byService],
      [{ revenue: 0, formatted: "$0.00", count: 0 }, { revenue: 0, formatted: "$0.00" }, null, [], []],
    );
    const member = await installation.member(shop.id, "employee");
    assert.equal((await installation.send("GET", "/api/insights/revenue", { key: member.key })).status, 403);
    for (const query of ["from=2026-02-30", "groupBy=year", "from=2026-02-02&to=2026-02-01"])
      assert.equal((await shop.call("GET", `/api/insights/revenue?${query}`)).status, 400, query);
  });
});
