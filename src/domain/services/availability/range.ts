import { badRequest, DomainError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { dateOfDay, dayOfDate } from "../../time/availability/calendar.ts";
import { localDate } from "../../time/availability/zone.ts";

const mostDays = 92;

type Asked = { date?: string | undefined; from?: string | undefined; to?: string | undefined };

/**
 * The local dates of `zone` that were asked for, both inclusive: from today on, a week, unless they say otherwise.
 * `refuse`: how the door says that they make no range, by default as of a query.
 */
export function rangeOf(
  { now }: Context,
  zone: string,
  { date, from, to }: Asked,
  refuse = refuseQuery,
): { first: string; last: string } {
  if (date) return { first: date, last: date };
  const first = from ?? localDate(zone, now);
  const last = to ?? dateOfDay(dayOfDate(first) + 6);
  const days = dayOfDate(last) - dayOfDate(first) + 1;
  if (days < 1) throw refuse("to", "Must not be before from");
  if (days > mostDays) throw refuse("to", `Must be within ${mostDays} days of from`);
  return { first, last };
}
const refuseQuery = (field: string, message: string) =>
  new DomainError(badRequest, "Invalid request parameters", [{ field, message }]);
export const nextDate = (date: string): string => dateOfDay(dayOfDate(date) + 1);
