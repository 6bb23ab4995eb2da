import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { at, berlin, host, search, wall, walls } from "./examples.test-support.ts";
import { explain } from "./explain.ts";
import { expandHours, hoursAround, type Schedule, type Trip, type WeeklyRange } from "./hours.ts";
import { clip, merge } from "./interval.ts";
import { findSlots } from "./slots.ts";
import { zoneAt } from "./travel.ts";

const newYork = "America/New_York";
const minute = 60_000;
const weekdays = [0, 1, 2, 3, 4, 5, 6] as const;
const daily = (startMinute: number, endMinute: number): WeeklyRange[] =>
  weekdays.map((day) => ({ day, startMinute, endMinute }));
const nineToFive = daily(540, 1020);
const schedule = (given: Partial<Schedule> = {}): Schedule => ({
  zone: berlin,
  weekly: nineToFive,
  breaks: [],
  overrides: [],
  ...given,
});
const trip = (zone: string, from: string, until: string | null): Trip => ({ zone, from, until });
const hours = (one: Schedule, from: string, to: string, zone = berlin) =>
  walls(expandHours(one, at(from), at(to)), zone);

describe("somebody from Berlin who is in New York for a week", () => {
  const away = schedule({ travel: [trip(newYork, "2026-06-08", "2026-06-12")] });

  it("works nine to five there, on these dates alone", () => {
    assert.deepEqual(hours(away, "2026-06-07 00:00", "2026-06-09 12:00"), [
      "2026-06-07 09:00–2026-06-07 17:00",
      "2026-06-08 15:00–2026-06-08 23:00",
    ]);
    assert.deepEqual(hours(away, "2026-06-12 00:00", "2026-06-14 00:00"), [
      "2026-06-12 15:00–2026-06-12 23:00",
      "2026-06-13 09:00–2026-06-13 17:00",
    ]);
  });

  it("takes breaks and keeps special dates there", () => {
    const given = { ...away, breaks: daily(720, 780), overrides: [{ date: "2026-06-09", ranges: [] }] };
    const special = { date: "2026-06-10", ranges: [{ startMinute: 600, endMinute: 660 }] };
    const seen = hours(
      { ...given, overrides: [...given.overrides, special] },
      "2026-06-08 12:00",
      "2026-06-11 12:00",
      newYork,
    );
    assert.deepEqual(seen, [
      "2026-06-08 09:00–2026-06-08 12:00",
      "2026-06-08 13:00–2026-06-08 17:00",
      "2026-06-10 10:00–2026-06-10 11:00",
    ]);
  });

  it("stays for good where no return is known", () => {
    const moved = schedule({ travel: [trip(newYork, "2026-06-08", null)] });
    assert.deepEqual(hours(moved, "2026-12-01 00:00", "2026-12-02 00:00"), ["2026-12-01 15:00–2026-12-01 23:00"]);
  });

  it("goes by the clock that is changed there, not by the one at home", () => {
    // New York changes on 8 March, Berlin on 29 March: in between they are five hours apart.
    const spring = schedule({ travel: [trip(newYork, "2026-03-02", "2026-04-03")] });
    const startOn = (date: string) => hours(spring, `${date} 00:00`, `${date} 23:30`)[0]!.slice(11, 16);
    assert.deepEqual(["2026-03-06", "2026-03-09", "2026-03-27", "2026-03-30"].map(startOn), [
      "15:00",
      "14:00",
      "14:00",
      "15:00",
    ]);
    // 8 March has 23 hours in New York, 29 March has 24 there.
    const always = { ...spring, weekly: daily(0, 1440) };
    const lengthOf = (date: string, next: string) => {
      const [day] = expandHours(always, at(`${date} 00:00`, newYork), at(`${next} 00:00`, newYork));
      return (day!.end - day!.start) / (60 * minute);
    };
    assert.deepEqual([lengthOf("2026-03-08", "2026-03-09"), lengthOf("2026-03-29", "2026-03-30")], [23, 24]);
  });

  it("has a longer night on the way out, and hours that merge on the way back", () => {
    const late = schedule({ weekly: daily(0, 1440), travel: [trip(newYork, "2026-06-08", "2026-06-12")] });
    assert.deepEqual(hours(late, "2026-06-07 12:00", "2026-06-08 12:00"), [
      "2026-06-07 12:00–2026-06-08 00:00",
      "2026-06-08 06:00–2026-06-08 12:00",
    ]);
    assert.deepEqual(hours(late, "2026-06-12 12:00", "2026-06-13 12:00"), ["2026-06-12 12:00–2026-06-13 12:00"]);
  });

  it("keeps the night shift that began before the journey whole", () => {
    const night = schedule({ weekly: daily(1320, 360), travel: [trip(newYork, "2026-06-08", "2026-06-12")] });
    assert.deepEqual(hours(night, "2026-06-07 12:00", "2026-06-09 00:00"), ["2026-06-07 22:00–2026-06-08 06:00"]);
  });

  it("is offered with full hours on the clock there: Kathmandu is three quarters of an hour off", () => {
    const one = schedule({ travel: [trip("Asia/Kathmandu", "2026-06-08", "2026-06-08")] });
    const range = { from: at("2026-06-08 00:00"), to: at("2026-06-10 00:00") };
    const anna = host({ schedule: one, hours: hoursAround(one, range.from, range.to) });
    const slots = findSlots(search({ ...range, now: at("2026-06-01 00:00"), hosts: [anna] }));
    assert.deepEqual(
      slots.slice(0, 8).map(({ start }) => wall(start, "Asia/Kathmandu").slice(11)),
      ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"],
    );
    assert.equal(wall(slots[8]!.start).slice(0, 16), "2026-06-09 09:00");
  });

  it("is spoken of in the zone that they are in by then", () => {
    const range = { from: at("2026-06-07 00:00"), to: at("2026-06-15 00:00"), now: at("2026-06-01 00:00") };
    const given = { ...away, breaks: daily(720, 780), overrides: [{ date: "2026-06-09", ranges: [] }] };
    const anna = host({ schedule: given, hours: hoursAround(given, range.from, range.to) });
    const why = (wallTime: string, zone: string) =>
      explain(search({ ...range, hosts: [anna] }), at(wallTime, zone), new Map([[1, "Anna"]])).reasons.map(
        ({ rule, message }) => `${rule}: ${message}`,
      );
    const hoursThere = "09:00–12:00 and 13:00–17:00 on Mon 8 Jun 2026";
    assert.deepEqual(why("2026-06-08 08:00", newYork), [
      `outside_hours: Anna works ${hoursThere} and is not there at 08:00 (America/New_York).`,
    ]);
    assert.deepEqual(why("2026-06-08 12:00", newYork), [
      `break: Anna works ${hoursThere} and has a break at 12:00 (America/New_York).`,
    ]);
    assert.deepEqual(why("2026-06-09 12:00", newYork), [
      "override: Anna is away on Tue 9 Jun 2026 (America/New_York).",
    ]);
    assert.match(why("2026-06-07 08:00", berlin)[0]!, /not there at 08:00 \(Europe\/Berlin\)/);
    assert.deepEqual(why("2026-06-08 09:00", newYork), []);
  });
});

