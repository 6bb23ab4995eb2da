import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Temporal } from "temporal-polyfill";
import { at, host, search } from "./examples.test-support.ts";
import { hoursAround, type Schedule } from "./hours.ts";
import { findSlots, isBookable, type SlotSearch } from "./slots.ts";

// SEMANTICS 8 through the slot engine: whatever a zone's clock does, hours stay on the wall, a day is as long as it is,
// and no slot is lost or comes twice.

const minute = 60_000;
const hour = 60 * minute;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const daysFrom = (date: string, days: number) => Temporal.PlainDate.from(date).add({ days }).toString();

/** Slots of one host who is there from `start` to `end` each day, on the given local dates (the last one left out). */
function slotsOf(
  zone: string,
  from: string,
  until: string,
  [start, end]: [string, string],
  given: Partial<SlotSearch>,
) {
  const range = { from: at(`${from} 00:00`, zone), to: at(`${until} 00:00`, zone) };
  const schedule: Schedule = {
    zone,
    weekly: ([0, 1, 2, 3, 4, 5, 6] as const).map((day) => ({
      day,
      startMinute: minuteOf(start),
      endMinute: minuteOf(end),
    })),
    breaks: [],
    overrides: [],
  };
  const hours = hoursAround(schedule, range.from - 24 * hour, range.to + 24 * hour);
  const one = search({
    ...range,
    now: range.from - 30 * 24 * hour,
    hosts: [host({ zone, schedule, hours })],
    ...given,
  });
  for (const slot of findSlots(one))
    assert.deepEqual(isBookable(one, slot.start), slot, "what is offered can be booked");
  return findSlots(one).map((slot) => slot.start);
}
/** 'HH:MM' on the wall, by local date. */
function byDate(zone: string, instants: number[]): Record<string, string[]> {
  const walls = instants.map((instant) => Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone));
  const dates = Map.groupBy(walls, (wall) => wall.toPlainDate().toString());
  const timeOf = (wall: Temporal.ZonedDateTime) => wall.toPlainTime().toString().slice(0, 5);
  return Object.fromEntries([...dates].map(([date, times]) => [date, times.map(timeOf)]));
}

/** `night`: the starts of half-hour slots around the change, for somebody who is there from 00:00 to 05:00. */
type Change = { zone: string; date: string; what: string; hours: number; night: string };
const plain = "00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30";
const skips = "00:00 00:30 01:00 01:30 03:00 03:30 04:00 04:30";
const repeatsTwo = "00:00 00:30 01:00 01:30 02:00 02:30 02:00 02:30 03:00 03:30 04:00 04:30";
const repeatsOne = "00:00 00:30 01:00 01:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30";
const changes: Change[] = [
  { zone: "Europe/Berlin", date: "2026-03-29", what: "02:00 is 03:00", hours: 23, night: skips },
  { zone: "Europe/Berlin", date: "2026-10-25", what: "03:00 is 02:00", hours: 25, night: repeatsTwo },
  { zone: "America/New_York", date: "2026-03-08", what: "02:00 is 03:00", hours: 23, night: skips },
  { zone: "America/New_York", date: "2026-11-01", what: "02:00 is 01:00", hours: 25, night: repeatsOne },
  {
    zone: "Australia/Lord_Howe",
    date: "2026-10-04",
    what: "02:00 is 02:30",
    hours: 23.5,
    night: "00:00 00:30 01:00 01:30 02:30 03:00 03:30 04:00 04:30",
  },
  {
    zone: "Australia/Lord_Howe",
    date: "2026-04-05",
    what: "02:00 is 01:30",
    hours: 24.5,
    night: "00:00 00:30 01:00 01:30 01:30 02:00 02:30 03:00 03:30 04:00 04:30",
  },
  { zone: "Asia/Kolkata", date: "2026-03-29", what: "the clock is left alone", hours: 24, night: plain },
  { zone: "Asia/Kolkata", date: "2026-10-25", what: "the clock is left alone", hours: 24, night: plain },
  { zone: "Asia/Kathmandu", date: "2026-03-29", what: "the clock is left alone", hours: 24, night: plain },
  {
    zone: "Asia/Kathmandu",
    date: "1986-01-01",
    what: "00:00 is 00:15, so full half hours begin at 00:30",
    hours: 23.75,
    night: "00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30",
  },
  { zone: "Africa/Casablanca", date: "2024-03-10", what: "03:00 is 02:00 for Ramadan", hours: 25, night: repeatsTwo },
  { zone: "Africa/Casablanca", date: "2024-04-14", what: "02:00 is 03:00 after it", hours: 23, night: skips },
  { zone: "Africa/Casablanca", date: "2026-02-15", what: "03:00 is 02:00 for Ramadan", hours: 25, night: repeatsTwo },
  { zone: "Africa/Casablanca", date: "2026-03-22", what: "02:00 is 03:00 after it", hours: 23, night: skips },
  {
    zone: "Pacific/Apia",
    date: "2020-09-27",
    what: "03:00 is 04:00",
    hours: 23,
    night: "00:00 00:30 01:00 01:30 02:00 02:30 04:00 04:30",
  },
  {
    zone: "Pacific/Apia",
    date: "2021-04-04",
    what: "04:00 is 03:00",
    hours: 25,
    night: "00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 03:00 03:30 04:00 04:30",
  },
  {
    zone: "America/Sao_Paulo",
    date: "2017-10-15",
    what: "00:00 is 01:00",
    hours: 23,
    night: "01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30",
  },
  {
    zone: "America/Sao_Paulo",
    date: "2018-02-17",
    what: "24:00 is 23:00, at the day's other end",
    hours: 25,
    night: plain,
  },
  { zone: "America/Sao_Paulo", date: "2018-02-18", what: "the day after has 24 hours again", hours: 24, night: plain },
];

