import assert from "node:assert/strict";
import { test } from "node:test";
import { occurrences } from "../../src/domain/scheduling/bookings/recurrence.ts";
import { seriesFrom } from "./series.ts";

test("the dates that a visitor reads are those that the server repeats", () => {
  const cases = [
    ["2027-01-31T08:00:00Z", "monthly", 1, 4, "Europe/Berlin"],
    ["2027-03-20T13:00:00Z", "weekly", 1, 4, "Europe/Berlin"],
    ["2027-03-07T15:30:00Z", "daily", 3, 6, "America/New_York"],
    ["2028-02-29T23:30:00Z", "yearly", 1, 3, "Pacific/Auckland"],
  ] as const;
  for (const [start, freq, interval, count, zone] of cases) {
    const end = new Date(Date.parse(start) + 45 * 60_000).toISOString();
    const series = seriesFrom({ start, end }, { freq, interval, count }, count, zone);
    const expected = occurrences(Date.parse(start), { freq, interval, count }, count, zone);
    assert.deepEqual(
      series.map((slot) => Date.parse(slot.start)),
      expected,
      `${freq} in ${zone}`,
    );
    assert.ok(series.every((slot) => Date.parse(slot.end) - Date.parse(slot.start) === 45 * 60_000));
  }
});
