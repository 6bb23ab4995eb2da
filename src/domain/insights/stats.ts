import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../platform/operation.ts";
import { iso } from "../../platform/schemas.ts";
import { readBusiness } from "../identity/businesses/store.ts";
import { settingsOf } from "../services/company/settings.ts";
import { dateIn } from "./bookings.ts";
import { allStatuses, daysAfter } from "./rules.ts";
import type { Stats } from "./schema.ts";
import "../services/tables.ts";

type Period = {
  counts: Record<string, number>;
  total: number;
  pending: number;
  revenue: number;
  expectedRevenue: number;
};
type Figures = Pick<
  z.input<typeof Stats>,
  "upcoming" | "pending" | "nextAppointments" | "newCustomers" | "totalCustomers" | "activeLocations"
> & { date: string; weekFrom: string; today: Period; week: Period };

const nineDays = 9 * 86_400_000;

/**
 * What the dashboard shows: today and this week, by the business's clock and its first day of the week. Appointments are
 * counted as the calendar shows them, a group session once; its revenue is that of its guests.
 */
export async function readStats(context: Context): Promise<z.input<typeof Stats>> {
  const business = await readBusiness(context);
  const { timeZone, currency } = business;
  const { date, weekFrom, today, week, ...figures } = await readFigures(context, {
    timeZone,
    currency,
    weekStart: settingsOf(business).weekStart,
  });
  return {
    timeZone,
    currency,
    today: { date, ...told(today) },
    thisWeek: { from: weekFrom, to: daysAfter(weekFrom, 6), ...told(week) },
    ...figures,
  };
}

const told = ({ counts, ...period }: Period) => ({ ...period, byStatus: allStatuses(counts) });

type Wall = { timeZone: string; currency: string; weekStart: number };

async function readFigures(
  { businessId, db, now }: Context,
  { timeZone, currency, weekStart }: Wall,
): Promise<Figures> {
  const { rows } = await sql<Figures>`
    with wall as (
      select date, date - (extract(dow from date)::int - ${weekStart}::int + 7) % 7 as week_from
      from (select ${dateIn(sql`${iso(now)}::timestamptz`, timeZone)} as date) as today
    ), week as materialized (
      select ${dateIn(sql`a.starts_at`, timeZone)} as day, a.status, case when a.currency <> ${currency} then 0
        when a.is_group then (select coalesce(sum(t.price), 0) from appointment_attendees t
          where t.business_id = a.business_id and t.appointment_id = a.id and t.status = 'booked')
        else a.price end as value
      from appointments a, wall
      where a.business_id = ${businessId} and a.deleted_at is null
        and a.starts_at >= ${iso(now - nineDays)} and a.starts_at < ${iso(now + nineDays)}
        and ${dateIn(sql`a.starts_at`, timeZone)} between wall.week_from and wall.week_from + 6
    ), ahead as materialized (
      select a.* from appointments a
      where a.business_id = ${businessId} and a.deleted_at is null and a.starts_at >= ${iso(now)} and a.status in ('pending', 'approved')
    )
    select wall.date, wall.week_from, ${period(sql`day = wall.date`)} as today, ${period(sql`true`)} as week,
      (select count(*) from ahead) as upcoming,
      (select count(*) from ahead where status = 'pending') as pending,
      (select coalesce(jsonb_agg(next order by "startTime", id), '[]') from (
        select a.id, a.uid, a.starts_at as "startTime", a.ends_at as "endTime", a.status, s.name as "serviceName",
          c.name as "customerName", e.name as "employeeName"
        from ahead a
        join services s on s.business_id = ${businessId} and s.id = a.service_id
        left join customers c on c.business_id = ${businessId} and c.id = a.customer_id
        left join employees e on e.business_id = ${businessId} and e.id = a.employee_id
        order by a.starts_at, a.id limit 5) as next) as next_appointments,
      (select count(*) from customers where business_id = ${businessId} and deleted_at is null
        and ${dateIn(sql`created_at`, timeZone)} between wall.week_from and wall.week_from + 6) as new_customers,
      (select count(*) from customers where business_id = ${businessId} and deleted_at is null) as total_customers,
      (select count(*) from locations where business_id = ${businessId} and deleted_at is null and active) as active_locations
    from wall`.execute(db);
  return rows[0]!;
}

/** The figures of those appointments of the week that fit `which`. */
const period = (which: RawBuilder<unknown>) => sql`(
  select jsonb_build_object(
    'counts', (select coalesce(jsonb_object_agg(status, count), '{}') from (
      select status, count(*) from week where ${which} group by status) as counted),
    'total', count(*) filter (where status not in ('canceled', 'rejected')),
    'pending', count(*) filter (where status = 'pending'),
    'revenue', coalesce(sum(value) filter (where status = 'completed'), 0),
    'expectedRevenue', coalesce(sum(value) filter (where status = 'approved'), 0))
  from week where ${which})`;
