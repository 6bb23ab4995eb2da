import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY, MINUTE } from "../../time/availability/calendar.ts";
import { gridReach } from "../../time/availability/grid.ts";
import { hoursAround } from "../../time/availability/hours.ts";
import type { Limit, Session, SlotSearch } from "../../time/availability/slots.ts";
import { resolveWindow } from "../../time/availability/windows.ts";
import { type BusyTime, lockAndReadBusy, readBusy } from "../../time/calendars/busy.ts";
import { describeBusy, nothingYoung, readYoung } from "../../time/calendars/young.ts";
import { readHeldSeats } from "../holds/sessions.ts";
import type { Plan } from "./plan.ts";

/** Which part of a plan to search, and how. Instants are epoch milliseconds. */
export type Wanted = {
  from: number;
  to: number;
  /** Minutes that extras add. */
  extraMinutes?: number;
  /** The booker's zone: rolling windows end with the day there. */
  bookerZone?: string;
  /** "offered" lists; "recent" checks a start that was listed before, "any" once more what was found on the grid before. */
  grid?: "offered" | "recent" | "any";
  except?: Except;
  seats?: number;
  /** Whether to keep the calendars to this transaction first, for what is about to be booked. */
  lock?: boolean;
};

/** What is left out: appointments that are being moved, and a hold that is taken up. */
export type Except = { appointmentIds?: number[] | undefined; holdId?: number | undefined };
export const isInTheWay = ({ appointmentId, holdId }: BusyTime, { appointmentIds = [], ...except }: Except): boolean =>
  (appointmentId === null || !appointmentIds.includes(appointmentId)) && (holdId === null || holdId !== except.holdId);

/** The search of the slot engine for a plan: hours, busy time, sessions with seats left and limits around [from, to). */
export async function searchFor(context: Context, plan: Plan, wanted: Wanted): Promise<SlotSearch> {
  const { service, settings } = plan;
  const { from, to, except = {} } = wanted;
  const calendarIds = [
    ...plan.candidates.map(({ calendarId }) => calendarId),
    ...plan.resources.flatMap((resource) => resource.calendarIds),
  ];
  const lengthMinutes = service.duration + (wanted.extraMinutes ?? 0);
  // Neighbours count as far as a slot that starts in the range and its buffers reach.
  const neighbours = (lengthMinutes + service.bufferTimeBefore + service.bufferTimeAfter) * MINUTE;
  const interval = service.slotInterval ?? settings.slotInterval;
  const spaced = {
    lengthMinutes,
    ...(interval ? { intervalMinutes: interval } : {}),
    offsetMinutes: service.slotOffset,
    grid: wanted.grid ?? "offered",
  } as const;
  // Where starts lie depends on what is taken before them.
  const reach = gridReach(spaced);
  const around = { from: from - neighbours - reach, to: to + neighbours };
  const read = wanted.lock ? lockAndReadBusy : readBusy;
  const busy = (await read(context, calendarIds, around.from, around.to)).filter((one) => isInTheWay(one, except));
  const isYoung =
    wanted.grid === "recent" && reach > 0
      ? await readYoung(context, calendarIds, around.from, around.to)
      : nothingYoung;
  const byCalendar = Map.groupBy(busy, ({ calendarId }) => calendarId);
  const busyOf = (calendarId: number) => byCalendar.get(calendarId) ?? [];
  const notice = service.minimumNotice ?? settings.minimumNotice;
  const windowDays = service.bookingWindowDays ?? settings.bookingWindowDays;
  return {
    from,
    to,
    now: context.now,
    ...spaced,
    beforeMinutes: service.bufferTimeBefore,
    afterMinutes: service.bufferTimeAfter,
    noticeMinutes: notice,
    ...(windowDays
      ? {
          window: resolveWindow(
            { kind: "rolling", days: windowDays },
            context.now,
            wanted.bookerZone ?? plan.zone,
            plan.zone,
          ),
        }
      : {}),
    hosts: plan.candidates.map(({ employeeId, calendarId, schedule }) => ({
      id: employeeId,
      zone: schedule.zone,
      hours: hoursAround(schedule, around.from, around.to, plan.locationId),
      busy: busyOf(calendarId).map((one) => describeBusy(one, isYoung)),
      schedule,
    })),
    choose: "any",
    resources: plan.resources.map(({ resourceId, name, needed, calendarIds }) => ({
      id: resourceId,
      name,
      needed,
      units: calendarIds.map(busyOf),
    })),
    sessions: service.enableGroupBooking ? await readSessions(context, plan, from, to, except.holdId) : [],
    ...(service.enableGroupBooking ? { unopened: await readUnopened(context, plan, from, to, except.holdId) } : {}),
    ...(wanted.seats ? { seats: wanted.seats } : {}),
    limits: service.dailyLimit ? [await dailyLimit(context, plan, from, to, except.appointmentIds)] : [],
  };
}

/** Group sessions of the service with seats left, holds on seats counted. */
async function readSessions(
  context: Context,
  plan: Plan,
  from: number,
  to: number,
  exceptHold = 0,
): Promise<Session[]> {
  const { rows } = await sql<{ hostId: number; startMs: number; endMs: number; seatsLeft: number }>`
    select employee_id as host_id, (extract(epoch from starts_at) * 1000)::float8 as start_ms, (extract(epoch from ends_at) * 1000)::float8 as end_ms,
      capacity - (select count(*)::int from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id and t.status = 'booked')
        - (select count(*)::int from holds h where h.business_id = a.business_id and h.appointment_id = a.id and h.expires_at > ${iso(context.now)} and h.id <> ${exceptHold}) as seats_left
    from appointments a
    where business_id = ${context.businessId} and service_id = ${plan.service.id} and is_group and status in ('pending', 'approved') and deleted_at is null
      and starts_at >= ${iso(from)} and starts_at < ${iso(to)} and employee_id = any(${plan.candidates.map(({ employeeId }) => employeeId)})`.execute(
    context.db,
  );
  return rows
    .filter(({ seatsLeft }) => seatsLeft > 0)
    .map(({ hostId, startMs, endMs, seatsLeft }) => ({ hostId, start: startMs, end: endMs, seatsLeft }));
}

const readUnopened = async (context: Context, { service }: Plan, from: number, to: number, exceptHold?: number) => ({
  seats: service.maxCapacity,
  held: await readHeldSeats(context, { serviceId: service.id }, { from, to, exceptHold }),
});

/** SEMANTICS 7: counted per local day, pending and approved alike, without those that are being moved. */
async function dailyLimit(
  context: Context,
  plan: Plan,
  from: number,
  to: number,
  except: number[] = [],
): Promise<Limit> {
  const { rows } = await sql<{ startMs: number; endMs: number }>`
    select (extract(epoch from starts_at) * 1000)::float8 as start_ms, (extract(epoch from ends_at) * 1000)::float8 as end_ms
    from appointments
    where business_id = ${context.businessId} and service_id = ${plan.service.id} and status in ('pending', 'approved', 'completed') and deleted_at is null
      and starts_at >= ${iso(from - 2 * DAY)} and starts_at < ${iso(to + 2 * DAY)} and id <> all(${except})`.execute(
    context.db,
  );
  return {
    per: "day",
    count: plan.service.dailyLimit!,
    zone: plan.zone,
    existing: rows.map(({ startMs, endMs }) => ({ start: startMs, end: endMs })),
  };
}
