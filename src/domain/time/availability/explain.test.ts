import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { at, berlin, host, search, span } from "./examples.test-support.ts";
import { explain } from "./explain.ts";
import { hoursAround, type Schedule } from "./hours.ts";
import type { SlotSearch } from "./search.ts";

const names = new Map([
  [1, "Anna"],
  [2, "Ben"],
]);
const ask = (start: string, given: Partial<SlotSearch> = {}) => explain(search(given), at(start), names);
/** Rules and sentences of a start on the day of the examples, Anna working 09:00–12:00. */
const why = (start: string, given: Partial<SlotSearch> = {}) =>
  ask(start, given).reasons.map(({ rule, message }) => `${rule}: ${message}`);

const weekly = ([1, 2, 3, 4, 5] as const).map((day) => ({ day, startMinute: 540, endMinute: 1020 }));
const schedule: Schedule = {
  zone: berlin,
  weekly,
  breaks: weekly.map((range) => ({ ...range, startMinute: 720, endMinute: 780 })),
  overrides: [
    { date: "2026-05-06", ranges: [] },
    { date: "2026-05-07", ranges: [{ startMinute: 600, endMinute: 660 }] },
  ],
};
const anna = host({ schedule, hours: hoursAround(schedule, at("2026-05-04 00:00"), at("2026-05-11 00:00")) });

