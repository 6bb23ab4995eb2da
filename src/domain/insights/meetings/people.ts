import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { bookingsOn } from "../bookings.ts";
import { shareOf } from "../rules.ts";
import { type Asked, meetingsOn, rangeOf, told } from "./rows.ts";
import type { NoShowReport, StaffPerformance } from "./schema.ts";

/** Who did not come. */
export async function readNoShows(context: Context, asked: Asked): Promise<z.input<typeof NoShowReport>> {
  const days = await rangeOf(context, asked);
  type Figures = {
    meetings: number;
    missed: number;
    attendeeNoShows: number;
    hostNoShows: number;
    visits: number;
    appointmentNoShows: number;
    byEventType: { id: number | null; title: string; noShows: number; all: number }[];
    repeated: z.input<typeof NoShowReport>["repeated"];
  };
  const { rows } = await sql<Figures>`
    with meetings as materialized (select * from (${meetingsOn(context, days, asked)}) as all_of_them where status = 'accepted' and over),
      visits as materialized (select * from (${bookingsOn(context, days)}) as all_of_them where status in ('completed', 'no-show'))
    select count(*) as meetings, count(*) filter (where missed) as missed, count(*) filter (where absent) as attendee_no_shows,
      count(*) filter (where host_no_show) as host_no_shows, (select count(*) from visits) as visits,
      (select count(*) from visits where status = 'no-show') as appointment_no_shows,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'noShows', missed, 'all', everything) order by missed desc, title), '[]') from (
        select event_type_id as id, max(title) as title, count(*) filter (where missed) as missed, count(*) as everything from meetings
        group by event_type_id having count(*) filter (where missed) > 0) as types) as by_event_type,
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'email', email, 'noShows', times) order by times desc, email), '[]') from (
        select max(a.name) as name, a.email, count(distinct meetings.id) as times from meetings join booking_attendees a on a.business_id = ${context.businessId} and a.booking_id = meetings.id
        where a.no_show and a.status = 'booked' group by a.email having count(distinct meetings.id) > 1 order by 3 desc limit 20) as people) as repeated
    from meetings`.execute(context.db);
  const { meetings, missed, visits, byEventType, ...figures } = rows[0]!;
  return {
    ...told(days),
    ...figures,
    meetings: meetings + visits,
    rate: shareOf(missed + figures.appointmentNoShows, meetings + visits),
    byEventType: byEventType.map(({ all, ...one }) => ({ ...one, rate: shareOf(one.noShows, all) })),
  };
}

/** What each person did, as a host and as an employee. */
export async function readStaff(
  context: Context,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<z.input<typeof StaffPerformance>> {
  const days = await rangeOf(context, asked);
  const { businessId } = context;
  type Line = Omit<z.input<typeof StaffPerformance>["staff"][number], "completionRate">;
  const { rows } = await sql<Line>`
    with meetings as materialized (${meetingsOn(context, days)}), hosted as (
      select h.user_id, count(*) filter (where counts) as bookings, count(*) filter (where status = 'accepted' and over and not missed) as completed,
        count(*) filter (where status = 'cancelled') as cancelled, count(*) filter (where status = 'accepted' and missed) as missed,
        coalesce(sum(minutes) filter (where counts), 0) as minutes
      from meetings join booking_hosts h on h.business_id = ${businessId} and h.booking_id = meetings.id group by h.user_id
    ), served as (
      select employee_id, count(*) filter (where status not in ('canceled', 'rejected')) as appointments, count(*) filter (where status = 'completed') as completed,
        count(*) filter (where status = 'canceled') as canceled, count(*) filter (where status = 'no-show') as missed,
        coalesce(sum(price) filter (where status = 'completed' and currency = ${days.currency}), 0) as revenue
      from (${bookingsOn(context, days)}) as visits where employee_id is not null group by employee_id
    ), people as (
      select m.user_id, e.id as employee_id, coalesce(e.name, u.name) as name from members m join users u on u.id = m.user_id
      left join employees e on e.business_id = m.business_id and e.user_id = m.user_id and e.deleted_at is null where m.business_id = ${businessId}
      union all
      select null, e.id, e.name from employees e where e.business_id = ${businessId} and e.user_id is null and e.deleted_at is null
    )
    select p.user_id, p.employee_id, p.name, coalesce(h.bookings, 0) as bookings, coalesce(h.completed, 0) as bookings_completed,
      coalesce(h.cancelled, 0) as bookings_cancelled, coalesce(h.missed, 0) as booking_no_shows, coalesce(s.appointments, 0) as appointments,
      coalesce(s.completed, 0) as appointments_completed, coalesce(s.canceled, 0) as appointments_canceled, coalesce(s.missed, 0) as appointment_no_shows,
      coalesce(h.minutes, 0)::bigint as minutes, coalesce(s.revenue, 0)::bigint as revenue
    from people p left join hosted h on h.user_id = p.user_id left join served s on s.employee_id = p.employee_id
    order by coalesce(h.bookings, 0) + coalesce(s.appointments, 0) desc, p.name limit 200`.execute(context.db);
  return {
    ...told(days),
    currency: days.currency,
    staff: rows.map((line) => {
      const done = line.bookingsCompleted + line.appointmentsCompleted;
      const failed = line.bookingsCancelled + line.bookingNoShows + line.appointmentsCanceled + line.appointmentNoShows;
      return { ...line, completionRate: shareOf(done, done + failed) };
    }),
  };
}
