import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readHeldSeats } from "../../services/holds/sessions.ts";
import { DAY, MINUTE } from "../../time/availability/calendar.ts";
import { gridReach } from "../../time/availability/grid.ts";
import { hoursAround } from "../../time/availability/hours.ts";
import { clip, type Interval } from "../../time/availability/interval.ts";
import type { Host, Limit, Session, SlotSearch } from "../../time/availability/slots.ts";
import { resolveWindow, type WindowPolicy } from "../../time/availability/windows.ts";
import { instantOf, localDate } from "../../time/availability/zone.ts";
import { type BusyTime, isClaim, lockAndReadBusy, readBusy } from "../../time/calendars/busy.ts";
import { describeBusy, type IsYoung, nothingYoung, readYoung } from "../../time/calendars/young.ts";
import { readRedirects } from "../../time/out-of-office/redirects.ts";
import { lengthsOf, suitsLength } from "./lengths.ts";
import { type EventPlan, type PlanHost, readHosts } from "./plan.ts";

/** Which part of a plan to search, and how. Instants are epoch milliseconds. */
export type Wanted = {
  from: number;
  to: number;
  lengthMinutes: number;
  /** Rolling windows end with the day in the booker's zone; where the event type locks its own, in that. */
  bookerZone: string;
  /** "offered" lists; "recent" checks a start that was listed before, "any" once more what was found on the grid before. */
  grid?: "offered" | "recent" | "any";
  /** Leaves out one booking and one hold: those that are being moved or taken up. */
  except?: { bookingId?: number | undefined; holdId?: number | undefined };
  seats?: number;
  /** Whether to keep the hosts' calendars to this transaction first, for what is about to be booked. */
  lock?: boolean;
};
/** A search, and who its hosts are: colleagues who stand in for somebody who is away are among them. */
export type EventSearch = { search: SlotSearch; hosts: PlanHost[] };

/** The search of the slot engine for an event type: hours, busy time, sessions and limits around [from, to). */
export async function searchFor(context: Context, plan: EventPlan, wanted: Wanted): Promise<EventSearch> {
  const { eventType } = plan;
  const { to, except = {}, lengthMinutes } = wanted;
  const [before, after] = [eventType.beforeEventBuffer, eventType.afterEventBuffer];
  const bookerZone = eventType.lockTimeZone ? plan.zone : wanted.bookerZone;
  const checked = wanted.grid === "any";
  const bookableDays = eventType.periodType === "ROLLING_WINDOW" && !checked ? periodDaysOf(eventType) : null;
  const firstOfDay = eventType.onlyFirstSlotPerDay && !checked ? { zone: plan.zone } : null;
  const from = Math.min(
    wanted.from,
    // Days are counted from now on, and the first slot of a day is known by what is before it.
    bookableDays === null ? wanted.from : context.now,
    firstOfDay === null ? wanted.from : instantOf(plan.zone, localDate(plan.zone, wanted.from), 0),
  );
  const neighbours = (lengthMinutes + before + after) * MINUTE;
  const spaced = {
    lengthMinutes,
    ...intervalOf(eventType, lengthMinutes),
    offsetMinutes: eventType.offsetStart,
    grid: wanted.grid ?? "offered",
  } as const;
  // Where starts lie depends on what is taken before them.
  const reach = gridReach(spaced);
  const around = { from: from - neighbours - reach, to: to + neighbours };
  const busy = (
    await (wanted.lock ? lockAndReadBusy : readBusy)(context, calendarsOf(plan.hosts), around.from, around.to)
  ).filter(
    (one) =>
      (one.bookingId === null || one.bookingId !== except.bookingId) &&
      (one.holdId === null || one.holdId !== except.holdId),
  );
  const standIns = await readStandIns(context, plan, busy, { ...around, lock: wanted.lock ?? false });
  const byCalendar = Map.groupBy([...busy, ...standIns.flatMap((one) => one.busy)], ({ calendarId }) => calendarId);
  const isYoung =
    wanted.grid === "recent" && reach > 0
      ? await readYoung(context, [...byCalendar.keys()], around.from, around.to)
      : nothingYoung;
  const known = { byCalendar, isYoung, groups: groupNumbers(plan.hosts) };
  const all = [...plan.hosts, ...standIns.map(({ host }) => host)];
  const hosts = [
    ...plan.hosts.map((host) => toHost(host, hoursAround(host.schedule, around.from, around.to), known)),
    ...standIns.map(({ host, hours }) => toHost(host, hours, known)),
  ];
  const search: SlotSearch = {
    from: wanted.from,
    to,
    now: context.now,
    ...spaced,
    beforeMinutes: before,
    afterMinutes: after,
    noticeMinutes: eventType.minimumBookingNotice,
    window: resolveWindow(policyOf(eventType), context.now, bookerZone, plan.zone),
    ...(bookableDays === null ? {} : { bookableDays: { days: bookableDays, zone: bookerZone } }),
    ...(firstOfDay ? { firstOfDay } : {}),
    hosts,
    choose: choiceOf(plan),
    resources: [],
    sessions: eventType.seatsPerTimeSlot
      ? await readSessions(context, { ...plan, hosts: all }, { ...wanted, from })
      : [],
    ...(eventType.seatsPerTimeSlot === null
      ? {}
      : { unopened: await readUnopened(context, eventType, from, to, except.holdId) }),
    ...(wanted.seats ? { seats: wanted.seats } : {}),
    limits: await readLimits(context, plan, from, to, except.bookingId),
  };
  return { search, hosts: all };
}

