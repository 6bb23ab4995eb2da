import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { hoursAround, type Schedule } from "./hours.ts";
import type { OracleHost } from "./oracle-board.test-support.ts";
import type { SlotSearch } from "./search.ts";

/** A search as a caller would put it together, and the schedules its hours came from. */
export type Scenario = { search: SlotSearch; hosts: OracleHost[]; hoursFrom: number; hoursTo: number };

const minute = 60_000;
const day = 1440 * minute;
export const allZones = Intl.supportedValuesOf("timeZone");

/** Each zone with some of its days, clock changes first: a random day would meet one in 180 times. */
const daysOfZones = allZones.map((zone, i) => ({ zone, days: daysOf(zone, i) }));

/** Days that were skipped, midnights that were, clocks set back over midnight, and offsets that are no whole hours. */
const oddDays = [
  { zone: "Pacific/Apia", days: [Date.UTC(2011, 11, 30, 10)] },
  { zone: "Pacific/Kwajalein", days: [Date.UTC(1993, 7, 21, 12)] },
  { zone: "Pacific/Kiritimati", days: [Date.UTC(1994, 11, 31, 10)] },
  { zone: "America/Sao_Paulo", days: [Date.UTC(2017, 9, 15, 3), Date.UTC(2018, 1, 18, 2)] },
  { zone: "America/St_Johns", days: [Date.UTC(2006, 9, 29, 2, 31), Date.UTC(2006, 3, 2, 3, 31)] },
  { zone: "Africa/Casablanca", days: [Date.UTC(2024, 2, 10, 2), Date.UTC(2024, 3, 14, 2)] },
  { zone: "Australia/Lord_Howe", days: [Date.UTC(2026, 3, 4, 15), Date.UTC(2026, 9, 3, 15, 30)] },
  { zone: "Asia/Kathmandu", days: [Date.UTC(1985, 11, 31, 18, 30), Date.UTC(2026, 4, 5)] },
];

function daysOf(zone: string, salt: number): number[] {
  const start = Date.UTC(1976 + ((salt * 17) % 60), salt % 12, 1 + (salt % 28));
  const days = [start];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(zone);
  for (let i = 0; i < 3 && at !== null; i++) {
    at = at.getTimeZoneTransition("next");
    // Later ones are left: every further year costs a millisecond and a zone to read.
    if (at !== null && at.epochMilliseconds < start + 380 * day)
      days.push(Math.floor(at.epochMilliseconds / minute) * minute);
  }
  return days;
}

const zoneAndDay = fc
  .oneof(
    { weight: 4, arbitrary: fc.constantFrom(...daysOfZones) },
    { weight: 1, arbitrary: fc.constantFrom(...oddDays) },
  )
  .chain(({ zone, days }) => fc.record({ zone: fc.constant(zone), around: fc.constantFrom(...days, days.at(-1)!) }));

const minuteOfDay = fc.oneof(
  fc.integer({ min: 0, max: 96 }).map((quarter) => quarter * 15),
  fc.integer({ min: 0, max: 16 }).map((quarter) => quarter * 15), // where clocks change
  fc.integer({ min: 0, max: 1440 }),
  fc.constantFrom(1439, 1440, 0),
);
const location = fc.option(fc.constantFrom(1, 2), { freq: 3 });
const range = fc.record({
  startMinute: minuteOfDay.map((at) => Math.min(at, 1439)),
  endMinute: minuteOfDay,
  locationId: location,
});
const weeklyRange = fc
  .tuple(range, fc.constantFrom<(0 | 1 | 2 | 3 | 4 | 5 | 6)[]>(0, 1, 2, 3, 4, 5, 6))
  .map(([one, weekday]) => ({ ...one, day: weekday }));

const everyDay = (startMinute: number, endMinute: number) =>
  ([0, 1, 2, 3, 4, 5, 6] as const).map((weekday) => ({ day: weekday, startMinute, endMinute }));
const weekly = fc.oneof(
  fc.constantFrom(everyDay(0, 1439), everyDay(540, 1020), everyDay(1320, 360), everyDay(0, 300), everyDay(135, 195)),
  fc.array(weeklyRange, { minLength: 3, maxLength: 14 }),
);
const breaks = fc.oneof(
  fc.constantFrom([], everyDay(720, 750), everyDay(150, 180)),
  fc.array(weeklyRange, { maxLength: 4 }),
);
const overrides = fc.array(
  fc.record({ daysAway: fc.integer({ min: -2, max: 3 }), ranges: fc.array(range, { maxLength: 2 }) }),
  {
    maxLength: 2,
  },
);

/**
 * Relative to the day of the search. Seconds are multiples of twenty, so that the oracle can hold them in its cells.
 */
const stretch = (longest: number) =>
  fc
    .record({
      minutesAway: fc.oneof(fc.integer({ min: -2880, max: 4320 }), fc.constantFrom(0, 60, 120, 1440)),
      seconds: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.constantFrom(20, 40, -20) },
      ),
      minutes: fc.oneof(
        { weight: 6, arbitrary: fc.integer({ min: 0, max: longest }) },
        { weight: 1, arbitrary: fc.integer({ min: 0, max: longest * 8 }) },
      ),
    })
    .map(({ minutesAway, seconds, minutes }) => ({
      at: minutesAway * minute + seconds * 1000,
      length: minutes * minute,
    }));

const host = fc.record({
  place: fc.option(zoneAndDay, { freq: 3 }),
  weekly,
  breaks,
  overrides,
  busy: fc.array(stretch(200), { maxLength: 8 }),
  fixed: fc.boolean(),
  group: fc.constantFrom(undefined, 1, 2),
});

