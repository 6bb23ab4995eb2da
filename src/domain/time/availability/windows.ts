import { dateOfDay, dayOfDate, weekdayOf } from "./calendar.ts";
import { instantOf, localDay } from "./zone.ts";

export type WindowPolicy =
  | { kind: "unlimited" }
  | { kind: "rolling"; days: number; businessDaysOnly?: boolean }
  /** Local dates 'YYYY-MM-DD' of the event's zone, both inclusive. */
  | { kind: "range"; from: string; until: string }
  | { kind: "rollingBookable"; days: number };

/**
 * How far ahead starts are offered: `from` inclusive, `until` exclusive, epoch milliseconds (SEMANTICS 6). Rolling days
 * end with the day in the booker's zone, `days` after today; a date range is read in the event's zone. A window of
 * bookable days depends on the slots themselves: pass it to the search as `bookableDays`, here it limits nothing.
 */
export function resolveWindow(
  policy: WindowPolicy,
  now: number,
  bookerZone: string,
  eventZone: string,
): { from?: number; until?: number } {
  switch (policy.kind) {
    case "unlimited":
    case "rollingBookable":
      return {};
    case "rolling": {
      const today = localDay(bookerZone, now);
      const lastDay = policy.businessDaysOnly ? addBusinessDays(today, policy.days) : today + policy.days;
      return { until: instantOf(bookerZone, dateOfDay(lastDay + 1), 0) };
    }
    case "range": {
      const dayAfter = dateOfDay(dayOfDate(policy.until) + 1);
      return { from: instantOf(eventZone, policy.from, 0), until: instantOf(eventZone, dayAfter, 0) };
    }
  }
}

/** Saturdays and Sundays do not count; 1 after a Friday is the Monday. */
function addBusinessDays(day: number, count: number): number {
  let last = day;
  for (let left = count; left > 0; ) {
    last++;
    if (weekdayOf(last) !== 0 && weekdayOf(last) !== 6) left--;
  }
  return last;
}