/** SEMANTICS 1: its slot interval, else the chosen length; a length that a host has made up is chosen from no list of starts. */
function intervalOf(eventType: EventPlan["eventType"], lengthMinutes: number): Pick<SlotSearch, "intervalMinutes"> {
  if (eventType.slotInterval) return { intervalMinutes: eventType.slotInterval };
  return lengthsOf(eventType).includes(lengthMinutes) ? {} : { intervalMinutes: eventType.length };
}

export const calendarsOf = (hosts: PlanHost[]): number[] => hosts.flatMap(({ calendarId }) => calendarId || []);

/** Everybody; anybody; or fixed hosts with one of each group (SEMANTICS 13). */
function choiceOf({ eventType, hosts }: EventPlan): SlotSearch["choose"] {
  if (eventType.schedulingType === "collective") return "all";
  return hosts.some(({ isFixed, groupId }) => isFixed || groupId !== null) ? "groups" : "any";
}

/** As many as a new event type has, where none are said. */
const periodDaysOf = ({ periodDays }: EventPlan["eventType"]) => periodDays ?? 60;

function policyOf(eventType: EventPlan["eventType"]): WindowPolicy {
  const days = periodDaysOf(eventType);
  switch (eventType.periodType) {
    case "ROLLING":
      return { kind: "rolling", days, businessDaysOnly: !eventType.periodCountCalendarDays };
    case "ROLLING_WINDOW":
      return { kind: "rollingBookable", days };
    case "RANGE":
      return { kind: "range", from: eventType.periodStartDate!, until: eventType.periodEndDate! };
    default:
      return { kind: "unlimited" };
  }
}

const groupNumbers = (hosts: PlanHost[]) =>
  new Map([...new Set(hosts.flatMap(({ groupId }) => groupId ?? []))].map((id, number) => [id, number + 1]));

type Known = { byCalendar: Map<number, BusyTime[]>; isYoung: IsYoung; groups: Map<string, number> };
function toHost(
  { userId, schedule, calendarId, isFixed, groupId }: PlanHost,
  hours: Interval[],
  { byCalendar, isYoung, groups }: Known,
): Host {
  const taken = (byCalendar.get(calendarId) ?? []).map((one) => describeBusy(one, isYoung));
  return {
    id: userId,
    zone: schedule.zone,
    hours,
    busy: taken,
    schedule,
    fixed: isFixed,
    ...(groupId === null ? {} : { group: groups.get(groupId)! }),
  };
}

type StandIn = { host: PlanHost; hours: Interval[]; busy: BusyTime[] };
/**
 * While the owner of a personal event type is away and has named a colleague, the colleague's own hours are offered. Teams
 * have other hosts for that.
 */