for (const { zone, date, what, hours, night } of changes) {
  describe(`${zone}, ${date}, when ${what}`, () => {
    const [before, next, after] = [daysFrom(date, -1), daysFrom(date, 1), daysFrom(date, 2)] as const;

    it("keeps nine to five on the wall, the day before and after too", () => {
      const office = ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"];
      const found = byDate(zone, slotsOf(zone, before, after, ["09:00", "17:00"], { lengthMinutes: 60 }));
      assert.deepEqual(found, { [before]: office, [date]: office, [next]: office });
    });

    it(`has ${hours} hours, and a slot in every quarter of each`, () => {
      const starts = slotsOf(zone, date, next, ["00:00", "23:59"], { lengthMinutes: 15 });
      assert.equal(starts.length, hours * 4);
      assert.deepEqual(Object.keys(byDate(zone, starts)), [date]);
      for (let i = 1; i < starts.length; i++) assert.equal(starts[i]! - starts[i - 1]!, 15 * minute);
    });

    it("offers no time of the night that is not, and each that comes twice as two", () => {
      const starts = slotsOf(zone, date, next, ["00:00", "05:00"], { lengthMinutes: 30 });
      assert.equal(byDate(zone, starts)[date]!.join(" "), night);
      assert.equal(new Set(starts).size, starts.length);
    });

    it("lists the same whether the days are asked for one by one or together", () => {
      const list = (from: string, until: string) =>
        slotsOf(zone, from, until, ["00:00", "22:45"], { lengthMinutes: 30 });
      const one = [before, date, next].flatMap((day) => list(day, daysFrom(day, 1)));
      assert.deepEqual(one, list(before, after));
    });
  });
}

describe("Pacific/Apia, which had no 30 December 2011", () => {
  it("offers nothing on it, and the days around it whole", () => {
    const zone = "Pacific/Apia";
    const found = byDate(zone, slotsOf(zone, "2011-12-29", "2012-01-01", ["09:00", "12:00"], { lengthMinutes: 60 }));
    const morning = ["09:00", "10:00", "11:00"];
    assert.deepEqual(found, { "2011-12-29": morning, "2011-12-31": morning });
    const always = slotsOf(zone, "2011-12-29", "2012-01-01", ["00:00", "23:59"], { lengthMinutes: 60 });
    assert.equal(always.length, 48);
    assert.equal(new Set(always).size, 48);
  });
});

describe("America/Sao_Paulo, whose last hour came twice on 17 February 2018", () => {
  it("offers it twice, on the same date", () => {
    const zone = "America/Sao_Paulo";
    const starts = slotsOf(zone, "2018-02-17", "2018-02-18", ["22:00", "24:00"], { lengthMinutes: 30 });
    assert.deepEqual(byDate(zone, starts), {
      "2018-02-17": ["22:00", "22:30", "23:00", "23:30", "23:00", "23:30"],
    });
  });
});

describe("zones that are no whole hours away", () => {
  for (const [zone, past] of [
    ["Asia/Kolkata", 30],
    ["Asia/Kathmandu", 15],
    ["Australia/Lord_Howe", 30],
  ] as const)
    it(`${zone} offers its own full hours`, () => {
      const [first] = slotsOf(zone, "2026-06-01", "2026-06-02", ["08:50", "12:00"], { lengthMinutes: 60 });
      assert.equal(byDate(zone, [first!])["2026-06-01"]![0], "09:00");
      assert.equal(new Date(first!).getUTCMinutes(), past);
    });
});
