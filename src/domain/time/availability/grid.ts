import { MINUTE } from "./calendar.ts";
import type { Interval } from "./interval.ts";
import type { SlotSearch } from "./search.ts";
import { zoneNamed } from "./transitions.ts";
import { roundUpWall } from "./zone.ts";

/** Milliseconds: the first start of a free range rounds up to `unit`, `offset` is added once, then `step` repeats. */
export type Grid = { unit: number; offset: number; step: number };

/** Epoch milliseconds, half-open. */
export type Span = { from: number; until: number };

/** SEMANTICS 1: the unit is the largest of these minutes that divides the step, else one. */
const units = [60, 30, 20, 15, 10, 5];

export function gridOf({ lengthMinutes, intervalMinutes, offsetMinutes = 0, grid }: SlotSearch): Grid {
  if (grid === "any") return { unit: MINUTE, offset: 0, step: MINUTE };
  const step = intervalMinutes ?? lengthMinutes;
  const unit = units.find((minutes) => step % minutes === 0) ?? 1;
  // Every start of every grid is the offset past a multiple of the unit, so these are all there can ever be.
  if (grid === "aligned") return { unit: unit * MINUTE, offset: (offsetMinutes % unit) * MINUTE, step: unit * MINUTE };
  return { unit: unit * MINUTE, offset: offsetMinutes * MINUTE, step: step * MINUTE };
}

/** Whose wall clock a grid follows: a zone's, or a traveller's, who is now in one and now in another. */
export type Clock = string | ((instant: number) => string);

/**
 * Collects the starts in [from, until) of slots of `length` milliseconds, on the wall clock that holds where a free range
 * begins: call it with the start and end of each free range, in order.
 */
export function startCollector(clock: Clock, grid: Grid, length: number, { from, until }: Span) {
  const tableFor = typeof clock === "string" ? always(zoneNamed(clock)) : (at: number) => zoneNamed(clock(at));
  const starts: number[] = [];
  const collect = (freeFrom: number, freeUntil: number) => {
    const last = Math.min(until - 1, freeUntil - length);
    if (last < freeFrom || last < from) return;
    let start = roundUpWall(tableFor(freeFrom), freeFrom, grid.unit) + grid.offset;
    if (start < from) start += Math.ceil((from - start) / grid.step) * grid.step;
    for (; start <= last; start += grid.step) starts.push(start);
  };
  return { starts, collect };
}

const always =
  <Value>(value: Value) =>
  () =>
    value;

export function startsIn(free: readonly Interval[], clock: Clock, grid: Grid, length: number, span: Span): number[] {
  const { starts, collect } = startCollector(clock, grid, length, span);
  for (const { start, end } of free) collect(start, end);
  return starts;
}
