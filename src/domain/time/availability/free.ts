import { MINUTE } from "./calendar.ts";
import { clip, eachLeft, type Interval, inOrder, merge } from "./interval.ts";
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
export function eachFreeRange(host: Host, search: SlotSearch, visit: (start: number, end: number) => void): void {
  const hours = clip(merge(host.hours), earliestStart(search), Number.POSITIVE_INFINITY);
  eachLeft(hours, inOrder(host.busy), search.afterMinutes * MINUTE, search.beforeMinutes * MINUTE, visit);
}

export function freeRanges(host: Host, search: SlotSearch): Interval[] {
  const free: Interval[] = [];
  eachFreeRange(host, search, (start, end) => free.push({ start, end }));
  return free;
}