describe("hours of travellers", () => {
  const zones = [berlin, newYork, "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo"];
  const firstDay = Temporal.PlainDate.from("2026-03-01");
  const dateAfter = (days: number) => firstDay.add({ days }).toString();
  const trips = fc
    .uniqueArray(fc.integer({ min: 0, max: 45 }), { maxLength: 6 })
    .chain((edges) => {
      const sorted = edges.toSorted((one, other) => one - other);
      const pairs = sorted.flatMap((from, i) =>
        i % 2 === 0 && sorted[i + 1] !== undefined ? [[from, sorted[i + 1]!]] : [],
      );
      return fc.tuple(
        ...pairs.map(([from, until]) =>
          fc.constantFrom(...zones).map((zone) => trip(zone, dateAfter(from!), dateAfter(until!))),
        ),
      );
    })
    .map((list) => list as Trip[]);
  const range = fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 }));

  it("are, date by date, those of the zone of the date: none is lost and none comes twice", () => {
    const check = (zone: string, travel: Trip[], [startMinute, endMinute]: [number, number]) => {
      const one = schedule({ zone, weekly: daily(startMinute, endMinute), travel });
      const [from, to] = [at("2026-03-05 00:00", "UTC"), at("2026-04-10 00:00", "UTC")];
      const expected = [];
      for (let day = 0; day <= 45; day++) {
        const date = firstDay.add({ days: day });
        const there = travel.find((one) => one.from <= date.toString() && date.toString() <= one.until!)?.zone ?? zone;
        expected.push({
          start: instant(there, date, startMinute),
          end: instant(there, endDateOf(date), endOf(endMinute)),
        });
      }
      function endDateOf(date: Temporal.PlainDate) {
        return endOf(endMinute) <= startMinute ? date.add({ days: 1 }) : date;
      }
      assert.deepEqual(expandHours(one, from, to), clip(merge(expected), from, to));
      // The same instants, however the window is cut.
      const middle = from + 17 * 86_400_000 + 12_345 * minute;
      const halves = merge([...expandHours(one, from, middle), ...expandHours(one, middle, to)]);
      assert.deepEqual(halves, expandHours(one, from, to));
    };
    fc.assert(fc.property(fc.constantFrom(...zones), trips, range, check), { seed: 7, numRuns: 400 });
  });

  it("are those at home for a trip within one's own zone", () => {
    const check = (zone: string, [startMinute, endMinute]: [number, number]) => {
      const plain = schedule({ zone, weekly: daily(startMinute, endMinute), breaks: daily(600, 660) });
      const [from, to] = [at("2026-03-05 00:00", "UTC"), at("2026-04-10 00:00", "UTC")];
      const away = { ...plain, travel: [trip(zone, "2026-03-10", "2026-03-20")] };
      assert.deepEqual(hoursAround(away, from, to), hoursAround(plain, from, to));
    };
    fc.assert(fc.property(fc.constantFrom(...zones), range, check), { seed: 7, numRuns: 100 });
  });

  it("have a clock at every instant: on the trip's dates there, else at home", () => {
    const one = schedule({ travel: [trip(newYork, "2026-06-08", "2026-06-12")] });
    assert.equal(zoneAt(one, at("2026-06-08 05:59")), berlin);
    assert.equal(zoneAt(one, at("2026-06-08 06:00")), newYork);
    assert.equal(zoneAt(one, at("2026-06-13 05:59")), newYork);
    assert.equal(zoneAt(one, at("2026-06-13 06:00")), berlin);
  });
});

const endOf = (endMinute: number) => (endMinute === 1439 ? 1440 : endMinute);
/** By Temporal alone. */
function instant(zone: string, date: Temporal.PlainDate, minuteOfDay: number): number {
  const day = minuteOfDay === 1440 ? date.add({ days: 1 }) : date;
  const time = { hour: Math.floor(minuteOfDay / 60) % 24, minute: minuteOfDay % 60 };
  return day.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}
