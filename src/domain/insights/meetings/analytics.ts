import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { bookingsOn } from "../bookings.ts";
import { shareOf } from "../rules.ts";
import { meetingsOn, rangeOf, told } from "./rows.ts";
import type { Analytics, PopularEventTypes, ScheduleStats, TopQuery, TrendQuery } from "./schema.ts";

const counted = sql`count(*) filter (where counts) as total, count(*) filter (where status = 'accepted') as accepted,
  count(*) filter (where status = 'pending') as pending, count(*) filter (where status = 'cancelled') as cancelled,
  count(*) filter (where status = 'rejected') as rejected, count(*) filter (where status = 'accepted' and missed) as no_shows`;
type Counts = Record<"total" | "accepted" | "pending" | "cancelled" | "rejected" | "noShows", number>;
const countsOf = ({ total, accepted, pending, cancelled, rejected, noShows }: Counts): Counts => ({
  total,
  accepted,
  pending,
  cancelled,
  rejected,
  noShows,
});

/** How bookings went on some days, and how they developed. */
export async function readAnalytics(
  context: Context,
  { groupBy, ...asked }: z.output<typeof TrendQuery>,
): Promise<z.input<typeof Analytics>> {
  const days = await rangeOf(context, asked);
  type Figures = Omit<z.input<typeof Analytics>, "from" | "to" | "timeZone" | "cancellationRate">;
  const { rows } = await sql<Figures & Counts>`
    with meetings as materialized (${meetingsOn(context, days, asked)})
    select ${counted}, count(*) filter (where status = 'accepted' and over and not missed) as completed,
      count(*) filter (where rescheduled_by is not null) as rescheduled,
      coalesce(sum(minutes) filter (where counts), 0)::bigint as booked_minutes,
      (avg(extract(epoch from starts_at - created_at) / 60) filter (where counts))::bigint as average_lead_minutes,
      coalesce(sum(people) filter (where counts), 0)::bigint as attendees,
      (select coalesce(jsonb_agg(jsonb_build_object('period', period, 'bookings', bookings, 'cancelled', cancelled) order by period), '[]')
        from (select date_trunc(${groupBy}, day)::date as period, count(*) filter (where counts) as bookings, count(*) filter (where status = 'cancelled') as cancelled
          from meetings group by 1) as grouped) as trend
    from meetings`.execute(context.db);
  const figures = rows[0]!;
  return {
    ...told(days),
    ...figures,
    cancellationRate: shareOf(figures.cancelled, figures.total + figures.cancelled),
  };
}

/** What is booked most. */
export async function readPopular(
  context: Context,
  { limit, ...asked }: z.output<typeof TopQuery>,
): Promise<z.input<typeof PopularEventTypes>> {
  const days = await rangeOf(context, asked);
  const { rows } = await sql<{ id: number | null; title: string; bookings: number; cancelled: number; all: number }>`
    with meetings as materialized (${meetingsOn(context, days, asked)})
    select event_type_id as id, (array_agg(title order by created_at desc))[1] as title, count(*) filter (where counts) as bookings,
      count(*) filter (where status = 'cancelled') as cancelled, (select count(*) from meetings where counts) as all
    from meetings group by event_type_id, case when event_type_id is null then title end
    order by 3 desc, 2 limit ${limit}`.execute(context.db);
  return {
    ...told(days),
    eventTypes: rows.map(({ id, title, bookings, cancelled, all }) => ({
      id,
      title,
      bookings,
      share: shareOf(bookings, all),
      cancellationRate: shareOf(cancelled, bookings + cancelled),
    })),
  };
}

/** Bookings and appointments side by side. */
export async function readScheduleStats(
  context: Context,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<z.input<typeof ScheduleStats>> {
  const days = await rangeOf(context, asked);
  const { businessId, now } = context;
  const at = new Date(now).toISOString();
  const { rows } = await sql<
    Counts & {
      appointments: z.input<typeof ScheduleStats>["appointments"];
      minutes: number;
      upcoming: number;
      busiest: string | null;
    }
  >`
    with meetings as materialized (${meetingsOn(context, days)}), visits as materialized (${bookingsOn(context, days)})
    select ${counted}, coalesce(sum(minutes) filter (where counts), 0)::bigint as minutes,
      (select jsonb_build_object('total', count(*) filter (where status not in ('canceled', 'rejected')), 'pending', count(*) filter (where status = 'pending'),
        'completed', count(*) filter (where status = 'completed'), 'canceled', count(*) filter (where status = 'canceled'),
        'noShows', count(*) filter (where status = 'no-show')) from visits) as appointments,
      (select count(*) from bookings where business_id = ${businessId} and status in ('accepted', 'pending') and starts_at > ${at})
        + (select count(*) from appointments where business_id = ${businessId} and status in ('approved', 'pending') and deleted_at is null and starts_at > ${at}) as upcoming,
      (select day::text from (select day from meetings where counts union all select day from visits where status not in ('canceled', 'rejected')) as both_kinds
        group by day order by count(*) desc, day limit 1) as busiest
    from meetings`.execute(context.db);
  const { appointments, minutes, upcoming, busiest, ...counts } = rows[0]!;
  return {
    ...told(days),
    bookings: countsOf(counts),
    appointments,
    bookedMinutes: minutes,
    averageMinutes: counts.total === 0 ? 0 : Math.round(minutes / counts.total),
    upcoming,
    busiestDay: busiest,
  };
}
