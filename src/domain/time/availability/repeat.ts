import { Temporal } from "temporal-polyfill";

/** What lies between two occurrences: weeks, or months … */
export type Step = Partial<Record<"days" | "weeks" | "months" | "years", number>>;

/**
 * The starts of a series in epoch milliseconds, the first included. Repeated on the wall clock of `zone`, so that 9:00 stays
 * 9:00 across daylight saving time; a month without the day takes its last day (31 January → 28 February → 31 March).
 */
export function repeated(first: number, step: Step, count: number, zone: string): number[] {
  const start = Temporal.Instant.fromEpochMilliseconds(first).toZonedDateTimeISO(zone);
  return Array.from({ length: count }, (_, index) => {
    const times = Object.fromEntries(Object.entries(step).map(([unit, number]) => [unit, number * index]));
    return start.add(times).epochMilliseconds;
  });
}
