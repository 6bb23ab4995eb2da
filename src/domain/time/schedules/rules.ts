import { dayOfDate } from "../availability/calendar.ts";

// What makes hours contradict themselves. Pure: minutes of the local day, and positions in the lists that were sent.

/** Minutes of a local day. A range whose end is not after its start runs past midnight. */
export type HoursRange = { startMinute: number; endMinute: number; locationId?: number | null | undefined };
/** The range at `index` overlaps the earlier one at `other`. */
export type Overlap = { index: number; other: number };

const dayMinutes = 1440;
const weekMinutes = 7 * dayMinutes;

/**
 * Two ranges that overlap. They are compared around the week: Saturday 22:00–02:00 overlaps Sunday 01:00–05:00. Two
 * branches may be open at once, so ranges of different locations never overlap; one without a location is of every
 * location. Touching is legal.
 */
export function overlapInWeek(ranges: readonly (HoursRange & { day: number })[]): Overlap | null {
  const spans = ranges.map((range, index) => spanOf(range, range.day * dayMinutes, index));
  const nextWeek = spans.map((span) => ({ ...span, start: span.start + weekMinutes, end: span.end + weekMinutes }));
  return firstOverlap([...spans, ...nextWeek]);
}

/** The same for ranges of dates 'YYYY-MM-DD', which do not come round again. */
export const overlapOfDates = (ranges: readonly (HoursRange & { date: string })[]): Overlap | null =>
  firstOverlap(ranges.map((range, index) => spanOf(range, dayOfDate(range.date) * dayMinutes, index)));

/** The position of the first date that is in the list already. */
export function repeatedDate(dates: readonly string[]): number | null {
  const seen = new Set<string>();
  const index = dates.findIndex((date) => seen.size === seen.add(date).size);
  return index < 0 ? null : index;
}

type Span = { start: number; end: number; locationId: number | null; index: number };
const spanOf = ({ startMinute, endMinute, locationId }: HoursRange, base: number, index: number): Span => ({
  start: base + startMinute,
  end: base + endMinute + (endMinute <= startMinute ? dayMinutes : 0),
  locationId: locationId ?? null,
  index,
});

function firstOverlap(spans: Span[]): Overlap | null {
  const inOrder = spans.toSorted((one, other) => one.start - other.start);
  for (const [position, one] of inOrder.entries()) {
    // No range is longer than a day, so only the few that start within this one are looked at.
    for (let next = position + 1; next < inOrder.length && inOrder[next]!.start < one.end; next++) {
      const other = inOrder[next]!;
      if (one.index !== other.index && sharePlace(one, other))
        return { index: Math.max(one.index, other.index), other: Math.min(one.index, other.index) };
    }
  }
  return null;
}
const sharePlace = (one: Span, other: Span) =>
  one.locationId === null || other.locationId === null || one.locationId === other.locationId;
