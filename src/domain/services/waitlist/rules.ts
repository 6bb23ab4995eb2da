import { conflict, DomainError, forbidden, invalid, refuse } from "../../../platform/errors.ts";
import { minuteOfDay } from "../../../platform/schemas.ts";
import { dayOfDate, MINUTE } from "../../time/availability/calendar.ts";
import type { Interval } from "../../time/availability/interval.ts";
import { instantOf, localDate } from "../../time/availability/zone.ts";
import type { Status, WishDraft } from "./schema.ts";

/** Who may move an entry from one state to another. */
export type Actor = "staff" | "customer" | "system";

/** From → to → by whom. What is not here cannot happen. */
const transitions: Record<Status, Partial<Record<Status, readonly Actor[]>>> = {
  waiting: {
    offered: ["system"],
    booked: ["system"],
    expired: ["system"],
    removed: ["staff", "customer", "system"],
  },
  offered: {
    // Declined, taken back, or not answered in time.
    waiting: ["customer", "staff", "system"],
    booked: ["customer", "system"],
    expired: ["system"],
    removed: ["staff", "customer", "system"],
  },
  // The request that it ended in was rejected.
  booked: { waiting: ["system"] },
  // Mistakes at the counter are undone.
  expired: { waiting: ["staff"] },
  removed: { waiting: ["staff"] },
};

export const isOpen = (status: string) => status === "waiting" || status === "offered";

/** Throws CONFLICT where there is no such transition, FORBIDDEN where it is somebody else's to make. */
export function refuseTransition(from: Status, to: Status, actor: Actor): void {
  const by = transitions[from][to];
  if (!by)
    throw refuse(conflict, `This waitlist entry is ${from} and cannot become ${to}.`, [
      { field: "status", message: `Cannot change from ${from} to ${to}` },
    ]);
  if (!by.includes(actor))
    throw new DomainError(forbidden, `${from} becomes ${to} by itself: send waiting or removed, or nothing.`);
}

/** Local dates, and minutes of the local day; 0 and 1440 where any time will do. */
export type Range = { fromDate: string; toDate: string; earliestMinute: number; latestMinute: number };
const mostDays = 90;

/** Throws VALIDATION_ERROR for a range that is over, upside down or too long. `today` is a local date too. */
export function rangeOf(
  { fromDate, toDate = fromDate, earliest, latest }: Pick<WishDraft, "fromDate" | "toDate" | "earliest" | "latest">,
  today: string,
): Range {
  const days = dayOfDate(toDate) - dayOfDate(fromDate) + 1;
  if (days < 1) throw invalid("toDate", "Must not be before fromDate");
  if (days > mostDays) throw invalid("toDate", `Must be within ${mostDays} days of fromDate`);
  if (toDate < today) throw invalid("toDate", "Must not lie in the past");
  const earliestMinute = earliest ? minuteOfDay(earliest) : 0;
  const latestMinute = latest ? minuteOfDay(latest) : 1440;
  if (latestMinute <= earliestMinute) throw invalid(latest ? "latest" : "earliest", "latest must be after earliest");
  return { fromDate, toDate, earliestMinute, latestMinute };
}

/** Whether somebody can come to the whole of a slot that begins on one of their days. `zone` is that of the dates. */
export function fits(range: Range, slot: Interval, zone: string): boolean {
  const date = localDate(zone, slot.start);
  if (date < range.fromDate || date > range.toDate) return false;
  const after = instantOf(zone, date, range.earliestMinute) <= slot.start;
  const before = range.latestMinute === 1440 || slot.end <= instantOf(zone, date, range.latestMinute);
  return after && before;
}

/** Whether somebody has let (some of) this time pass before: nobody is asked twice about the same time. */
export const passedBefore = (passedStarts: string[], { start, end }: Interval): boolean =>
  passedStarts.some((passed) => Math.abs(Date.parse(passed) - start) < end - start);

/** Nobody answers a mail in less. */
const shortestMinutes = 5;

/**
 * Until when a slot is kept for somebody, in epoch milliseconds: as long as the business has set, but no longer than it
 * can be booked. Null where that leaves no time to answer.
 */
export function offerEnd(
  start: number,
  now: number,
  { offerMinutes, noticeMinutes }: { offerMinutes: number; noticeMinutes: number },
): number | null {
  const latest = Math.min(now + offerMinutes * MINUTE, start - noticeMinutes * MINUTE);
  // The mail names the minute, so at that minute it ends.
  const end = latest - (latest % MINUTE);
  return end - now >= shortestMinutes * MINUTE ? end : null;
}
