import { MINUTE } from "./calendar.ts";
import { clip, type Interval, inOrder, merge, subtract } from "./interval.ts";
import type { Host, SlotSearch } from "./search.ts";

/** The first instant that may be booked: notice compares instants, and equality is bookable (SEMANTICS 5). */
export function earliestStart({ now, noticeMinutes, window }: SlotSearch): number {
  return Math.max(now, now + noticeMinutes * MINUTE, window?.from ?? now);
}

/**
 * Where a host could begin and end a slot: hours minus what is blocked, from the first bookable instant on. Blocked is
 * [busy.start − after, busy.end + before] with the buffers of the new booking (SEMANTICS 3), so that the slot itself,
 * without its buffers, fits in what is left.
 */
export function freeRanges(host: Host, search: SlotSearch): Interval[] {
  const hours = clip(merge(host.hours), earliestStart(search), Number.POSITIVE_INFINITY);
  return subtract(hours, inOrder(host.busy), search.afterMinutes * MINUTE, search.beforeMinutes * MINUTE);
}
