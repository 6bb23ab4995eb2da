import { repeated } from "../../time/availability/repeat.ts";
import type { Recurrence } from "../tables.ts";

const units = { daily: "days", weekly: "weeks", monthly: "months", yearly: "years" } as const;

/** The starts of a series in epoch milliseconds, the first included. */
export const occurrences = (start: number, { freq, interval }: Recurrence, count: number, zone: string): number[] =>
  repeated(start, { [units[freq]]: interval }, count, zone);
