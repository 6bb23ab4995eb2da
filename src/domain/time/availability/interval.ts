/** Half-open [start, end) in epoch milliseconds. Touching intervals do not overlap (SEMANTICS 4). */
export type Interval = { start: number; end: number };

/** Half-open comparison: 9–10 and 10–11 do not overlap. */
export const overlaps = (one: Interval, other: Interval) => one.start < other.end && one.end > other.start;

/** Sorted, disjoint union. Touching intervals become one, empty ones vanish: no time is nobody's time. */
export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  let last: Interval | undefined;
  for (const { start, end } of inOrder(intervals)) {
    if (end <= start) continue;
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
    } else {
      last = { start, end };
      merged.push(last);
    }
  }
  return merged;
}

/**
 * What is left of `open` (sorted, disjoint) after each of `taken` (sorted by start, may overlap) has taken
 * [start − lead, end + tail), in milliseconds.
 */
export function subtract(open: readonly Interval[], taken: readonly Interval[], lead = 0, tail = 0): Interval[] {
  const left: Interval[] = [];
  eachLeft(open, taken, lead, tail, (start, end) => left.push({ start, end }));
  return left;
}

/** `subtract` for those who keep no list: the same ranges, in order, in one pass over both. */
export function eachLeft(
  open: readonly Interval[],
  taken: readonly Interval[],
  lead: number,
  tail: number,
  visit: (start: number, end: number) => void,
): void {
  let next = 0;
  // Everything before it is dealt with. It may lie past the end of a range: one long interval takes from several.
  let cursor = Number.NEGATIVE_INFINITY;
  for (const { start, end } of open) {
    cursor = Math.max(cursor, start);
    for (; next < taken.length; next++) {
      const one = taken[next]!;
      const takenFrom = one.start - lead;
      const takenUntil = one.end + tail;
      if (takenFrom >= end) break;
      if (takenUntil <= cursor || one.end <= one.start) continue;
      if (takenFrom > cursor) visit(cursor, takenFrom);
      cursor = takenUntil;
    }
    if (cursor < end) visit(cursor, end);
  }
}

/** The time that two sorted, disjoint lists have in common. */
export function intersect(one: readonly Interval[], other: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    const start = Math.max(one[i]!.start, other[j]!.start);
    const end = Math.min(one[i]!.end, other[j]!.end);
    if (start < end) common.push({ start, end });
    if (one[i]!.end < other[j]!.end) i++;
    else j++;
  }
  return common;
}

/** The parts within [from, to). */
export function clip(intervals: readonly Interval[], from: number, to: number): Interval[] {
  const within: Interval[] = [];
  for (const { start, end } of intervals) {
    if (start < to && end > from) within.push({ start: Math.max(start, from), end: Math.min(end, to) });
  }
  return within;
}

/** Sorted by start; the very list when it already is, as database answers are, which saves the copy. */
export function inOrder<T extends Interval>(intervals: readonly T[]): readonly T[] {
  for (let i = 1; i < intervals.length; i++) {
    if (intervals[i]!.start < intervals[i - 1]!.start) return intervals.toSorted((a, b) => a.start - b.start);
  }
  return intervals;
}

/** A test whether one of `ranges` (sorted, disjoint) holds all of [start, end). Ask with ascending starts only. */
export function holds(ranges: readonly Interval[]): (start: number, end: number) => boolean {
  let next = 0;
  return (start, end) => {
    while (next < ranges.length && ranges[next]!.end <= start) next++;
    const range = ranges[next];
    return range !== undefined && range.start <= start && end <= range.end;
  };
}

/** A test whether [start, end) keeps clear of `taken` (sorted, disjoint). Ask with ascending starts only. */
export function keepsClear(taken: readonly Interval[]): (start: number, end: number) => boolean {
  let next = 0;
  return (start, end) => {
    while (next < taken.length && taken[next]!.end <= start) next++;
    return next === taken.length || taken[next]!.start >= end;
  };
}
