import { breath } from "../../../platform/breath.ts";
import { conflict, type DomainError, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { stillBookable } from "../../time/availability/slots.ts";
import { choose } from "../appointments/fair.ts";
import type { Except } from "../availability/search.ts";
import { type Fit, fitting, type Laid, openingsOf, type Part } from "./layout.ts";
import { type Asked, lockAllOf, searchParts } from "./parts.ts";

type When = { start: number; timeZone?: string | undefined; except?: Except; first?: number | undefined };

/**
 * Locks all that the visit may take, looks again and chooses. Throws CONFLICT with the nearest open starts where it no
 * longer fits. `first`: who is to begin it, where they can. The claims are the caller's to insert.
 */
export async function takeVisit(context: Context, asked: Asked[], when: When): Promise<Laid[]> {
  await lockAllOf(context, asked);
  const { start, timeZone, except } = when;
  const range = { from: start, to: start + 1, timeZone, except };
  const parts = await searchParts(context, asked, range);
  // Its start is on the first service's grid, or was when it was held; the others begin where they fit.
  const [first] = parts as [Part];
  const again = async () => (await searchParts(context, [asked[0]!], { ...range, grid: "recent" }))[0]!.search;
  const grid = except?.holdId === undefined ? "offered" : "any";
  const opening = await stillBookable({ ...first.search, grid }, start, again);
  const laid = opening && (await fairest(context, first, opening.hostIds, fitting(parts, [start]), when));
  if (laid) return laid;
  throw await visitLost(context, asked, when);
}

/** With as few people as possible; among those with whom that is so, whoever's turn it is. */
async function fairest(context: Context, { plan }: Part, hostIds: number[], fit: Fit, { start, first }: When) {
  const laid = hostIds.flatMap((hostId) => {
    const visit = fit(start, [hostId]);
    return visit ? [{ hostId, visit, people: new Set(visit.map(({ candidate }) => candidate.employeeId)).size }] : [];
  });
  if (laid.length === 0) return null;
  const wished = laid.find(({ hostId }) => hostId === first);
  if (wished) return wished.visit;
  const fewest = Math.min(...laid.map(({ people }) => people));
  const best = laid.filter(({ people }) => people === fewest);
  const able = plan.candidates.filter(({ employeeId }) => best.some(({ hostId }) => hostId === employeeId));
  const { end } = best[0]!.visit[0]!;
  const chosen = await choose(context, { ...plan, candidates: able }, { start, end, by: "rules" });
  return best.find(({ hostId }) => hostId === chosen?.employeeId)!.visit;
}

/** 409 for a visit that was lost meanwhile, with the three nearest open ones. */
async function visitLost(context: Context, asked: Asked[], when: When): Promise<DomainError> {
  const nearest = await nearestVisits(context, asked, when);
  return refuse(
    conflict,
    nearest.length > 0
      ? "This time cannot be booked. The nearest open times are in details."
      : "This time cannot be booked, and nothing near it is open.",
    nearest.map((visit) => ({
      field: "startTime",
      message: `${iso(visit.start)} is open`,
      startTime: iso(visit.start),
      endTime: iso(visit.end),
    })),
  );
}

async function nearestVisits(context: Context, asked: Asked[], { start, timeZone, except }: When, count = 3) {
  for (const days of [2, 14]) {
    const range = { from: start - days * DAY, to: start + days * DAY, timeZone, except };
    const open = await openVisits(await searchParts(context, asked, range));
    const visits = open.filter((visit) => visit.start !== start);
    if (visits.length < count && days < 14) continue;
    const distance = (visit: { start: number }) => Math.abs(visit.start - start);
    return visits.toSorted((a, b) => distance(a) - distance(b) || a.start - b.start).slice(0, count);
  }
  return [];
}

/**
 * Every start at which the whole visit fits, with its end. Epoch milliseconds, ascending. A season of starts from minute to
 * minute takes seconds, in which others are served.
 */
export async function openVisits(parts: Part[]): Promise<{ start: number; end: number }[]> {
  const openings = openingsOf(parts);
  const fit = fitting(
    parts,
    openings.map(({ start }) => start),
  );
  const othersToo = breath();
  const visits: { start: number; end: number }[] = [];
  for (const { start, hostIds } of openings) {
    const visit = fit(start, hostIds);
    if (visit) visits.push({ start, end: visit.at(-1)!.end });
    await othersToo();
  }
  return visits;
}
