import { DAY, MINUTE } from "./calendar.ts";
import { eachFreeRange, earliestStart, freeRanges } from "./free.ts";
import { gridOf, type Span, startCollector, startsIn } from "./grid.ts";
import { holds } from "./interval.ts";
import { withinLimits } from "./limits.ts";
import { commonTime, partiesOf } from "./parties.ts";
import { recentStarts } from "./recent.ts";
import { enoughUnits } from "./resources.ts";
import type { Host, Slot, SlotSearch } from "./search.ts";
import { addSessions, joinable, leavesHeldSeats } from "./sessions.ts";
import { clockOf } from "./travel.ts";
import { instantOfWall, localDay } from "./zone.ts";

export type { Busy, Host, Limit, Resource, Session, Slot, SlotSearch } from "./search.ts";

/**
 * The bookable starts in [from, to), ascending, one entry per start. Pure, and linear in the window, the busy intervals
 * and the hosts: every list is swept once. The rules are numbers 1 to 13 of the scheduling semantics.
 */
export function findSlots(search: SlotSearch): Slot[] {
  const span = { from: Math.max(search.from, earliestStart(search)), until: lastStartBefore(search) };
  return search.bookableDays || search.firstOfDay ? byDay(search, span) : slotsIn(search, span);
}

/** The slot at `start` (epoch milliseconds) by the same rules, whatever `from` and `to`; null if there is none. */
export function isBookable(search: SlotSearch, start: number): Slot | null {
  return findSlots({ ...search, from: start, to: start + 1 })[0] ?? null;
}

/**
 * The slot at `start`, where it is offered or was on a list that is still looked at. Few ask for what has left the list, so
 * what it takes to know that is read for them alone: `again` makes the search anew with `grid: "recent"`.
 */
export async function stillBookable(
  search: SlotSearch,
  start: number,
  again: () => Promise<SlotSearch>,
): Promise<Slot | null> {
  const offered = isBookable(search, start);
  if (offered || search.grid === "any") return offered;
  // Which days are bookable and what comes first on them is counted by what is offered: every minute would count others.
  const { bookableDays, firstOfDay, ...alone } = search;
  return isBookable({ ...alone, grid: "any" }, start) && isBookable(await again(), start);
}

/**
 * Which of `starts` (epoch milliseconds, ascending) can be taken, by the same rules except that they need not lie on the
 * grid: what follows something else begins when that ends. With `choose: "any"` only; sessions are not joined.
 */
export function openStarts(search: SlotSearch, starts: readonly number[]): Slot[] {
  const earliest = earliestStart(search);
  const until = search.window?.until ?? Number.POSITIVE_INFINITY;
  const length = search.lengthMinutes * MINUTE;
  const limits = Map.groupBy(search.limits, ({ hostId }) => hostId);
  const hosts = search.hosts.map((host) => ({
    id: host.id,
    isFree: holds(freeRanges(host, search)),
    within: withinLimits(limits.get(host.id) ?? [], search.lengthMinutes),
  }));
  const slots = starts
    .filter((start) => start >= earliest && start < until)
    .map((start) => {
      const end = start + length;
      const able = hosts.filter(({ isFree, within }) => isFree(start, end) && within(start));
      return { start, end, hostIds: able.map(({ id }) => id) };
    });
  return withRoom(
    search,
    slots.filter(({ hostIds }) => hostIds.length > 0),
  );
}

const lastStartBefore = ({ to, window }: SlotSearch) => Math.min(to, window?.until ?? to);

function slotsIn(search: SlotSearch, span: Span): Slot[] {
  const fresh = search.choose === "any" ? eachAlone(search, span) : allTogether(search, span);
  const slots = withRoom(search, fresh).filter(({ start }) => leavesHeldSeats(search, start));
  const sessions = joinable(search);
  return sessions.length === 0 ? slots : addSessions(slots, sessions, span.from, span.until);
}

/** "any": the union of what each host offers on its own wall clock. */
function eachAlone(search: SlotSearch, span: Span): Slot[] {
  const grid = gridOf(search);
  const length = search.lengthMinutes * MINUTE;
  const limits = Map.groupBy(search.limits, ({ hostId }) => hostId);
  const startsOf = (host: Host) => {
    if (search.grid === "recent") return recentStarts(search, [[host]], freeRanges(host, search), clockOf(host), span);
    const { starts, collect } = startCollector(clockOf(host), grid, length, span);
    eachFreeRange(host, search, collect);
    return starts;
  };
  let slots: Slot[] = [];
  for (const host of search.hosts) {
    const starts = startsOf(host);
    const own = limits.get(host.id);
    slots = addHost(slots, own ? starts.filter(withinLimits(own, search.lengthMinutes)) : starts, host.id, length);
  }
  return slots;
}

