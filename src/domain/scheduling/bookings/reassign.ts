import { sql } from "kysely";
import { seeingAll } from "../../../platform/database.ts";
import { conflict, invalid, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { insertClaims, releaseClaims } from "../../time/calendars/claims.ts";
import { type EventPlan, type PlanHost, readEventPlan, readHosts } from "../slots/plan.ts";
import { type Assignment, type Rank, rankHosts } from "../slots/rank.ts";
import { eventTypeOf } from "./cancel.ts";
import { bookingOfHandle } from "./handle.ts";
import { noteChange } from "./history.ts";
import { currentHosts, replaceHosts } from "./hosts.ts";
import { emitBooking } from "./payload.ts";
import { keepsTime, putThere, timesOf } from "./reschedule.ts";
import type { BookingView } from "./schema.ts";
import { takeAnyTime } from "./take.ts";
import { isOpen } from "./transitions.ts";
import { readBooking } from "./view.ts";

type Wanted = {
  userId?: number | undefined;
  fromUserId?: number | undefined;
  start?: string | undefined;
  reason?: string | undefined;
};

/**
 * Gives a booking to another host: the one who is named, or whoever's turn it is among those who are free then. The new
 * host is credited with it (SEMANTICS 14). With `start` it moves as well, both or neither. Throws CONFLICT where nobody can
 * take it.
 */
export const reassignBooking = (context: Context, handle: number | string, wanted: Wanted): Promise<BookingView> =>
  seeingAll(context.db, () => reassign(context, handle, wanted));

async function reassign(context: Context, handle: number | string, wanted: Wanted): Promise<BookingView> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  if (!handled.seen) throw missing("booking", handle);
  if (!isOpen(handled.status))
    throw refuse(conflict, `This booking is ${handled.status} and cannot be given to anybody.`);
  const hosts = await currentHosts(context, handled.id);
  const { start, end } = timesOf(handled, { start: wanted.start ?? handled.startsAt });
  const plan =
    handled.eventTypeId === null
      ? null
      : await readEventPlan(context, { eventTypeId: handled.eventTypeId }, { evenInactive: true });
  const leaving = leavingOf(plan, hosts, wanted.fromUserId);
  const ranking = await candidatesFor(context, plan, { hosts, leaving, start, userId: wanted.userId });
  const candidates = ranking.map(({ host }) => host);
  const times = { start, end, except: { bookingId: handled.id } };
  const buffers = { beforeEventBuffer: handled.bufferBefore, afterEventBuffer: handled.bufferAfter };
  const next = await firstFree(context, buffers, candidates, times);
  if (!next)
    throw refuse(conflict, wanted.userId ? `${candidates[0]!.name} is busy then.` : "Nobody else is free then.");

  const after = leaving ? hosts.map((host) => (host === leaving ? next : host)) : [next];
  const claims = await takeAnyTime(context, { eventType: buffers, hosts: after } as EventPlan, times);
  const by = context.caller.name;
  const reason = wanted.reason || null;
  const assignment: Assignment = {
    rule: wanted.userId === undefined ? "given to whoever's turn it is" : "given by hand",
    hostIds: after.map(({ userId }) => userId),
    ranking: ranking.flatMap(({ rank }) => rank ?? []),
  };
  await noteChange(context, handled.id, {
    kind: "reassigned",
    by,
    reason,
    details: { fromUserId: leaving?.userId ?? null, userId: next.userId },
  });
  if (start !== epoch(handled.startsAt)) {
    const to = { start: iso(start), reason };
    const moving = { handled, eventType: await eventTypeOf(context, handled), side: "host", to, times } as const;
    return (await putThere(context, moving, hosts, { claims, taken: after, assignment })).booking;
  }
  const before = await readBooking(context, handled.id);
  await releaseClaims(context, { bookingId: handled.id });
  if (keepsTime(handled.status, plan?.eventType ?? null))
    await insertClaims(context, claims, { bookingId: handled.id });
  await replaceHosts(context, handled.id, after);
  await sql`
    update bookings set user_id = ${after[0]!.userId}, sequence = sequence + 1, assignment_reason = ${JSON.stringify(assignment)}::jsonb
    where business_id = ${context.businessId} and id = ${handled.id}`.execute(context.db);
  const booking = await readBooking(context, handled.id);
  context.audit({ action: "booking.reassigned", subject: "booking", subjectId: handled.id, before, after: booking });
  emitBooking(context, "booking.updated", booking, {
    kind: "reassigned",
    by,
    side: "host",
    reason,
    previousHostIds: hosts.map((host) => host.userId),
  });
  return booking;
}

/**
 * Who gives the booking away: where nobody is named the first who need not be there (SEMANTICS 13), else the organizer; null
 * where it has no host left.
 */
function leavingOf(plan: EventPlan | null, hosts: PlanHost[], userId: number | undefined): PlanHost | null {
  const fixed = new Set(plan?.hosts.flatMap((host) => (host.isFixed ? host.userId : [])));
  if (userId === undefined) return hosts.find((host) => !fixed.has(host.userId)) ?? hosts[0] ?? null;
  const named = hosts.find((host) => host.userId === userId);
  if (!named) throw invalid("fromUserId", "Is no host of this booking");
  return named;
}

type Vacancy = { hosts: PlanHost[]; leaving: PlanHost | null; start: number; userId: number | undefined };
/**
 * Whoever is named, member of the business as they must be; else the event type's other hosts, whose turn it is first: of
 * the group of whoever leaves, and nobody where that is a host who always comes along.
 */
async function candidatesFor(
  context: Context,
  plan: EventPlan | null,
  { hosts, leaving, start, userId }: Vacancy,
): Promise<{ host: PlanHost; rank?: Rank }[]> {
  const taken = new Set(hosts.map((host) => host.userId));
  if (userId !== undefined) {
    if (taken.has(userId)) throw invalid("userId", "Is a host of this booking already");
    const [named] = await readHosts(context, [userId]);
    if (!named) throw invalid("userId", "Is no member of this business");
    if (plan?.team && !plan.hosts.some((host) => host.userId === userId))
      throw invalid("userId", `${named.name} is no host of ${plan.eventType.title}`);
    return [{ host: named }];
  }
  const place = plan?.hosts.find((host) => host.userId === leaving?.userId);
  if (place?.isFixed && plan?.eventType.schedulingType === "roundRobin")
    throw refuse(conflict, `${place.name} hosts every ${plan.eventType.title}. Name somebody with userId.`);
  const others =
    plan?.hosts.filter(
      (host) => !host.isFixed && !taken.has(host.userId) && (!place || host.groupId === place.groupId),
    ) ?? [];
  if (!plan || others.length === 0)
    throw refuse(conflict, "There is nobody else who could take it. Name somebody with userId.");
  const ranking = await rankHosts(context, plan, others, start);
  return ranking.map((rank) => ({ host: others.find((host) => host.userId === rank.userId)!, rank }));
}

/** The first who has nothing else then. Their calendar is looked at under its lock; those who are busy are let go again. */
async function firstFree(
  context: Context,
  buffers: { beforeEventBuffer: number; afterEventBuffer: number },
  candidates: PlanHost[],
  times: { start: number; end: number; except: { bookingId: number } },
): Promise<PlanHost | null> {
  for (const host of candidates) {
    const free = await context
      .attempt(() => takeAnyTime(context, { eventType: buffers, hosts: [host] } as EventPlan, times))
      .then(
        () => true,
        (error) => {
          if (error?.type === conflict) return false;
          throw error;
        },
      );
    if (free) return host;
  }
  return null;
}
