import { MINUTE } from "./calendar.ts";
import type { Interval } from "./interval.ts";
import type { SlotSearch } from "./search.ts";
import { zoneNamed } from "./transitions.ts";
import { roundUpWall } from "./zone.ts";

/** In milliseconds: the first start of a free range rounds up to `unit`, then `offset` is added, then `step` repeats. */
export type Grid = { unit: number; offset: number; step: number };

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

/** The starts in [from, until) of slots of `length` milliseconds that fit in `free` (sorted), on the zone's wall clock. */
export function startsIn(
  free: readonly Interval[],
  zone: string,
  grid: Grid,
  length: number,
  { from, until }: { from: number; until: number },
): number[] {
  const table = zoneNamed(zone);
  const starts: number[] = [];
  for (const range of free) {
    if (range.start >= until) break;
    const last = Math.min(until - 1, range.end - length);
    if (last < range.start || last < from) continue;
    let start = roundUpWall(table, range.start, grid.unit) + grid.offset;
    if (start < from) start += Math.ceil((from - start) / grid.step) * grid.step;
    for (; start <= last; start += grid.step) starts.push(start);
  }
  return starts;
}
