import { sql } from "kysely";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { stillBookable } from "../../time/availability/slots.ts";
import { isClaim, lockAndReadBusy } from "../../time/calendars/busy.ts";
import type { Claim } from "../../time/calendars/claims.ts";
import { calendarOfUser } from "../../time/calendars/store.ts";
import { chooseHosts, standIn } from "../slots/choose.ts";
import { suitsLength } from "../slots/lengths.ts";
import type { EventPlan, PlanHost } from "../slots/plan.ts";
import type { Assignment } from "../slots/rank.ts";
import { calendarsOf, searchFor, type Wanted } from "../slots/search.ts";

/** A stretch of time that an event type shall take. Instants in epoch milliseconds. */
export type Wish = {
  start: number;
  end: number;
  bookerZone: string;
  /** Seats asked for, the booker's and the guests'. */
  seats?: number;
  /** Hosts that keep the meeting where they can, as on moving it. */
  preferred?: number[];
  except?: { bookingId?: number | undefined; holdId?: number | undefined };
};

/** Time that is locked and free: whose, and what to claim. With `sessionId` there are seats in a running session. */
export type Taking = {
  start: number;
  end: number;
  /** The organizer first. */
  hosts: PlanHost[];
  claims: Claim[];
  sessionId: number | null;
  assignment: Assignment | null;
};

/**
 * Finds who can take the time, locks their calendars, looks again and answers what to claim; null where nobody can. The
 * claims are the caller's to insert, in the same transaction.
 *
 * Of many hosts only those who shall take it are locked, so that a large team's bookings do not wait for each other. Who
 * was lost while this waited is seen as busy on the next look; locks of lost tries are given back (a savepoint), so that
 * two bookings never wait for each other in a circle.
 */
export async function takeTime(context: Context, given: EventPlan, wish: Wish): Promise<Taking | null> {
  const plan = await withCalendars(context, given);
  const isSession = plan.eventType.seatsPerTimeSlot !== null;
  // What a hold keeps was found on the grid when it was made: the hosts that it keeps may by themselves have another.
  const grid = wish.except?.holdId === undefined ? "offered" : "any";
  // One person alone is locked without looking first.
  if (plan.hosts.length <= 1 && !isSession) {
    await lockLimits(context, plan);
    const found = await look(context, plan, wish, { grid, lock: true });
    return found && taking(plan, wish, found.hosts, standIn(plan, found.hosts));
  }
  for (let tries = 0; tries <= plan.hosts.length; tries++) {
    const seen = await look(context, plan, wish, { grid, lock: false });
    if (!seen) return null;
    if (seen.joins) {
      const session = await lockSession(context, plan, wish);
      if (session) return session;
      continue;
    }
    const choice = await chooseHosts(context, plan, seen.hosts, wish.start, wish.preferred);
    const kept = await tryToKeep(context, { ...plan, hosts: choice.hosts }, wish);
    if (kept) return taking(plan, wish, kept, choice.assignment);
  }
  return null;
}

class Lost extends Error {}
/** Locks and looks again; where somebody was quicker, the locks are given back. */
async function tryToKeep(context: Context, plan: EventPlan, wish: Wish): Promise<PlanHost[] | null> {
  try {
    return await context.attempt(async () => {
      await lockLimits(context, plan);
      // The grid is that of all hosts together, on which the start was found: of these few it only matters that they are free.
      const found = await look(context, plan, wish, { grid: "any", lock: true });
      if (!found || found.joins) throw new Lost();
      // Everybody who was chosen, in the order of the choice.
      return plan.hosts.every((host) => found.hosts.some(({ userId }) => userId === host.userId)) ? plan.hosts : null;
    });
  } catch (error) {
    if (error instanceof Lost) return null;
    throw error;
  }
}

/**
 * Keeps to this transaction what counts towards the limits of a team's event type. Its hosts' calendars do not: two who book
 * different hosts would each count the day without the other. Always before calendars, never after, so that nobody waits in
 * a circle; the row is not deleted meanwhile and may be referred to.
 */
export async function lockLimits(context: Context, { eventType }: EventPlan): Promise<void> {
  const limits = [eventType.bookingLimits, eventType.durationLimits].flatMap((limit) => Object.values(limit));
  if (eventType.teamId === null || !limits.some(Boolean)) return;
  await sql`select id from event_types where business_id = ${context.businessId} and id = ${eventType.id} for no key update`.execute(
    context.db,
  );
}

