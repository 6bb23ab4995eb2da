import { DAY, MINUTE } from "./calendar.ts";
import type { Interval } from "./interval.ts";
import type { SlotSearch } from "./search.ts";
import { zoneNamed } from "./transitions.ts";
import { midnightFrom, roundUpWall } from "./zone.ts";

/** Milliseconds: the first start of a free range rounds up to `unit`, `offset` is added once, then `step` repeats. */
export type Grid = { unit: number; offset: number; step: number };

/** Epoch milliseconds, half-open. */
export type Span = { from: number; until: number };

/** What of a search decides how far its starts lie apart. */
type Spaced = Pick<SlotSearch, "lengthMinutes" | "intervalMinutes" | "offsetMinutes" | "grid">;

/** SEMANTICS 1: the unit is the largest of these minutes that divides the step, else one. */
const units = [60, 30, 20, 15, 10, 5];

export function gridOf({ lengthMinutes, intervalMinutes, offsetMinutes = 0, grid }: Spaced): Grid {
  if (grid === "any") return { unit: MINUTE, offset: 0, step: MINUTE };
  const step = intervalMinutes ?? lengthMinutes;
  const unit = units.find((minutes) => step % minutes === 0) ?? 1;
  return { unit: unit * MINUTE, offset: offsetMinutes * MINUTE, step: step * MINUTE };
}

/** Whose wall clock a grid follows: a zone's, or a traveller's, who is now in one and now in another. */
export type Clock = string | ((instant: number) => string);

/** A free range begins anew at the midnight before a start, on a day of 25 hours, if it is a day old by then. */
const longestReach = DAY + 25 * 60 * MINUTE;
/** What clocks are put forward and back by is a multiple of it everywhere: Lord Howe's by half an hour. */
const clockChange = 30 * MINUTE;

/**
 * How many milliseconds before a start its grid can begin: what was busy earlier moves nothing. Where each step is one unit,
 * as with most lengths, every multiple of the unit is a start, wherever a free range begins.
 */
export function gridReach(spaced: Spaced): number {
  const { unit, offset, step } = gridOf(spaced);
  return step === unit && offset === 0 && clockChange % unit === 0 ? 0 : longestReach;
}

/**
 * Collects the starts in [from, until) of slots of `length` milliseconds, on the wall clock that holds where a free range
 * begins: call it with the start and end of each free range, in order.
 */
export function startCollector(clock: Clock, grid: Grid, length: number, { from, until }: Span) {
  const tableFor = typeof clock === "string" ? always(zoneNamed(clock)) : (at: number) => zoneNamed(clock(at));
  const starts: number[] = [];
  const collect = (freeFrom: number, freeUntil: number) => {
    const end = Math.min(until - 1, freeUntil - length);
    let begin = freeFrom;
    while (begin <= end && end >= from) {
      // Somebody who works around the clock may be free since ever: the grid would depend on how far back one looks.
      const next = end < freeFrom + DAY ? undefined : nextDay(clock, begin, freeFrom);
      const last = next === undefined ? end : Math.min(end, next - 1);
      let start = roundUpWall(tableFor(begin), begin, grid.unit) + grid.offset;
      if (start < from) start += Math.ceil((from - start) / grid.step) * grid.step;
      for (; start <= last; start += grid.step) starts.push(start);
      if (next === undefined) return;
      begin = next;
    }
  };
  return { starts, collect };
}

/** Where a grid that began with a free range, or anew since, begins anew. */
const nextDay = (clock: Clock, begin: number, freeFrom: number) =>
  midnightFrom(typeof clock === "string" ? clock : clock(begin), Math.max(begin + 1, freeFrom + DAY));

const always =
  <Value>(value: Value) =>
  () =>
    value;

export function startsIn(free: readonly Interval[], clock: Clock, grid: Grid, length: number, span: Span): number[] {
  const { starts, collect } = startCollector(clock, grid, length, span);
  for (const { start, end } of free) collect(start, end);
  return starts;
}