/** Merges a host's starts into the slots of those before it. */
function addHost(slots: Slot[], starts: number[], hostId: number, length: number): Slot[] {
  const all: Slot[] = [];
  let next = 0;
  for (const start of starts) {
    while (next < slots.length && slots[next]!.start < start) all.push(slots[next++]!);
    if (next < slots.length && slots[next]!.start === start) {
      slots[next]!.hostIds.push(hostId);
      all.push(slots[next++]!);
    } else {
      all.push({ start, end: start + length, hostIds: [hostId] });
    }
  }
  while (next < slots.length) all.push(slots[next++]!);
  return all;
}

/**
 * "all" and "groups": first the time that all parties have in common, then one grid over it, on the first host's wall
 * clock. Intersecting the starts instead would lose every slot when hosts' grids differ by five minutes.
 */
function allTogether(search: SlotSearch, span: Span): Slot[] {
  const length = search.lengthMinutes * MINUTE;
  const limits = Map.groupBy(search.limits, ({ hostId }) => hostId);
  const hosts = partiesOf(search);
  const parties = hosts.map((party) =>
    party.map((host) => {
      const free = freeRanges(host, search);
      return {
        id: host.id,
        free,
        isFree: holds(free),
        within: withinLimits(limits.get(host.id) ?? [], search.lengthMinutes),
      };
    }),
  );
  const common = commonTime(parties);
  const clock = clockOf(search.hosts[0]);
  const starts =
    search.grid === "recent"
      ? recentStarts(search, hosts, common, clock, span)
      : startsIn(common, clock, gridOf(search), length, span);
  return starts.flatMap((start) => {
    const end = start + length;
    const able = parties.map((hosts) => hosts.filter(({ isFree, within }) => isFree(start, end) && within(start)));
    return able.some((hosts) => hosts.length === 0) ? [] : { start, end, hostIds: able.flat().map(({ id }) => id) };
  });
}

/** Leaves out what exceeds a limit of the whole service or finds too few units of a resource. */
function withRoom({ limits, resources, lengthMinutes, ...buffers }: SlotSearch, slots: Slot[]): Slot[] {
  if (limits.length === 0 && resources.length === 0) return slots;
  const within = withinLimits(
    limits.filter(({ hostId }) => hostId === undefined),
    lengthMinutes,
  );
  const enough = enoughUnits(resources, buffers);
  return slots.filter(({ start, end }) => within(start) && enough(start, end));
}

/** What depends on the slots before it counts those that are offered, whatever may be booked besides. */
function byDay(search: SlotSearch, { from, until }: Span): Slot[] {
  const since = search.bookableDays ? earliestStart(search) : dayOf(search.firstOfDay!.zone, from);
  const searched = { from: Math.max(since, earliestStart(search)), until };
  const slots = slotsIn(search, searched);
  const offered = search.grid === "recent" ? slotsIn({ ...search, grid: "offered" }, searched) : slots;
  const isOnDay = onBookableDays(search, offered);
  const isFirst = firstOfDay(search, offered);
  return slots.filter(({ start }) => start >= from && isOnDay(start) && isFirst(start));
}

const dayOf = (zone: string, instant: number) => instantOfWall(zone, localDay(zone, instant) * DAY);

/** SEMANTICS 6: days count from now on, so everything before `from` is searched too, though not listed. */
function onBookableDays({ bookableDays }: SlotSearch, offered: Slot[]): (start: number) => boolean {
  if (!bookableDays) return () => true;
  const { days, zone } = bookableDays;
  const bookable = new Set<number>();
  for (const { start } of offered) if (bookable.size < days) bookable.add(localDay(zone, start));
  return (start) => bookable.size < days || bookable.has(localDay(zone, start));
}

/** A test whether nothing is offered earlier on the same day. */
function firstOfDay({ firstOfDay }: SlotSearch, offered: Slot[]): (start: number) => boolean {
  if (!firstOfDay) return () => true;
  const firsts = new Map<number, number>();
  for (const { start } of offered.toReversed()) firsts.set(localDay(firstOfDay.zone, start), start);
  return (start) => start <= (firsts.get(localDay(firstOfDay.zone, start)) ?? start);
}
