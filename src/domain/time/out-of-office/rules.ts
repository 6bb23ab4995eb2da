import { dateOfDay, dayOfDate } from "../availability/calendar.ts";
import { instantOf } from "../availability/zone.ts";

/** An instant, or a local date 'YYYY-MM-DD' that is meant whole. */
export type Edge = string;
const isDate = (edge: Edge) => edge.length === 10;

/**
 * From when to when, in epoch milliseconds. A date begins at its midnight in the person's zone and, as an end, lasts until
 * the next one: from the 1st to the 14th is fourteen days, whatever DST does to them.
 */
export const periodOf = (start: Edge, end: Edge, zone: string): { start: number; end: number } => ({
  start: isDate(start) ? instantOf(zone, start, 0) : Date.parse(start),
  end: isDate(end) ? instantOf(zone, dateOfDay(dayOfDate(end) + 1), 0) : Date.parse(end),
});

/** Two people who send each other's bookings on send them round in a circle, so A → B → A is refused. */
export function sendsRound(
  from: number | null,
  to: number,
  redirects: readonly { userId: number; redirectUserId: number }[],
): boolean {
  const next = new Map(redirects.map(({ userId, redirectUserId }) => [userId, redirectUserId]));
  const seen = new Set<number>();
  for (let user: number | undefined = to; user !== undefined && !seen.has(user); user = next.get(user)) {
    if (user === from) return true;
    seen.add(user);
  }
  return false;
}
