import { repeated } from "../../time/availability/repeat.ts";
import type { recurrenceRules } from "./schema.ts";

type Rule = (typeof recurrenceRules)[number];
const steps = { weekly: { weeks: 1 }, biweekly: { weeks: 2 }, monthly: { months: 1 } } as const satisfies Record<
  Rule,
  object
>;

/** The starts of a series in epoch milliseconds, the first included. */
export const occurrences = (first: number, rule: Rule, count: number, zone: string): number[] =>
  repeated(first, steps[rule], count, zone);
