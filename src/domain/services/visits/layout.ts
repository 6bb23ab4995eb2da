import { MINUTE } from "../../time/availability/calendar.ts";
import { overlaps } from "../../time/availability/interval.ts";
import { findSlots, openStarts, type Slot, type SlotSearch } from "../../time/availability/slots.ts";
import type { Claim } from "../../time/calendars/claims.ts";
import { claimsFor } from "../appointments/take.ts";
import { blocked, type Wish } from "../appointments/wish.ts";
import type { Candidate, Plan } from "../availability/plan.ts";

// How the services of a visit fit one after the other. Each begins when the one before it ends. Where the same person goes
// on, the buffers between the two are theirs all the same, so that the next one begins after them.

/** Where several services take a few of very many units, not every way to choose them is tried. */
const mostWays = 60;

/** One service of a visit, and what decides when it can begin. */
export type Part = { plan: Plan; search: SlotSearch };
/** One service of a visit at its time, in epoch milliseconds. */
export type Laid = { start: number; end: number; candidate: Candidate; claims: Claim[] };

/** Finds the visit that begins at a start, or null. `first`: the ids of those who may begin it. */
export type Fit = (start: number, first: readonly number[]) => Laid[] | null;

/** The starts in [from, to) that are on the first service's grid, and on whose: only they can begin a visit there. */
export function openingsOf([first]: Part[]): Slot[] {
  return findSlots(first!.search);
}

/**
 * Prepares what `Fit` looks up, for visits that begin at one of `starts` (epoch milliseconds, ascending): every time at
 * which any of the services could begin is looked at once.
 */
export function fitting(parts: Part[], starts: readonly number[]): Fit {
  const pauses = parts.map(({ plan }, place) => pausesBefore(plan, parts[place - 1]?.plan));
  const open: Map<number, Slot>[] = [];
  let asked: number[] = [...starts];
  for (const [place, { search }] of parts.entries()) {
    const found = openStarts(search, asked);
    open.push(new Map(found.map((slot) => [slot.start, slot])));
    const next = new Set(found.flatMap(({ end }) => (pauses[place + 1] ?? []).map((pause) => end + pause)));
    asked = [...next].sort((one, other) => one - other);
  }

  // What goes wrong in the end is seen in the beginning: a visit whose last service is nearly always taken would otherwise
  // be tried with everybody who could begin it.
  const roads = parts.map(() => new Map<number, boolean>());
  /** Whether others' time leaves a way from `end` to the end of the visit. What the visit itself takes is not looked at. */
  function goesOn(place: number, end: number): boolean {
    if (place === parts.length) return true;
    const known = roads[place]!.get(end);
    if (known !== undefined) return known;
    const answer = pauses[place]!.some((pause) => {
      const slot = open[place]!.get(end + pause);
      return slot !== undefined && goesOn(place + 1, slot.end);
    });
    roads[place]!.set(end, answer);
    return answer;
  }

  const needs = parts.map(
    (_, place) =>
      new Set(parts.slice(place + 1).flatMap(({ plan }) => plan.resources.map(({ resourceId }) => resourceId))),
  );
  const leads = parts.map((_, place) =>
    Math.max(...parts.slice(place).map(({ plan }) => plan.service.bufferTimeBefore * MINUTE)),
  );
  /** Places from which nothing was found, and what the visit had taken there that reaches into the rest of it. */
  const dead = new Set<string>();
  const stateOf = (place: number, end: number, before: Laid[]) =>
    `${place} ${end} ${before
      .flatMap(({ claims }) => claims.filter((claim) => claim.end > end - leads[place]!))
      .map((claim) => `${claim.calendarId}:${claim.end}`)
      .sort()}`;

  function from(place: number, end: number, before: Laid[], first?: readonly number[]): Laid[] | null {
    const part = parts[place];
    if (!part) return before;
    if (!goesOn(place, end)) return null;
    const state = first ? null : stateOf(place, end, before);
    if (state && dead.has(state)) return null;
    for (const { slot, hostId } of choices(open[place]!, end, pauses[place]!, before.at(-1)?.candidate.employeeId)) {
      if ((first && !first.includes(hostId)) || !goesOn(place + 1, slot.end)) continue;
      for (const laid of layings(part, slot, hostId, before, needs[place]!)) {
        const all = from(place + 1, slot.end, [...before, laid]);
        if (all) return all;
      }
    }
    if (state) dead.add(state);
    return null;
  }
  return (start, first) => from(0, start, [], first);
}

/** Whoever was there before goes on where that is possible, even after a pause; then whoever can at once. */
function choices(open: Map<number, Slot>, end: number, pauses: number[], before: number | undefined) {
  const slots = pauses.flatMap((pause) => open.get(end + pause) ?? []);
  const all = slots.flatMap((slot) => slot.hostIds.map((hostId) => ({ slot, hostId })));
  return all.toSorted((one, other) => Number(other.hostId === before) - Number(one.hostId === before));
}

/** Milliseconds between a service and the one before: none, or the buffers that lie between them. */
function pausesBefore(plan: Plan, before: Plan | undefined): number[] {
  const between = before ? (before.service.bufferTimeAfter + plan.service.bufferTimeBefore) * MINUTE : 0;
  return between > 0 ? [0, between] : [0];
}

/**
 * The ways to have the service at that time with that person; none where the visit itself is in its way. Which units of a
 * room it takes matters only where a `later` service needs one too.
 */
function* layings(
  { plan, search }: Part,
  { start, end }: Slot,
  hostId: number,
  before: Laid[],
  later: Set<number>,
): Generator<Laid> {
  const candidate = plan.candidates.find(({ employeeId }) => employeeId === hostId)!;
  const wish: Wish = { start, end, by: "rules" };
  const [from, to] = blocked(plan, wish);
  const stretch = { start: from, end: to };
  const ownTime = before.flatMap(({ claims }) => claims).filter((claim) => overlaps(claim, stretch));
  const isFree = (calendarId: number) => !ownTime.some((claim) => claim.calendarId === calendarId);
  if (!isFree(candidate.calendarId)) return;
  let chosen: number[][] = [[]];
  for (const [index, { resourceId, needed, calendarIds }] of plan.resources.entries()) {
    const { units } = search.resources[index]!;
    const free = calendarIds.filter((id, unit) => isFree(id) && !units[unit]!.some((busy) => overlaps(busy, stretch)));
    const ways = combinations(free, needed, later.has(resourceId) ? mostWays : 1);
    chosen = chosen.flatMap((one) => ways.map((other) => [...one, ...other]));
  }
  for (const unitIds of chosen)
    yield { start, end, candidate, claims: claimsFor(plan, wish, [candidate.calendarId, ...unitIds]) };
}

/** Ways to take `count` of them, at most so many; none where there are too few. */
function combinations(ids: number[], count: number, most: number): number[][] {
  if (count === 0) return [[]];
  const ways: number[][] = [];
  for (let place = 0; place <= ids.length - count && ways.length < most; place++)
    for (const rest of combinations(ids.slice(place + 1), count - 1, most - ways.length))
      ways.push([ids[place]!, ...rest]);
  return ways;
}
