import { Temporal } from "temporal-polyfill";
import type { recurrenceRules } from "./schema.ts";

type Rule = (typeof recurrenceRules)[number];

/**
 * The starts of a series in epoch milliseconds, the first included. Repeated on the wall clock of `zone`, so that 9:00 stays
 * 9:00 across daylight saving time; a month without the day takes its last day (31 January → 28 February → 31 March).
 */
export function occurrences(first: number, rule: Rule, count: number, zone: string): number[] {
  const start = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  return Array.from({ length: count }, (_, index) => {
    const later =
      rule === "monthly" ? start.add({ months: index }) : start.add({ weeks: index * (rule === "biweekly" ? 2 : 1) });
    return later.epochMilliseconds;
  });
}