const limit = fc.record({
  per: fc.constantFrom("day" as const, "week" as const, "month" as const, "year" as const),
  by: fc.constantFrom("count" as const, "minutes" as const, "both" as const),
  most: fc.integer({ min: 0, max: 4 }),
  place: fc.option(zoneAndDay),
  weekStart: fc.constantFrom(undefined, 0, 1, 6),
  existing: fc.array(stretch(90), { maxLength: 4 }),
  hostId: fc.constantFrom(undefined, undefined, 1, 2),
});

const rare = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { freq, nil: undefined });

export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    place: zoneAndDay,
    shift: fc.integer({ min: -1500, max: 300 }),
    windowMinutes: fc.oneof(fc.integer({ min: 1, max: 2880 }), fc.constant(1440)),
    nowAt: fc.oneof(
      fc.tuple(stretch(0), fc.constantFrom(0, 0, 1, -1)).map(([{ at }, milliseconds]) => at + milliseconds),
      fc.constant(-3 * day),
    ),
    length: fc.oneof(fc.constantFrom(15, 30, 45, 60, 25, 50, 90), fc.integer({ min: 1, max: 240 }), fc.constant(1500)),
    interval: rare(fc.constantFrom(5, 7, 10, 15, 20, 25, 30, 40, 60, 120), 3),
    offset: rare(fc.constantFrom(0, 5, 10, 17, 60), 4),
    before: fc.constantFrom(0, 0, 0, 5, 10, 30, 45),
    after: fc.constantFrom(0, 0, 0, 5, 15, 60),
    notice: fc.constantFrom(0, 0, 0, 1, 60, 120, 1440, 37),
    window: rare(fc.record({ from: rare(stretch(0)), until: rare(stretch(0)) }), 4),
    bookableDays: rare(fc.record({ days: fc.integer({ min: 0, max: 3 }), place: fc.option(zoneAndDay) }), 5),
    hosts: fc.array(host, { minLength: 0, maxLength: 4, size: "small" }),
    choose: fc.constantFrom("any" as const, "any" as const, "all" as const, "groups" as const),
    resources: fc.array(
      fc.record({
        needed: fc.integer({ min: 0, max: 2 }),
        units: fc.array(fc.array(stretch(300), { maxLength: 5 }), { maxLength: 3 }),
      }),
      { maxLength: 2, size: "-1" },
    ),
    sessions: fc.array(
      fc.record({
        hostId: fc.integer({ min: 1, max: 3 }),
        when: stretch(120),
        seatsLeft: fc.integer({ min: 0, max: 3 }),
      }),
      { maxLength: 3 },
    ),
    seats: rare(fc.constantFrom(1, 2), 4),
    limits: fc.array(limit, { maxLength: 2 }),
    grid: fc.constantFrom(undefined, undefined, undefined, undefined, "offered" as const, "any" as const),
    locationId: rare(fc.constant(1), 4),
  })
  .map((drawn) => {
    const base = drawn.place.around + drawn.shift * minute;
    const at = (one: { at: number; length: number }) => ({ start: base + one.at, end: base + one.at + one.length });
    const from = base;
    const to = from + drawn.windowMinutes * minute;
    const now = base + drawn.nowAt;
    const hoursFrom = drawn.bookableDays ? Math.min(from, now) : from;
    const hoursTo = to + drawn.length * minute;
    const hosts = drawn.hosts.map((one, i): OracleHost => {
      const zone = one.place?.zone ?? drawn.place.zone;
      const schedule: Schedule = {
        zone,
        weekly: one.weekly,
        breaks: one.breaks,
        overrides: one.overrides.map(({ daysAway, ranges }) => ({ date: dateIn(zone, base + daysAway * day), ranges })),
      };
      return {
        id: i + 1,
        zone,
        hours: hoursAround(schedule, hoursFrom, hoursTo, drawn.locationId),
        busy: one.busy.map(at),
        fixed: one.fixed,
        group: one.group,
        schedule,
        locationId: drawn.locationId,
      };
    });
    const search: SlotSearch = {
      from,
      to,
      now,
      lengthMinutes: drawn.length,
      intervalMinutes: drawn.interval,
      offsetMinutes: drawn.offset,
      beforeMinutes: drawn.before,
      afterMinutes: drawn.after,
      noticeMinutes: drawn.notice,
      window: drawn.window && {
        from: drawn.window.from && base + drawn.window.from.at,
        until: drawn.window.until && base + drawn.window.until.at,
      },
      bookableDays: drawn.bookableDays && {
        days: drawn.bookableDays.days,
        zone: drawn.bookableDays.place?.zone ?? drawn.place.zone,
      },
      hosts,
      choose: drawn.choose,
      resources: drawn.resources.map(({ needed, units }, id) => ({
        id,
        needed,
        units: units.map((unit) => unit.map(at)),
      })),
      sessions: drawn.sessions.map(({ hostId, when, seatsLeft }) => ({ hostId, seatsLeft, ...at(when) })),
      seats: drawn.seats,
      limits: drawn.limits.map((one) => ({
        per: one.per,
        count: one.by === "minutes" ? undefined : one.most,
        minutes: one.by === "count" ? undefined : one.most * drawn.length,
        zone: one.place?.zone ?? drawn.place.zone,
        weekStart: one.weekStart,
        existing: one.existing.map(at),
        hostId: one.hostId,
      })),
      grid: drawn.grid,
    };
    return { search, hosts, hoursFrom, hoursTo };
  });

const dateIn = (zone: string, instant: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
