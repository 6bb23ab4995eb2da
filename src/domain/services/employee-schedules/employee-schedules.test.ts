import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  openTestInstallation,
  type TestBusiness,
  type TestInstallation,
} from "../../../../test/support/installation.ts";

const address = "/api/services/employees/schedule";

describe("an employee's schedule", () => {
  let installation: TestInstallation;
  let salon: TestBusiness;
  before(async () => {
    installation = await openTestInstallation();
    salon = await installation.business();
  });
  after(() => installation.close());

  let counter = 0;
  const hire = async (): Promise<number> =>
    (await salon.call("POST", "/api/services/employees", { name: `Person ${++counter}` })).body.id;
  const everywhere = (ranges: object[]) => ranges.map((range) => ({ ...range, locationId: null }));
  const usual = everywhere([1, 2, 3, 4, 5].map((day) => ({ day, start: "09:00", end: "17:00" })));
  const monday = { day: 1, start: "10:00", end: "14:00" };

  it("is the business's opening hours until it is changed", async () => {
    const employeeId = await hire();
    const { status, body, headers } = await salon.call("GET", `${address}?id=${employeeId}`);
    assert.equal(status, 200);
    assert.deepEqual(body, {
      employeeId,
      inherited: true,
      timeZone: "America/Los_Angeles",
      weekly: usual,
      breaks: [],
      overrides: [],
      version: 0,
    });
    assert.equal(headers.etag, '"0"');
  });

  it("becomes their own with the first change, copying the parts that were not sent", async () => {
    const employeeId = await hire();
    const breaks = [{ day: 1, start: "12:00", end: "12:30" }];
    const { status, body } = await salon.call("PATCH", `${address}?employeeId=${employeeId}`, { breaks });
    assert.deepEqual(
      [status, body.inherited, body.weekly, body.breaks, body.version],
      [200, false, usual, everywhere(breaks), 1],
    );
    const overrides = [
      { date: "2031-12-24", ranges: [{ start: "09:00", end: "12:00" }] },
      { date: "2031-12-25", ranges: [] },
    ];
    const { body: next } = await salon.call("PUT", `${address}?id=${employeeId}`, {
      weekly: [monday],
      overrides,
      timeZone: "Europe/Berlin",
    });
    assert.deepEqual(next, {
      employeeId,
      inherited: false,
      timeZone: "Europe/Berlin",
      weekly: everywhere([monday]),
      breaks: everywhere(breaks),
      overrides: [
        { date: "2031-12-24", ranges: everywhere([{ start: "09:00", end: "12:00" }]) },
        { date: "2031-12-25", ranges: [] },
      ],
      version: 2,
    });
    assert.deepEqual((await salon.call("GET", `${address}?id=${employeeId}`)).body, next);
  });

  it("goes back to the opening hours on request", async () => {
    const employeeId = await hire();
    await salon.call("PATCH", `${address}?id=${employeeId}`, { weekly: [] });
    const { body } = await salon.call("PATCH", `${address}?id=${employeeId}`, { inherit: true });
    assert.deepEqual([body.inherited, body.weekly, body.version], [true, usual, 0]);
    const both = await salon.call("PATCH", `${address}?id=${employeeId}`, { inherit: true, weekly: [] });
    assert.deepEqual([both.status, both.body.details[0].field], [422, "inherit"]);
  });

  it("changes nothing when nothing is sent", async () => {
    const employeeId = await hire();
    const { status, body } = await salon.call("PATCH", `${address}?id=${employeeId}`, {});
    assert.deepEqual([status, body.inherited], [200, true]);
  });

  it("decides when the employee can be booked", async () => {
    const employeeId = await hire();
    const { body: service } = await salon.call("POST", "/api/services/services", {
      name: "Night shift",
      duration: 60,
      bookingWindowDays: 1000,
      minimumNotice: 0,
    });
    // Thursday to Friday past midnight; 24:00 and 00:00 both end with the day.
    const weekly = [
      { day: 4, start: "22:00", end: "02:00" },
      { day: 5, start: "20:00", end: "24:00" },
      { day: 6, start: "23:00", end: "00:00" },
    ];
    await salon.call("PATCH", `${address}?id=${employeeId}`, { weekly, timeZone: "UTC" });
    const soon = new Date(Date.now() + 7 * 86_400_000);
    const thursday = new Date(soon.getTime() + ((4 - soon.getUTCDay() + 7) % 7) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const dayAfter = (days: number) => new Date(Date.parse(thursday) + days * 86_400_000).toISOString().slice(0, 10);
    const { status, body } = await salon.call(
      "GET",
      `/api/services/availability?serviceId=${service.id}&employeeId=${employeeId}&from=${thursday}&to=${dayAfter(3)}&timeZone=UTC`,
    );
    assert.equal(status, 200, JSON.stringify(body));
    const starts = body.days
      .flatMap(({ slots }: { slots: { startTime: string }[] }) => slots.map(({ startTime }) => startTime))
      .sort();
    assert.deepEqual(starts, [
      `${thursday}T22:00:00Z`,
      `${thursday}T23:00:00Z`,
      `${dayAfter(1)}T00:00:00Z`,
      `${dayAfter(1)}T01:00:00Z`,
      `${dayAfter(1)}T20:00:00Z`,
      `${dayAfter(1)}T21:00:00Z`,
      `${dayAfter(1)}T22:00:00Z`,
      `${dayAfter(1)}T23:00:00Z`,
      `${dayAfter(2)}T23:00:00Z`,
    ]);
  });

  const wrong: [string, object, string, RegExp][] = [
    [
      "overlapping hours",
      { weekly: [monday, { day: 1, start: "13:00", end: "15:00" }] },
      "weekly.1",
      /Monday 10:00–14:00/,
    ],
    [
      "hours that run into the next day's",
      {
        weekly: [
          { day: 6, start: "20:00", end: "03:00" },
          { day: 0, start: "02:00", end: "04:00" },
        ],
      },
      "weekly.1",
      /Saturday 20:00–03:00/,
    ],
    ["overlapping breaks", { breaks: [monday, monday] }, "breaks.1", /Overlaps/],
    [
      "a date twice",
      {
        overrides: [
          { date: "2031-01-01", ranges: [] },
          { date: "2031-01-01", ranges: [] },
        ],
      },
      "overrides.1.date",
      /twice/,
    ],
    [
      "overlapping hours of a date",
      {
        overrides: [
          {
            date: "2031-01-01",
            ranges: [
              { start: "09:00", end: "12:00" },
              { start: "11:00", end: "13:00" },
            ],
          },
        ],
      },
      "overrides.0.ranges.1",
      /2031-01-01 09:00–12:00/,
    ],
    ["a day that is none", { weekly: [{ day: 7, start: "09:00", end: "10:00" }] }, "weekly.0.day", /7|6/],
    ["a time that is none", { weekly: [{ day: 1, start: "9:00", end: "10:60" }] }, "weekly.0.start", /09:30/],
    [
      "a start at the end of the day",
      { weekly: [{ day: 1, start: "24:00", end: "10:00" }] },
      "weekly.0.start",
      /before 24:00/,
    ],
    ["a date that is none", { overrides: [{ date: "2031-02-29", ranges: [] }] }, "overrides.0.date", /date/],
    ["an unknown zone", { timeZone: "Mars/Olympus" }, "timeZone", /IANA/],
    ["an unknown field", { weekly: [{ ...monday, until: "15:00" }] }, "weekly.0.until", /Unknown field/],
  ];
  for (const [what, body, field, message] of wrong) {
    it(`refuses ${what}, saying where`, async () => {
      const { status, body: answer } = await salon.call("PATCH", `${address}?id=${await hire()}`, body);
      assert.equal(status, 422, JSON.stringify(answer));
      assert.equal(answer.details[0].field, field);
      assert.match(answer.details[0].message, message);
    });
  }

  it("holds hours of several locations, known ones alone", async () => {
    const employeeId = await hire();
    const { body: north } = await salon.call("POST", "/api/services/locations", { name: "North" });
    const { body: south } = await salon.call("POST", "/api/services/locations", { name: "South" });
    const weekly = [
      { ...monday, locationId: north.id },
      { ...monday, locationId: south.id },
    ];
    const { status, body } = await salon.call("PATCH", `${address}?id=${employeeId}`, { weekly });
    assert.deepEqual([status, body.weekly], [200, weekly]);
    const other = await installation.business();
    const { body: theirs } = await other.call("POST", "/api/services/locations", { name: "Theirs" });
    const overrides = [{ date: "2031-01-01", ranges: [{ start: "09:00", end: "10:00", locationId: theirs.id }] }];
    const refused = await salon.call("PATCH", `${address}?id=${employeeId}`, { overrides });
    assert.deepEqual([refused.status, refused.body.details[0].field], [404, "overrides.0.ranges.0.locationId"]);
  });

  it("is nobody else's to see or change", async () => {
    const employeeId = await hire();
    const other = await installation.business();
    assert.equal((await other.call("GET", `${address}?id=${employeeId}`)).status, 404);
    assert.equal((await other.call("PATCH", `${address}?id=${employeeId}`, { weekly: [] })).status, 404);
    assert.equal((await salon.call("GET", `${address}?id=999999999`)).status, 404);
  });

  it("is the caller's own when nobody is named", async () => {
    const employeeId = await hire();
    const { key } = await installation.member(salon.id, "employee", employeeId);
    const own = await installation.send("GET", address, { key });
    assert.deepEqual([own.status, own.body.employeeId], [200, employeeId]);
    // Nobody stands behind this member on the staff list.
    const manager = await installation.member(salon.id, "manager");
    const nobody = await installation.send("GET", address, { key: manager.key });
    assert.deepEqual([nobody.status, nobody.body.details[0].field], [400, "id"]);
  });

  it("may be read by colleagues, and changed by those who may edit the staff, of themselves where they see no others", async () => {
    const { body: role } = await salon.call("POST", "/api/services/employee-role", {
      name: "Self-planner",
      permissions: ["staff:read", "staff:write"],
    });
    const planner = await hire();
    const colleague = await hire();
    await salon.call("PATCH", `/api/services/employees?id=${planner}`, { role: role.name });
    const plannerKey = (await installation.member(salon.id, "employee", planner)).key;
    const plainKey = (await installation.member(salon.id, "employee", colleague)).key;
    const statusOf = async (key: string, method: string, id: number) =>
      (
        await installation.send(method, `${address}?id=${id}`, {
          key,
          ...(method === "GET" ? {} : { body: { weekly: [] } }),
        })
      ).status;
    assert.equal(await statusOf(plannerKey, "PATCH", planner), 200);
    assert.equal(await statusOf(plannerKey, "PATCH", colleague), 403);
    assert.equal(await statusOf(plannerKey, "GET", colleague), 200);
    assert.equal(await statusOf(plainKey, "GET", planner), 200);
    assert.equal(await statusOf(plainKey, "PATCH", colleague), 403);
  });

  it("lets one of two who make it their own at once win, when both read it first", async () => {
    const employeeId = await hire();
    const { headers } = await salon.call("GET", `${address}?id=${employeeId}`);
    const answers = await Promise.all(
      ["09:00", "10:00", "11:00"].map((start) =>
        salon.call(
          "PATCH",
          `${address}?id=${employeeId}`,
          { weekly: [{ day: 1, start, end: "12:00" }] },
          {
            "if-match": headers.etag,
          },
        ),
      ),
    );
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 412, 412]);
  });

  it("may be changed by many at once when nobody minds, without making two schedules", async () => {
    const employeeId = await hire();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        salon.call("PATCH", `${address}?id=${employeeId}`, { weekly: [{ day: i, start: "09:00", end: "12:00" }] }),
      ),
    );
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
    const { body } = await salon.call("GET", `${address}?id=${employeeId}`);
    assert.deepEqual([body.weekly.length, body.version], [1, 6]);
  });
});
