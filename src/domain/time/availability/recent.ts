import { MINUTE } from "./calendar.ts";
import { earliestStart, freeRanges } from "./free.ts";
import { type Clock, gridOf, type Span, startCollector, startsIn } from "./grid.ts";
import type { Interval } from "./interval.ts";
import { commonTime } from "./parties.ts";
import type { Host, SlotSearch } from "./search.ts";

/** How long somebody may look at a list of slots before they book one of it, in milliseconds. */
export const lookedAt = 60 * MINUTE;

/**
 * The starts in `span` that are offered or were, on a list that is still looked at: since then time passed and neighbours
 * booked, which moves the first start of a free range, and what is still free must not be refused for it. `free` is the
 * time that `parties` have in common now; each range of it was part of one that only what is `young` has cut, and began with
 * that one, or where something young ends.
 */
export function recentStarts(
  search: SlotSearch,
  parties: Host[][],
  free: readonly Interval[],
  clock: Clock,
  span: Span,
): number[] {
  const grid = gridOf(search);
  const length = search.lengthMinutes * MINUTE;
  const near = free.filter(({ start, end }) => start < span.until && end - length >= span.from);
  if (near.length === 0) return [];
  // A booking asks for one start, and most are offered still: that is known sooner than what was offered before.
  const offered = span.until - span.from > 1 ? [] : startsIn(near, clock, grid, length, span);
  if (offered.length > 0) return offered;
  const before = parties.map((hosts) => hosts.map((host) => ({ free: freeBefore(host, search) })));
  const open = commonTime(before);
  const begins = [
    ...before.flat().flatMap((host) => host.free.map(({ start }) => start)),
    ...beginsOf(search, parties.flat(), grid.unit),
  ];
  const recent = new Set<number>();
  for (const { start, end } of near) {
    const stretch = open.find((one) => one.start <= start && start < one.end)!;
    const { starts, collect } = startCollector(clock, grid, length, { ...span, from: Math.max(span.from, start) });
    for (const begin of begins) if (begin >= stretch.start && begin < end) collect(begin, end);
    for (const one of starts) recent.add(one);
  }
  return [...recent].sort((one, other) => one - other);
}

/** When a host was free for whoever made the oldest list that is still looked at, had nothing been taken since. */
const freeBefore = (host: Host, search: SlotSearch) =>
  freeRanges({ ...host, busy: host.busy.filter(({ young }) => !young) }, { ...search, now: search.now - lookedAt });

function beginsOf(search: SlotSearch, hosts: Host[], unit: number): number[] {
  const { now, beforeMinutes } = search;
  const begins = hosts.flatMap(({ busy }) =>
    busy.flatMap(({ young, start, end }) => (young && end > start ? end + beforeMinutes * MINUTE : [])),
  );
  // The instant from which on one may book moved on, and each time that it passed a unit, the grid with it.
  for (let ago = 0; ago < lookedAt + unit; ago += unit)
    begins.push(earliestStart({ ...search, now: now - Math.min(ago, lookedAt) }));
  return begins;
}
