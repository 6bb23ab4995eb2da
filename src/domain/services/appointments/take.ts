import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { stillBookable } from "../../time/availability/slots.ts";
import { isClaim, lockAndReadBusy, readBusy } from "../../time/calendars/busy.ts";
import { type Claim, lockCalendars } from "../../time/calendars/claims.ts";
import type { Candidate, Plan } from "../availability/plan.ts";
import { isInTheWay, searchFor } from "../availability/search.ts";
import { choose } from "./fair.ts";
import { blocked, type Wish } from "./wish.ts";

export type { Wish };

/** Time that is locked and free: who does it, and what to claim. With `sessionId` there is a seat in a running session. */
export type Taking = {
  start: number;
  end: number;
  candidate: Candidate | null;
  claims: Claim[];
  sessionId: number | null;
};

type Found = { hostIds: number[]; joins: boolean; unitIds: number[] };

/**
 * Finds who can take the time, locks their calendars and those of the resources, looks again and chooses. Null when nobody
 * can. The claims are the caller's to insert, in the same transaction.
 *
 * All that may be taken is locked in one statement, in the order of ids, so that racing bookings take turns and never wait
 * for each other in a circle. Whoever holds an appointment's row already (to change it) takes calendars after it; so a seat
 * in a running session, which needs its row alone, is taken before any calendar is locked.
 */
export async function takeTime(context: Context, plan: Plan, wish: Wish): Promise<Taking | null> {
  // A business whose staff list has nobody for the service: staff may still write the appointment down.
  if (plan.candidates.length === 0 && wish.by === "rules") return null;
  let able = plan;
  const mayJoin = wish.by === "rules" && plan.service.enableGroupBooking;
  // One person alone is tried without looking first.
  if (plan.candidates.length > 1 || mayJoin) {
    const seen = await look(context, plan, wish);
    if (!seen) return null;
    const seat = seen.joins ? await takeSeat(context, plan, seen, wish) : null;
    if (seat) return seat;
    if (!seen.joins) able = narrowed(plan, seen.hostIds);
  }
  const found = await look(context, able, wish, true);
  if (!found) return null;
  if (found.joins) return takeSeat(context, able, found, wish);
  const candidate = await choose(context, narrowed(plan, found.hostIds), wish);
  return {
    ...wish,
    candidate,
    claims: claimsFor(plan, wish, [...(candidate ? [candidate.calendarId] : []), ...found.unitIds]),
    sessionId: null,
  };
}

/** Keeps every calendar that a series may take to this transaction, so that its occurrences need no further locks. */
export const lockAll = (context: Context, plan: Plan): Promise<void> => lockCalendars(context, calendarsOf(plan));

const narrowed = (plan: Plan, hostIds: number[]): Plan => ({
  ...plan,
  candidates: hostIds.map((id) => plan.candidates.find(({ employeeId }) => employeeId === id)!),
});

/** A seat in the session that was found, its row locked; null when somebody took the last one meanwhile. */
async function takeSeat(context: Context, plan: Plan, { hostIds }: Found, wish: Wish): Promise<Taking | null> {
  const candidate = plan.candidates.find(({ employeeId }) => employeeId === hostIds[0])!;
  const session = await lockSession(context, plan, candidate.employeeId, wish);
  return session && { ...wish, end: session.end, candidate, claims: [], sessionId: session.id };
}

/** `lock`: keeps the calendars to this transaction before it looks at them. */
const look = (context: Context, plan: Plan, wish: Wish, lock = false) =>
  wish.by === "rules" ? byRules(context, plan, wish, lock) : byTime(context, plan, wish, lock);

