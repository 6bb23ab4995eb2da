import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { zoneNamed } from "./transitions.ts";
import { instantOf, isZone, localDate, offsetAt, roundUpWall } from "./zone.ts";

const utc = (instant: number) => new Date(instant).toISOString().slice(0, 16);
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe("a local time as an instant", () => {
  for (const [zone, date, time, instant, why] of [
    ["Europe/Berlin", "2026-01-15", "09:00", "2026-01-15T08:00", "winter"],
    ["Europe/Berlin", "2026-07-15", "09:00", "2026-07-15T07:00", "summer"],
    ["Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:30", "in the gap: forward to 03:30"],
    ["Europe/Berlin", "2026-03-29", "02:00", "2026-03-29T01:00", "the gap's first minute is its end"],
    ["Europe/Berlin", "2026-03-29", "03:00", "2026-03-29T01:00", "the first minute after the gap"],
    ["Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30", "ambiguous: the first"],
    ["Europe/Berlin", "2026-10-25", "03:00", "2026-10-25T02:00", "after the repeated hour"],
    ["Europe/Berlin", "2026-03-28", "24:00", "2026-03-28T23:00", "1440 is the next midnight"],
    ["America/New_York", "2026-03-08", "02:15", "2026-03-08T07:15", "in the gap"],
    ["America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30", "ambiguous: the first"],
    ["Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45", "a gap of half an hour: 02:45"],
    ["Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45", "half an hour twice: the first"],
    ["Asia/Kolkata", "2026-05-05", "09:00", "2026-05-05T03:30", "+5:30"],
    ["Asia/Kathmandu", "2026-05-05", "09:00", "2026-05-05T03:15", "+5:45"],
    ["Asia/Kathmandu", "1986-01-01", "00:05", "1985-12-31T18:35", "moved forward by fifteen minutes, at midnight"],
    ["Africa/Casablanca", "2024-03-10", "02:30", "2024-03-10T01:30", "back an hour for Ramadan: the first"],
    ["Africa/Casablanca", "2024-04-14", "02:30", "2024-04-14T02:30", "forward again after Ramadan: 03:30"],
    ["Pacific/Apia", "2011-12-29", "24:00", "2011-12-30T10:00", "midnight before the skipped day"],
    ["Pacific/Apia", "2011-12-30", "09:00", "2011-12-30T19:00", "a day that never was: moved to the 31st"],
    ["Pacific/Apia", "2011-12-31", "09:00", "2011-12-30T19:00", "the 31st itself"],
    ["America/Sao_Paulo", "2017-10-15", "00:00", "2017-10-15T03:00", "no midnight: the day begins at 01:00"],
    ["America/Sao_Paulo", "2017-10-15", "00:30", "2017-10-15T03:30", "in the gap at midnight"],
    ["America/Sao_Paulo", "2018-02-17", "23:30", "2018-02-18T01:30", "the last hour twice: the first"],
    ["America/Sao_Paulo", "2018-02-17", "24:00", "2018-02-18T03:00", "a day of 25 hours"],
  ] as const) {
    it(`${zone} ${date} ${time} is ${instant} UTC (${why})`, () =>
      assert.equal(utc(instantOf(zone, date, minuteOf(time))), instant));
  }
});

describe("a zone", () => {
  it("tells the local date of an instant", () => {
    assert.equal(localDate("America/New_York", Date.UTC(2026, 4, 5, 3)), "2026-05-04");
    assert.equal(localDate("Pacific/Apia", Date.UTC(2011, 11, 30, 9, 59)), "2011-12-29");
    assert.equal(localDate("Pacific/Apia", Date.UTC(2011, 11, 30, 10)), "2011-12-31");
  });

  it("is known by its IANA name or a link to it", () => {
    for (const name of ["Europe/Berlin", "Asia/Calcutta", "Asia/Kolkata", "UTC", "Etc/GMT+3", "EST5EDT"]) {
      assert.equal(isZone(name), true, name);
    }
  });

  it("is not an offset, an abbreviation or a wish", () => {
    for (const name of ["+02:00", "-05", "UTC+2", "PST", "Z", "", "Europe/Atlantis", " UTC"]) {
      assert.equal(isZone(name), false, name);
    }
  });

  it("rounds up on the clock that holds after a change on the way", () => {
    const zone = zoneNamed("Australia/Lord_Howe");
    // 01:45 before the clocks jump from 02:00 to 02:30: the next full hour is 03:00, which is 45 minutes away.
    const start = Date.UTC(2026, 9, 3, 15, 15);
    assert.equal(roundUpWall(zone, start, 3_600_000) - start, 45 * 60_000);
  });

  it("agrees with Temporal and with Intl at any instant and wall time of any zone", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    const instants = fc
      .integer({ min: Date.UTC(1975) / 1000, max: Date.UTC(2040) / 1000 })
      .map((second) => second * 1000);
    const check = (zone: string, instant: number) => {
      const zoned = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
      assert.equal(offsetAt(zone, instant), zoned.offsetNanoseconds / 1e6);
      assert.equal(offsetAt(zone, instant), intlOffset(zone, instant));
      const date = zoned.toPlainDate();
      assert.equal(localDate(zone, instant), date.toString());
      const wall = date.toPlainDateTime({ hour: zoned.hour, minute: zoned.minute });
      const expected = wall.toZonedDateTime(zone).epochMilliseconds;
      assert.equal(instantOf(zone, date.toString(), zoned.hour * 60 + zoned.minute), expected);
    };
    fc.assert(fc.property(fc.constantFrom(...zones), instants, check), { seed: 1, numRuns: 1500 });
  });
});

function intlOffset(timeZone: string, instant: number): number {
  const fields = {
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  } as const;
  const text = new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", ...fields }).format(instant);
  const [month, day, year, hour, minute, second] = text.match(/\d+/g)!.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}