async function readStandIns(
  context: Context,
  plan: EventPlan,
  busy: BusyTime[],
  { lock, ...around }: { from: number; to: number; lock: boolean },
): Promise<StandIn[]> {
  const [owner] = plan.hosts;
  if (plan.eventType.teamId !== null || !owner) return [];
  if (!busy.some((one) => !isClaim(one) && one.outside === null)) return [];
  const redirects = await readRedirects(context, [owner.userId], around.from, around.to);
  if (redirects.length === 0) return [];
  const colleagues = await readHosts(context, [...new Set(redirects.map(({ toUserId }) => toUserId))].sort());
  // Their calendars are kept as well: they are booked by event types of their own at the same time.
  const taken = await (lock ? lockAndReadBusy : readBusy)(context, calendarsOf(colleagues), around.from, around.to);
  return colleagues.map((host) => ({
    host,
    hours: redirects
      .filter(({ toUserId }) => toUserId === host.userId)
      .flatMap(({ start, end }) => clip(hoursAround(host.schedule, start, end), start, end)),
    busy: taken.filter(({ calendarId }) => calendarId === host.calendarId),
  }));
}

/**
 * Sessions of the event type that suit the length wanted, holds on seats counted, once for each of their hosts. Full ones are
 * among them, for explanations.
 */
async function readSessions(
  context: Context,
  { eventType, hosts }: EventPlan,
  { from, to, lengthMinutes, except = {} }: Wanted,
): Promise<Session[]> {
  const { rows } = await sql<{ hostIds: number[]; startMs: number; endMs: number; seatsLeft: number }>`
    select (extract(epoch from starts_at) * 1000)::float8 as start_ms, (extract(epoch from ends_at) * 1000)::float8 as end_ms,
      array(select user_id from booking_hosts h where h.business_id = b.business_id and h.booking_id = b.id) as host_ids,
      seats - (select count(*)::int from booking_attendees a where a.business_id = b.business_id and a.booking_id = b.id and a.status = 'booked')
        - (select count(*)::int from holds h where h.business_id = b.business_id and h.booking_id = b.id and h.expires_at > ${iso(context.now)} and h.id <> ${except.holdId ?? 0}) as seats_left
    from bookings b
    where business_id = ${context.businessId} and event_type_id = ${eventType.id} and seats is not null and status in ('accepted', 'pending')
      and starts_at >= ${iso(from)} and starts_at < ${iso(to)} and id <> ${except.bookingId ?? 0}`.execute(context.db);
  const known = new Set(hosts.map(({ userId }) => userId));
  return rows.flatMap(({ hostIds, startMs, endMs, seatsLeft }) =>
    suitsLength(eventType, lengthMinutes, (endMs - startMs) / MINUTE)
      ? hostIds.filter((id) => known.has(id)).map((hostId) => ({ hostId, start: startMs, end: endMs, seatsLeft }))
      : [],
  );
}

const readUnopened = async (
  context: Context,
  { id: eventTypeId, seatsPerTimeSlot }: EventPlan["eventType"],
  from: number,
  to: number,
  exceptHold?: number,
) => ({
  seats: seatsPerTimeSlot!,
  held: await readHeldSeats(context, { eventTypeId }, { from, to, exceptHold }),
});

const periods = { PER_DAY: "day", PER_WEEK: "week", PER_MONTH: "month", PER_YEAR: "year" } as const;

/**
 * SEMANTICS 7: by count and by duration, in the organizer's zone, pending and accepted alike, without the booking that is
 * being moved. Read as far as the longest period reaches.
 */
async function readLimits(
  context: Context,
  { eventType, organizerZone, settings }: EventPlan,
  from: number,
  to: number,
  except = 0,
): Promise<Limit[]> {
  const names = Object.keys(periods) as (keyof typeof periods)[];
  const wanted = names.filter((per) => eventType.bookingLimits[per] || eventType.durationLimits[per]);
  if (wanted.length === 0) return [];
  const reach = { PER_DAY: 2, PER_WEEK: 8, PER_MONTH: 32, PER_YEAR: 367 }[wanted.at(-1)!] * DAY;
  const { rows } = await sql<{ start: number; end: number }>`
    select (extract(epoch from starts_at) * 1000)::float8 as start, (extract(epoch from ends_at) * 1000)::float8 as end
    from bookings where business_id = ${context.businessId} and event_type_id = ${eventType.id} and status in ('accepted', 'pending')
      and starts_at >= ${iso(from - reach)} and starts_at < ${iso(to + reach)} and id <> ${except}`.execute(context.db);
  return wanted.map((per) => ({
    per: periods[per],
    zone: organizerZone,
    weekStart: settings.weekStart,
    existing: rows,
    ...(eventType.bookingLimits[per] ? { count: eventType.bookingLimits[per] } : {}),
    ...(eventType.durationLimits[per] ? { minutes: eventType.durationLimits[per] } : {}),
  }));
}