async function look(context: Context, plan: EventPlan, wish: Wish, how: Pick<Wanted, "grid" | "lock">) {
  const wanted = {
    from: wish.start,
    to: wish.start + 1,
    lengthMinutes: (wish.end - wish.start) / MINUTE,
    bookerZone: wish.bookerZone,
    ...(wish.except ? { except: wish.except } : {}),
    ...(wish.seats ? { seats: wish.seats } : {}),
  };
  const { search, hosts } = await searchFor(context, plan, { ...wanted, ...how });
  const again = async () => (await searchFor(context, plan, { ...wanted, grid: "recent" })).search;
  const slot = await stillBookable(search, wish.start, again);
  if (!slot) return null;
  // Seats are told of sessions that run already alone.
  const joins = slot.seatsLeft !== undefined;
  return { joins, hosts: slot.hostIds.map((id) => hosts.find(({ userId }) => userId === id)!) };
}

function taking(plan: EventPlan, { start, end }: Wish, hosts: PlanHost[], assignment: Assignment | null): Taking {
  return { start, end, hosts, claims: claimsFor(plan, { start, end }, hosts), sessionId: null, assignment };
}

/** What a booking takes of its hosts' calendars: from when to when, with the event type's buffers (SEMANTICS 3). */
export function claimsFor(
  { eventType }: Pick<EventPlan, "eventType">,
  { start, end }: { start: number; end: number },
  hosts: Pick<PlanHost, "calendarId">[],
): Claim[] {
  const from = start - eventType.beforeEventBuffer * MINUTE;
  const until = end + eventType.afterEventBuffer * MINUTE;
  return hosts.map(({ calendarId }) => ({ calendarId, start: from, end: until }));
}

/** The session at that start, locked, if it still has the seats: they are counted under the lock of its row (SEMANTICS 10). */
async function lockSession(context: Context, plan: EventPlan, wish: Wish): Promise<Taking | null> {
  const { rows } = await sql<{ id: number; seats: number; endsAt: string; hostIds: number[] }>`
    select id, seats, ends_at, array(select user_id from booking_hosts h where h.business_id = b.business_id and h.booking_id = b.id) as host_ids
    from bookings b
    where business_id = ${context.businessId} and event_type_id = ${plan.eventType.id} and seats is not null
      and status in ('accepted', 'pending') and starts_at = ${iso(wish.start)}
      and id <> ${wish.except?.bookingId ?? 0}
    order by id for update`.execute(context.db);
  const wanted = (wish.end - wish.start) / MINUTE;
  for (const session of rows) {
    if (!suitsLength(plan.eventType, wanted, (Date.parse(session.endsAt) - wish.start) / MINUTE)) continue;
    const { rows: counts } = await sql<{ taken: number }>`
      select (select count(*)::int from booking_attendees where business_id = ${context.businessId} and booking_id = ${session.id} and status = 'booked')
        + (select count(*)::int from holds where business_id = ${context.businessId} and booking_id = ${session.id} and expires_at > ${iso(context.now)} and id <> ${wish.except?.holdId ?? 0}) as taken`.execute(
      context.db,
    );
    if (counts[0]!.taken + (wish.seats ?? 1) > session.seats) continue;
    const hosts = plan.hosts.filter(({ userId }) => session.hostIds.includes(userId));
    return {
      start: wish.start,
      end: Date.parse(session.endsAt),
      hosts,
      claims: [],
      sessionId: session.id,
      assignment: null,
    };
  }
  return null;
}

/**
 * Takes time for these very hosts whatever hours, notice and window say, as hosts themselves may; what others have claimed
 * stands in the way all the same. Throws CONFLICT where it does.
 */
export async function takeAnyTime(
  context: Context,
  given: EventPlan,
  { start, end, except }: Pick<Wish, "start" | "end" | "except">,
): Promise<Claim[]> {
  const plan = await withCalendars(context, given);
  const claims = claimsFor(plan, { start, end }, plan.hosts);
  if (claims.length === 0) return [];
  const [{ start: from, end: until }] = claims as [Claim];
  const busy = await lockAndReadBusy(context, calendarsOf(plan.hosts), from, until);
  const taken = busy.filter(
    (one) =>
      isClaim(one) &&
      (one.bookingId === null || one.bookingId !== except?.bookingId) &&
      (one.holdId === null || one.holdId !== except?.holdId),
  );
  if (taken.length === 0) return claims;
  const nameOf = (calendarId: number) => plan.hosts.find((host) => host.calendarId === calendarId)?.name ?? "A host";
  throw refuse(
    conflict,
    "This time is taken.",
    taken.map((one) => ({
      field: "start",
      message: `${nameOf(one.calendarId)} is busy from ${iso(one.start)} to ${iso(one.end)}`,
    })),
  );
}

/** Members who never had anything booked may have no calendar yet. */
async function withCalendars(context: Context, plan: EventPlan): Promise<EventPlan> {
  if (plan.hosts.every(({ calendarId }) => calendarId > 0)) return plan;
  const hosts: PlanHost[] = [];
  for (const host of plan.hosts)
    hosts.push(host.calendarId > 0 ? host : { ...host, calendarId: await calendarOfUser(context, host.userId) });
  return { ...plan, hosts };
}