describe("an explanation", () => {
  it("of a bookable start has no reasons", () => assert.deepEqual(ask("10:00"), { bookable: true, reasons: [] }));

  for (const [title, start, given, expected] of [
    [
      "says that nobody is assigned",
      "10:00",
      { hosts: [] },
      "no_host: Nobody is assigned to it, so there is no one whose time could be booked.",
    ],
    [
      "says that the time has passed",
      "10:00",
      { now: at("11:00") },
      "past: Tue 5 May 2026, 10:00 (Europe/Berlin) has passed: it is 11:00 now.",
    ],
    [
      "says how much notice is needed",
      "10:00",
      { now: at("09:07"), noticeMinutes: 120 },
      "notice: Bookings need 2 hours of notice; the earliest start now is Tue 5 May 2026, 11:07 (Europe/Berlin).",
    ],
    [
      "says when the window ends",
      "10:00",
      { window: { until: at("10:00") } },
      "window: Bookings are taken up to Tue 5 May 2026, 10:00 (Europe/Berlin).",
    ],
    [
      "says when the window begins",
      "10:00",
      { window: { from: at("2026-05-06 00:00") } },
      "window: Bookings start from Wed 6 May 2026, 00:00 (Europe/Berlin).",
    ],
    [
      "names the hours of the day",
      "08:00",
      {},
      "outside_hours: Anna works 09:00–12:00 on Tue 5 May 2026 and is not there at 08:00 (Europe/Berlin).",
    ],
    [
      "tells that a booking would end too late",
      "11:30",
      {},
      "outside_hours: A booking at 11:30 lasts until 12:30, but Anna works until 12:00 on Tue 5 May 2026 (Europe/Berlin).",
    ],
    [
      "tells a day off",
      "2026-05-09 10:00",
      { hosts: [anna] },
      "day_off: Anna does not work on Sat 9 May 2026 (Europe/Berlin).",
    ],
    [
      "tells a day that an override closes",
      "2026-05-06 10:00",
      { hosts: [anna] },
      "override: Anna is away on Wed 6 May 2026 (Europe/Berlin).",
    ],
    [
      "tells an override's hours",
      "2026-05-07 14:00",
      { hosts: [anna] },
      "override: On Thu 7 May 2026 Anna has special hours, 10:00–11:00 (Europe/Berlin).",
    ],
    [
      "tells a break",
      "12:30",
      { hosts: [anna] },
      "break: Anna works 09:00–12:00 and 13:00–17:00 on Tue 5 May 2026 and has a break at 12:30 (Europe/Berlin).",
    ],
    [
      "names what is busy",
      "10:00",
      { hosts: [host({ busy: [{ ...span("10:30", "11:15"), source: "appointment 12" }] })] },
      "busy: Anna is busy Tue 5 May 2026, 10:30–11:15 (Europe/Berlin).",
    ],
    [
      "tells a buffer before",
      "10:00",
      { beforeMinutes: 15, hosts: [host({ busy: [span("09:00", "09:50")] })] },
      "buffer: 15 minutes before the booking must be free too, and Anna is busy Tue 5 May 2026, 09:00–09:50 (Europe/Berlin).",
    ],
    [
      "tells a buffer after",
      "10:00",
      { afterMinutes: 60, hosts: [host({ busy: [span("11:50", "13:00")] })] },
      "buffer: 1 hour after the booking must be free too, and Anna is busy Tue 5 May 2026, 11:50–13:00 (Europe/Berlin).",
    ],
    [
      "offers the starts next to one off the grid",
      "10:07",
      {},
      "off_grid: Between 09:00 and 12:00, bookings start every hour and not at 10:07 (Europe/Berlin); near it are 10:00 and 11:00.",
    ],
    [
      "counts a limit",
      "10:00",
      { limits: [{ per: "day", count: 1, zone: berlin, existing: [span("14:00", "15:00")] }] },
      "limit: The limit is 1 booking a day: Tue 5 May 2026 has 1 booked.",
    ],
    [
      "adds up a limit",
      "10:00",
      { limits: [{ per: "week", minutes: 90, zone: berlin, existing: [span("14:00", "15:00")] }] },
      "limit: The limit is 90 minutes a week: the week of Tue 5 May 2026 has 1 hour booked, which leaves too little for 1 hour more.",
    ],
    [
      "names a resource",
      "10:00",
      { resources: [{ id: 4, needed: 1, name: "Room 4", units: [[span("10:59", "11:30")]] }] },
      "resource: Room 4 is taken: 0 of 1 unit free for all of Tue 5 May 2026, 10:00–11:00 and its buffers, 1 needed.",
    ],
    [
      "tells a window of bookable days",
      "10:00",
      { bookableDays: { days: 0, zone: berlin } },
      "window: Only the next 0 days with free slots can be booked, and Tue 5 May 2026 comes after them.",
    ],
  ] as [string, string, Partial<SlotSearch>, string][]) {
    it(title, () => assert.deepEqual(why(start, given), [expected]));
  }

  it("tells a full session before that it makes its host busy", () => {
    const hosts = [host({ busy: [span("10:00", "11:00")] })];
    const sessions = [{ hostId: 1, ...span("10:00", "11:00"), seatsLeft: 0 }];
    assert.deepEqual(
      why("10:00", { hosts, sessions })[0],
      "capacity: The session at Tue 5 May 2026, 10:00 with Anna is full.",
    );
    const seated = why("10:00", { hosts, sessions: [{ ...sessions[0]!, seatsLeft: 1 }], seats: 2 });
    assert.deepEqual(seated[0], "capacity: The session at Tue 5 May 2026, 10:00 with Anna has 1 seat left, not 2.");
  });

  it("names first the host who is nearest to being free", () => {
    const hosts = [host({ hours: [] }), host({ id: 2, busy: [span("10:00", "10:15")] })];
    assert.deepEqual(
      ask("10:00", { hosts }).reasons.map(({ rule, hostId }) => [rule, hostId]),
      [
        ["busy", 2],
        ["day_off", 1],
      ],
    );
  });

  it("says nothing about hosts while one of them could", () => {
    const hosts = [host({ hours: [] }), host({ id: 2 })];
    const resources = [{ id: 4, needed: 1, units: [] }];
    assert.deepEqual(
      ask("10:00", { hosts, resources }).reasons.map(({ rule }) => rule),
      ["resource"],
    );
  });

  it("names whoever is missing when all must come", () => {
    const hosts = [host(), host({ id: 2, busy: [span("10:00", "10:15")] })];
    assert.deepEqual(
      ask("10:00", { hosts, choose: "all" }).reasons.map(({ hostId }) => hostId),
      [2],
    );
    assert.deepEqual(
      ask("10:07", { hosts: [host(), host({ id: 2 })], choose: "all" }).reasons.map(({ rule }) => rule),
      ["off_grid"],
    );
  });

  it("points at the record or the rule that decides", () => {
    const busy = [{ ...span("10:30", "11:15"), source: "appointment 12" }, span("10:00", "10:30")];
    const { reasons } = ask("10:00", {
      hosts: [host({ busy })],
      limits: [{ per: "day", count: 0, zone: berlin, existing: [] }],
    });
    assert.deepEqual(
      reasons.map(({ source }) => source),
      ["appointment 12", "busy 2026-05-05T08:00:00.000Z/2026-05-05T08:30:00.000Z", "limit per day"],
    );
    assert.equal(ask("08:00").reasons[0]!.source, "weekly hours of host 1");
  });

  it("speaks in the zone of the host it is about", () => {
    const hosts = [host({ zone: "America/New_York", busy: [span("10:00", "11:00")] })];
    assert.match(why("10:00", { hosts })[0]!, /Tue 5 May 2026, 04:00–05:00 \(America\/New_York\)/);
  });

  it("says from which day to which somebody is busy", () => {
    const day = (date: string) => Date.parse(`${date}T00:00:00+02:00`);
    const away = (from: number, until: number) =>
      why("10:00", { hosts: [host({ busy: [{ start: from, end: until }] })] })[0]!;
    assert.match(away(day("2026-05-05"), day("2026-05-06")), /is busy all day Tue 5 May 2026 \(/);
    assert.match(away(day("2026-05-04"), day("2026-05-08")), /is busy from Mon 4 May 2026 to Thu 7 May 2026 \(/);
    assert.match(
      away(day("2026-05-04") + 3_600_000, day("2026-05-08")),
      /is busy from Mon 4 May 2026, 01:00 to Fri 8 May 2026, 00:00 \(/,
    );
  });
});
