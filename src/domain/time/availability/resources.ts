import { MINUTE } from "./calendar.ts";
import { keepsClear, merge } from "./interval.ts";
import type { Resource, SlotSearch } from "./search.ts";

type Buffers = Pick<SlotSearch, "beforeMinutes" | "afterMinutes">;

/** A test whether every resource has its units for all of [start, end). Ask with ascending starts only. */
export function enoughUnits(resources: readonly Resource[], buffers: Buffers): (start: number, end: number) => boolean {
  const counters = resources.map((resource) => ({ needed: resource.needed, free: freeUnits(resource, buffers) }));
  return (start, end) => counters.every(({ needed, free }) => free(start, end) >= needed);
}

/**
 * Counts the units that are each free through the whole slot and its buffers: two units that are free for half of it do
 * not make one. Ask with ascending starts only.
 */
export function freeUnits({ units }: Resource, buffers: Buffers): (start: number, end: number) => number {
  const lead = buffers.afterMinutes * MINUTE;
  const tail = buffers.beforeMinutes * MINUTE;
  const tests = units.map((busy) => {
    const taken = busy.filter(({ start, end }) => start < end);
    return keepsClear(merge(taken.map(({ start, end }) => ({ start: start - lead, end: end + tail }))));
  });
  return (start, end) => {
    let free = 0;
    for (const test of tests) if (test(start, end)) free++;
    return free;
  };
}
