import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { around, type Desk, openDesk } from "./desk.test-support.ts";

type Hours = { day: number; start: string; end: string }[];

const everyDay = (start: string, end: string): Hours => [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, start, end }));

describe("a slot offered is bookable, and nothing else is (DECISIONS 18)", () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  /** A business with a team of two besides its owner, and schedules for all. */
  async function office() {
    const business = await desk.installation.business();
    const own = around(desk.installation, business);
    const { data: team } = (await business.call("POST", "/api/teams", { name: "Sales", slug: "sales" })).body;
    const userIds = [business.userId];
    for (let count = 0; count < 2; count++) {
      const { userId } = await desk.installation.member(business.id, "manager");
      await business.call("POST", `/api/teams/${team.id}/members`, { userId, role: "member" });
      userIds.push(userId);
    }
    let counter = 0;
    const schedule = async (userId: number, weekly: Hours, timeZone = "UTC") => {
      const draft = { name: `Hours ${++counter}`, timeZone, isDefault: false, weekly };
      const { status, body, text } = await business.call("POST", `/api/schedules?userId=${userId}`, draft);
      assert.equal(status, 201, text);
      return body.data.id as number;
    };
    return {
      ...own,
      business,
      userIds,
      schedule,
      /** An event type of the owner, with hours of its own. */
      type: async (weekly: Hours, fields: Record<string, unknown>) =>
        own.eventType({ scheduleId: await schedule(business.userId, weekly), ...fields }),
      teamType: (hosts: object[], fields: Record<string, unknown> = {}) =>
        own.eventType({ teamId: team.id, schedulingType: "roundRobin", hosts, ...fields }),
      /** What an explanation answers, and the status of an attempt to book it that books nothing. */
      async asked(eventTypeId: number, start: string) {
        const query = `eventTypeId=${eventTypeId}&start=${start}`;
        const { bookable, reasons } = (await own.visitor("GET", `/api/slots/explain?${query}`)).body.data;
        const hold = await own.visitor("POST", "/api/slots/holds", { eventTypeId, start });
        if (hold.status === 201) await own.visitor("DELETE", `/api/slots/holds?uid=${hold.body.data.uid}`);
        return { bookable, rules: reasons.map(({ rule }: any) => rule), status: hold.status };
      },
    };
  }
  const open = { bookable: true, rules: [], status: 201 };
  const times = (starts: string[]) => starts.map((start) => start.slice(11, 16));

  it("where everybody is shown the event type's own zone, in which its rolling days end", async () => {
    const { eventType, starts, book, visitor } = await office();
    for (const periodType of ["ROLLING", "ROLLING_WINDOW"]) {
      const periodDays = periodType === "ROLLING" ? 1 : 2;
      const type = await eventType({ lockTimeZone: true, periodType, periodDays });
      const [last] = (await starts(type.id, "start=2035-03-05&end=2035-03-12&timeZone=UTC")).slice(-1);
      // Tuesday, 16:30 in Los Angeles: Wednesday in UTC.
      assert.equal(last, "2035-03-07T00:30:00Z");
      const booked = await book(type.id, last, { timeZone: "UTC" });
      assert.equal(booked.status, 201, `${periodType}: ${booked.text}`);
      const { uid } = booked.body.data;
      assert.equal(
        (await book(type.id, "2035-03-07T00:00:00Z", { rescheduleUid: uid })).status,
        201,
        "moved there too",
      );
      assert.equal((await visitor("POST", "/api/cancel", { uid })).status, 200);
    }
  });

  it("where fixed hosts and others are in zones with different minutes", async () => {
    const { schedule, teamType, userIds, starts, asked, book, visitor } = await office();
    const [, two, three] = userIds as [number, number, number];
    const inUtc = { userId: two, scheduleId: await schedule(two, everyDay("09:00", "17:00")) };
    const inKolkata = { userId: three, scheduleId: await schedule(three, everyDay("09:00", "17:00"), "Asia/Kolkata") };
    for (const [hosts, fields] of [
      [[{ ...inKolkata, isFixed: true }, inUtc], {}],
      [[inUtc, { ...inKolkata, isFixed: true }], {}],
      [
        [
          { ...inKolkata, groupId: "b" },
          { ...inUtc, groupId: "a" },
        ],
        {
          hostGroups: [
            { id: "a", name: "A" },
            { id: "b", name: "B" },
          ],
        },
      ],
    ] as const) {
      const type = await teamType([...hosts], { length: 60, ...fields });
      const offered = await starts(type.id, "start=2035-03-07&end=2035-03-07");
      assert.ok(offered.length >= 2, "they have two hours in common");
      for (const start of offered) assert.deepEqual(await asked(type.id, start), open, start);
      const hold = await visitor("POST", "/api/slots/holds", { eventTypeId: type.id, start: offered[0] });
      assert.equal(hold.status, 201, hold.text);
      const booked = await book(type.id, offered[0]!, { hold: hold.body.data.uid });
      assert.equal(booked.status, 201, booked.text);
      assert.equal((await visitor("POST", "/api/cancel", { uid: booked.body.data.uid })).status, 200);
    }
  });

  it("when one of a group begins later than the others and it is their turn", async () => {
    const { schedule, teamType, userIds, starts, asked } = await office();
    const [one, two, three] = userIds as [number, number, number];
    const host = async (userId: number, from: string) => ({
      userId,
      scheduleId: await schedule(userId, everyDay(from, "17:00")),
    });
    const hosts = [
      { ...(await host(one, "09:00")), isFixed: true },
      { ...(await host(two, "09:00")), priority: 1 },
      { ...(await host(three, "09:20")), priority: 4 },
    ];
    const type = await teamType(hosts, { length: 45 });
    const offered = await starts(type.id, "start=2035-03-07&end=2035-03-07");
    assert.deepEqual(times(offered).slice(0, 3), ["09:00", "09:45", "10:30"]);
    for (const start of offered) assert.deepEqual(await asked(type.id, start), open, start);
  });

  it("not between the starts, nor before the offset", async () => {
    const { type, asked } = await office();
    const hours = everyDay("09:00", "17:00");
    const offGrid = { bookable: false, rules: ["off_grid"], status: 409 };
    const long = await type(hours, { length: 45 });
    assert.deepEqual(await asked(long.id, "2035-03-07T09:15:00Z"), offGrid);
    assert.deepEqual(await asked(long.id, "2035-03-07T09:45:00Z"), open);
    const later = await type(hours, { length: 30, offsetStart: 30 });
    assert.deepEqual(await asked(later.id, "2035-03-07T09:00:00Z"), offGrid);
    assert.deepEqual(await asked(later.id, "2035-03-07T09:30:00Z"), open);
  });

  it("even if it was listed before a neighbour booked", async () => {
    const { type, asked, book, starts } = await office();
    const long = await type(everyDay("09:00", "17:00"), { length: 45, afterEventBuffer: 10 });
    const day = "start=2035-03-07&end=2035-03-07";
    assert.ok(times(await starts(long.id, day)).includes("11:15"));
    assert.equal((await book(long.id, "2035-03-07T09:45:00Z")).status, 201);
    assert.ok(!times(await starts(long.id, day)).includes("11:15"), "the grid begins anew at 10:45");
    assert.deepEqual(await asked(long.id, "2035-03-07T11:15:00Z"), open);
    assert.deepEqual(await asked(long.id, "2035-03-07T11:30:00Z"), open);
    assert.equal((await asked(long.id, "2035-03-07T11:00:00Z")).status, 409);
    const clock = desk.installation.app.services.clock!;
    const then = clock.offset();
    try {
      clock.setOffset(then + 61 * 60_000);
      const offGrid = { bookable: false, rules: ["off_grid"], status: 409 };
      assert.deepEqual(await asked(long.id, "2035-03-07T11:15:00Z"), offGrid, "no list is looked at for so long");
      assert.deepEqual(await asked(long.id, "2035-03-07T11:30:00Z"), open);
    } finally {
      clock.setOffset(then);
    }
  });

  it("only as the first of its day, whichever part of the day is asked for", async () => {
    const { type, asked, book, starts } = await office();
    const first = await type(everyDay("09:00", "17:00"), { length: 60, onlyFirstSlotPerDay: true });
    assert.deepEqual(await starts(first.id, "start=2035-03-07T13:30:00Z&end=2035-03-08T00:00:00Z"), []);
    const late = await asked(first.id, "2035-03-07T14:00:00Z");
    assert.deepEqual(late, { bookable: false, rules: ["limit"], status: 409 });
    const refused = await book(first.id, "2035-03-07T14:00:00Z");
    assert.ok(refused.body.details.some(({ start }: any) => start === "2035-03-07T09:00:00Z"));
    assert.equal((await book(first.id, "2035-03-07T09:00:00Z")).status, 201);
    assert.deepEqual(times(await starts(first.id, "start=2035-03-07&end=2035-03-07")), ["10:00"]);
    assert.deepEqual(await asked(first.id, "2035-03-07T10:00:00Z"), open);
  });

  it("in a window of bookable days, of which those count that offer something", async () => {
    const { type, asked, starts } = await office();
    // It is Monday the 5th; the 12th is a Monday whose only hour is too short for the offset.
    const hours = [
      { day: 1, start: "09:00", end: "10:00" },
      { day: 3, start: "09:00", end: "12:00" },
    ];
    const window = { periodType: "ROLLING_WINDOW", periodDays: 1, minimumBookingNotice: 4 * 1440 };
    const short = await type(hours, { length: 30, offsetStart: 45, ...window });
    const offered = await starts(short.id, "start=2035-03-05&end=2035-03-25");
    assert.equal(offered[0], "2035-03-14T09:45:00Z");
    for (const start of offered) assert.deepEqual(await asked(short.id, start), open, start);
    assert.deepEqual(await asked(short.id, "2035-03-21T09:45:00Z"), {
      bookable: false,
      rules: ["window"],
      status: 409,
    });
  });

  it("in a window of bookable days of which nobody said how many: two months, as of a new event type", async () => {
    const { type, business, starts, asked } = await office();
    const monthly = await type(everyDay("09:00", "10:00"), { length: 60, periodType: "ROLLING_WINDOW", periodDays: 3 });
    const changed = await business.call("PATCH", `/api/event-types?id=${monthly.id}`, { periodDays: null });
    assert.equal(changed.status, 200, changed.text);
    const offered = await starts(monthly.id, "start=2035-03-05&end=2035-06-01");
    assert.equal(offered.length, 60);
    assert.deepEqual(await asked(monthly.id, offered.at(-1)!), open);
  });

  it("at the same starts from wherever the list begins, around the clock", async () => {
    const { type, asked, book, starts } = await office();
    const weekdays = everyDay("00:00", "24:00").filter(({ day }) => day >= 1 && day <= 5);
    const round = await type(weekdays, { length: 25 });
    const other = await type(everyDay("00:00", "24:00"), { length: 10, slotInterval: 5 });
    assert.equal((await book(other.id, "2035-03-06T10:05:00Z")).status, 201);
    const listedFrom = async (from: string) => {
      const offered = await starts(round.id, `start=2035-03-${from}&end=2035-03-08`);
      return offered.filter((start) => start.startsWith("2035-03-08"));
    };
    const alone = await listedFrom("08");
    assert.deepEqual(times(alone).slice(0, 2), ["00:00", "00:25"]);
    for (const from of ["05", "06", "07", "08T00:00:00Z"]) assert.deepEqual(await listedFrom(from), alone, from);
    for (const start of alone.slice(0, 3)) assert.deepEqual(await asked(round.id, start), open, start);
  });
});