async function byRules(context: Context, plan: Plan, wish: Wish, lock: boolean): Promise<Found | null> {
  const wanted = {
    from: wish.start,
    to: wish.start + 1,
    extraMinutes: (wish.end - wish.start) / MINUTE - plan.service.duration,
    ...(wish.bookerZone ? { bookerZone: wish.bookerZone } : {}),
    ...(wish.except ? { except: wish.except } : {}),
  };
  // What a hold keeps was found on the grid when it was made; since then neighbours may have moved it.
  const grid = wish.except?.holdId === undefined ? "offered" : "any";
  const search = await searchFor(context, plan, { ...wanted, grid, lock });
  const again = () => searchFor(context, plan, { ...wanted, grid: "recent" });
  const slot = await stillBookable(search, wish.start, again);
  if (!slot) return null;
  const joins = search.sessions.some((session) => session.start === wish.start && session.hostId === slot.hostIds[0]);
  const units = plan.resources.map((resource, index) => ({ ...resource, busy: search.resources[index]!.units }));
  return { hostIds: slot.hostIds, joins, unitIds: joins ? [] : (freeUnits(plan, wish, units) ?? []) };
}

async function byTime(context: Context, plan: Plan, wish: Wish, lock: boolean): Promise<Found | null> {
  const [from, to] = blocked(plan, wish);
  const read = lock ? lockAndReadBusy : readBusy;
  const busy = (await read(context, calendarsOf(plan), from, to)).filter(
    // Staff may call somebody in from holiday: out of office does not stop them, what is claimed does.
    (one) => isClaim(one) && isInTheWay(one, wish.except ?? {}),
  );
  const taken = Map.groupBy(busy, ({ calendarId }) => calendarId);
  const unitIds = freeUnits(
    plan,
    wish,
    plan.resources.map((resource) => ({ ...resource, busy: resource.calendarIds.map((id) => taken.get(id) ?? []) })),
  );
  const able = plan.candidates.filter(({ calendarId }) => !taken.has(calendarId));
  if (!unitIds || (able.length === 0 && plan.candidates.length > 0)) return null;
  return { hostIds: able.map(({ employeeId }) => employeeId), joins: false, unitIds };
}

type UnitsWithBusy = { needed: number; calendarIds: number[]; busy: { start: number; end: number }[][] };
/** The first free units of each resource, or null where one has too few. */
function freeUnits(plan: Plan, wish: Wish, resources: UnitsWithBusy[]): number[] | null {
  const [from, to] = blocked(plan, wish);
  const chosen: number[] = [];
  for (const { needed, calendarIds, busy } of resources) {
    const free = calendarIds.filter((_, unit) => !busy[unit]!.some(({ start, end }) => start < to && end > from));
    if (free.length < needed) return null;
    chosen.push(...free.slice(0, needed));
  }
  return chosen;
}

/** What a wish takes of calendars. */
export function claimsFor(plan: Plan, wish: Wish, calendarIds: number[]): Claim[] {
  const [start, end] = blocked(plan, wish);
  return calendarIds.map((calendarId) => ({ calendarId, start, end }));
}

const calendarsOf = (plan: Plan) => [
  ...plan.candidates.map(({ calendarId }) => calendarId),
  ...plan.resources.flatMap((resource) => resource.calendarIds),
];

/** The group session at that start, locked, if it still has a seat: the count is taken under the lock of its row (SEMANTICS 10). */
async function lockSession(
  context: Context,
  plan: Plan,
  employeeId: number,
  wish: Wish,
): Promise<{ id: number; end: number } | null> {
  const { rows } = await sql<{ id: number; capacity: number; endsAt: string }>`
    select id, capacity, ends_at from appointments
    where business_id = ${context.businessId} and service_id = ${plan.service.id} and employee_id = ${employeeId} and is_group
      and status in ('pending', 'approved') and deleted_at is null and starts_at = ${iso(wish.start)}
    for update`.execute(context.db);
  const [session] = rows;
  if (!session) return null;
  const { rows: counts } = await sql<{ taken: number }>`
    select (select count(*)::int from appointment_attendees where business_id = ${context.businessId} and appointment_id = ${session.id} and status = 'booked')
      + (select count(*)::int from holds where business_id = ${context.businessId} and appointment_id = ${session.id} and expires_at > ${iso(context.now)} and id <> ${wish.except?.holdId ?? 0}) as taken`.execute(
    context.db,
  );
  return counts[0]!.taken < session.capacity ? { id: session.id, end: Date.parse(session.endsAt) } : null;
}
