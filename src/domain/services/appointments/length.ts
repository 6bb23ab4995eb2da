import { invalid } from "../../../platform/errors.ts";
import { DAY } from "../../time/availability/calendar.ts";

/** No appointment lasts longer. Searches by start rely on it (see upcoming.ts). */
export const longest = 31 * DAY;

/** Refuses an appointment that lasts longer than a month. Epoch milliseconds. */
export function refuseTooLong(start: number, end: number): void {
  if (end - start > longest) throw invalid("endTime", "Must be within 31 days of startTime");
}
