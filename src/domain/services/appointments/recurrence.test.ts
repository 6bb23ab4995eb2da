import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { occurrences } from "./recurrence.ts";
import type { recurrenceRules } from "./schema.ts";

/** Wall time in `zone` → the wall times of the series there. */
function series(first: string, rule: (typeof recurrenceRules)[number], count: number, zone: string): string[] {
  const wall = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    dateStyle: "short",
    timeStyle: "short",
  });
  return occurrences(Date.parse(first), rule, count, zone).map((instant) => wall.format(instant));
}

describe("a series", () => {
  it("keeps its time on the clock when daylight saving time begins and ends", () => {
    assert.deepEqual(series("2027-03-07T17:00:00Z", "weekly", 3, "America/Los_Angeles"), [
      "2027-03-07 09:00",
      "2027-03-14 09:00",
      "2027-03-21 09:00",
    ]);
    assert.deepEqual(series("2027-10-25T08:00:00Z", "weekly", 3, "Europe/Berlin"), [
      "2027-10-25 10:00",
      "2027-11-01 10:00",
      "2027-11-08 10:00",
    ]);
    const [before, after] = occurrences(Date.parse("2027-10-25T08:00:00Z"), "weekly", 2, "Europe/Berlin");
    assert.equal(after! - before!, 169 * 3_600_000, "a week with an hour more");
  });

  it("moves a time that the clock skips forward, for that day alone", () => {
    // 2:30 on 14 March 2027 does not exist in Los Angeles.
    assert.deepEqual(series("2027-03-07T10:30:00Z", "weekly", 3, "America/Los_Angeles"), [
      "2027-03-07 02:30",
      "2027-03-14 03:30",
      "2027-03-21 02:30",
    ]);
  });

  it("goes every other week", () => {
    assert.deepEqual(series("2027-01-04T12:00:00Z", "biweekly", 3, "UTC"), [
      "2027-01-04 12:00",
      "2027-01-18 12:00",
      "2027-02-01 12:00",
    ]);
  });

  it("takes the last day of a month that is too short, and comes back to its own", () => {
    assert.deepEqual(series("2027-12-31T12:00:00Z", "monthly", 4, "UTC"), [
      "2027-12-31 12:00",
      "2028-01-31 12:00",
      "2028-02-29 12:00",
      "2028-03-31 12:00",
    ]);
    assert.deepEqual(series("2027-01-30T12:00:00Z", "monthly", 3, "UTC"), [
      "2027-01-30 12:00",
      "2027-02-28 12:00",
      "2027-03-30 12:00",
    ]);
  });

  it("counts months on the local calendar, not on UTC's", () => {
    // In Auckland it is the 31st already.
    assert.deepEqual(series("2027-01-30T20:00:00Z", "monthly", 2, "Pacific/Auckland"), [
      "2027-01-31 09:00",
      "2027-02-28 09:00",
    ]);
  });

  it("of one is its first", () => {
    assert.deepEqual(occurrences(1_000, "weekly", 1, "UTC"), [1_000]);
  });
});
