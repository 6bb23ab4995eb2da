import { dateOfDay, dayOfDate } from "./calendar.ts";
import { instantOf } from "./zone.ts";

// Where a range begins and ends, as people say it: an instant, or a local date 'YYYY-MM-DD' that is meant whole. Answers are
// epoch milliseconds.

export const isDate = (edge: string): boolean => edge.length === 10;

/** A date begins at its midnight in the zone. */
export const beginningOf = (edge: string, zone: string): number =>
  isDate(edge) ? instantOf(zone, edge, 0) : Date.parse(edge);

/** A date lasts until the next one begins: from the 1st to the 14th is fourteen days, whatever DST does to them. */
export const endOf = (edge: string, zone: string): number =>
  isDate(edge) ? instantOf(zone, dateOfDay(dayOfDate(edge) + 1), 0) : Date.parse(edge);
