import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { dateOfDay, dayOfDate } from "../../time/availability/calendar.ts";
import type { Interval } from "../../time/availability/interval.ts";
import { calibrationOf, rankContenders } from "../../time/availability/round-robin.ts";
import { instantOf, localDate } from "../../time/availability/zone.ts";
import type { EventPlan, PlanHost } from "./plan.ts";

/** Whose turn it is, and what it was decided by: kept with the booking, and told by `explain`. */
export type Assignment = { rule: string; hostIds: number[]; ranking: Rank[] };
export type Rank = {
  userId: number;
  name: string;
  shortfall: number;
  bookings: number;
  calibration: number;
  weight: number;
  priority: number;
};

/**
 * The hosts in the order of whose turn it is for a booking at `start` (epoch milliseconds), by SEMANTICS 12 and 14: counted
 * in the month or day of its creation, or of its start, in the zone of the event type. Each group of hosts shares its own
 * meetings out (SEMANTICS 13): what hosts of other groups get, and those who always come along, is nobody's share.
 */
export async function rankHosts(context: Context, plan: EventPlan, hosts: PlanHost[], start: number): Promise<Rank[]> {
  const { eventType } = plan;
  const byStart = eventType.roundRobinBasis === "startTime";
  const period = periodOf(plan, byStart ? start : context.now);
  const everybody = plan.hosts;
  const given = await readGiven(context, plan, byStart ? "starts_at" : "created_at", period);
  const absences = eventType.countAbsences
    ? await readAbsences(context, everybody, period)
    : new Map<number, Interval[]>();
  const weightOf = (host: PlanHost) => (eventType.isRrWeightsEnabled ? host.weight : 100);
  const colleagues = everybody.map((host) => ({
    id: host.userId,
    weight: weightOf(host),
    joinedAt: host.joinedAt,
    absences: absences.get(host.calendarId) ?? [],
    isFixed: host.isFixed,
    groupId: host.groupId,
  }));
  const contenders = hosts.map((host) => {
    const own = colleagues.find(({ id }) => id === host.userId) ?? { id: host.userId, joinedAt: 0 };
    const others = colleagues.filter(
      ({ id, isFixed, groupId }) => id !== host.userId && !isFixed && groupId === host.groupId,
    );
    const ats = given.filter(({ hostId }) => hostId === host.userId).map(({ at }) => at);
    return {
      id: host.userId,
      name: host.name,
      weight: weightOf(host),
      priority: host.priority,
      bookings: ats.length,
      calibration: calibrationOf(own, others, given),
      groupId: host.groupId,
      lastBookedAt: given.findLast(({ hostId }) => hostId === host.userId)?.at ?? null,
    };
  });
  const details = new Map(contenders.map((one) => [one.id, one]));
  const groups = [...Map.groupBy(contenders, ({ groupId }) => groupId).values()];
  return groups.flatMap(rankContenders).map(({ id, shortfall }) => {
    const { name, bookings, calibration, weight, priority } = details.get(id)!;
    return { userId: id, name, shortfall, bookings, calibration, weight, priority };
  });
}

/** The local month or day around an instant. Epoch milliseconds. */
function periodOf({ eventType, zone }: EventPlan, at: number): Interval {
  const date = localDate(zone, at);
  if (eventType.roundRobinPeriod === "day")
    return { start: instantOf(zone, date, 0), end: instantOf(zone, dateOfDay(dayOfDate(date) + 1), 0) };
  const first = `${date.slice(0, 7)}-01`;
  const nextMonth = dateOfDay(dayOfDate(first) + 32).slice(0, 7);
  return { start: instantOf(zone, first, 0), end: instantOf(zone, `${nextMonth}-01`, 0) };
}

type Given = { hostId: number; at: number };
/** What each host has been given in the period, in order. Whoever ends up with a meeting has it. */
async function readGiven(
  context: Context,
  { eventType, hosts }: EventPlan,
  basis: "starts_at" | "created_at",
  { start, end }: Interval,
): Promise<Given[]> {
  const statuses = ["accepted", "pending", ...(eventType.countCancellations ? ["cancelled"] : [])];
  const { rows } = await sql<Given>`
    select h.user_id as host_id, (extract(epoch from b.${sql.ref(basis)}) * 1000)::float8 as at
    from bookings b join booking_hosts h on h.business_id = b.business_id and h.booking_id = b.id
    where b.business_id = ${context.businessId} and b.event_type_id = ${eventType.id} and b.status = any(${statuses})
      and b.${sql.ref(basis)} >= ${iso(start)} and b.${sql.ref(basis)} < ${iso(end)}
      and h.user_id = any(${hosts.map(({ userId }) => userId)})
      and (${eventType.countNoShows} or not (b.host_no_show or exists (select from booking_attendees a
        where a.business_id = b.business_id and a.booking_id = b.id and a.no_show)))
    order by 2, b.id`.execute(context.db);
  return rows;
}

async function readAbsences(context: Context, hosts: PlanHost[], { start, end }: Interval) {
  const { rows } = await sql<{ calendarId: number; start: number; end: number }>`
    select calendar_id, (extract(epoch from starts_at) * 1000)::float8 as start, (extract(epoch from ends_at) * 1000)::float8 as end
    from out_of_office where business_id = ${context.businessId} and calendar_id = any(${hosts.map(({ calendarId }) => calendarId)})
      and ends_at > ${iso(start)} and starts_at < ${iso(end)}`.execute(context.db);
  return Map.groupBy(rows, ({ calendarId }) => calendarId) as Map<number, Interval[]>;
}
