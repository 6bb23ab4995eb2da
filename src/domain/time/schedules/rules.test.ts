import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { overlapInWeek, overlapOfDates, repeatedDate } from "./rules.ts";

const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const week = (...ranges: [day: number, start: string, end: string, locationId?: number][]) =>
  overlapInWeek(
    ranges.map(([day, start, end, locationId]) => ({
      day,
      startMinute: minutes(start),
      endMinute: minutes(end),
      locationId,
    })),
  );
const dates = (...ranges: [date: string, start: string, end: string][]) =>
  overlapOfDates(ranges.map(([date, start, end]) => ({ date, startMinute: minutes(start), endMinute: minutes(end) })));
const second = { index: 1, other: 0 };

describe("hours of a week", () => {
  const cases: [string, ReturnType<typeof week>, { index: number; other: number } | null][] = [
    ["overlap where one begins inside the other", week([1, "09:00", "12:00"], [1, "11:59", "13:00"]), second],
    ["touch without overlapping", week([1, "09:00", "12:00"], [1, "12:00", "13:00"]), null],
    ["are of their own day", week([1, "09:00", "12:00"], [2, "09:00", "12:00"]), null],
    ["overlap whichever is sent first", week([1, "11:00", "13:00"], [1, "09:00", "12:00"]), second],
    ["overlap where one holds the other", week([1, "09:00", "17:00"], [1, "10:00", "11:00"]), second],
    ["run past midnight into the next day", week([1, "22:00", "02:00"], [2, "01:00", "05:00"]), second],
    ["end at midnight", week([1, "22:00", "00:00"], [2, "00:00", "05:00"]), null],
    ["run from Saturday into Sunday", week([0, "01:00", "05:00"], [6, "22:00", "02:00"]), second],
    ["last a whole day where start and end are the same", week([3, "09:00", "09:00"], [4, "08:00", "10:00"]), second],
    ["of two branches may be at the same time", week([1, "09:00", "12:00", 1], [1, "09:00", "12:00", 2]), null],
    ["of no branch in particular are of every one", week([1, "09:00", "12:00", 1], [1, "09:00", "12:00"]), second],
    [
      "are looked at past a neighbour elsewhere",
      week([1, "09:00", "17:00", 1], [1, "10:00", "11:00", 2], [1, "12:00", "13:00", 1]),
      { index: 2, other: 0 },
    ],
    ["are none", week(), null],
  ];
  for (const [what, found, expected] of cases) it(what, () => assert.deepEqual(found, expected));
});

describe("hours of dates", () => {
  const cases: [string, ReturnType<typeof dates>, { index: number; other: number } | null][] = [
    ["overlap on one date", dates(["2026-12-24", "09:00", "12:00"], ["2026-12-24", "11:00", "14:00"]), second],
    ["run past midnight", dates(["2026-12-31", "20:00", "02:00"], ["2027-01-01", "01:00", "03:00"]), second],
    ["do not come round again", dates(["2026-12-26", "22:00", "02:00"], ["2026-12-20", "01:00", "03:00"]), null],
  ];
  for (const [what, found, expected] of cases) it(what, () => assert.deepEqual(found, expected));

  it("are of each date once", () => {
    assert.equal(repeatedDate(["2026-12-24", "2026-12-25", "2026-12-24"]), 2);
    assert.equal(repeatedDate(["2026-12-24", "2026-12-25"]), null);
  });
});
