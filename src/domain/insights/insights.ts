import { sql } from "kysely";
import type { z } from "zod";
import { badRequest, DomainError } from "../../platform/errors.ts";
import type { Context } from "../../platform/operation.ts";
import { iso } from "../../platform/schemas.ts";
import { readBusiness } from "../identity/businesses/store.ts";
import { bookingsOn, type Days, dateIn } from "./bookings.ts";
import { allStatuses, averageOf, type CountsByStatus, daysAsked, shareOf } from "./rules.ts";
import type { Insights, InsightsQuery } from "./schema.ts";
import "../services/tables.ts";

type Figures = Pick<
  z.input<typeof Insights>,
  | "totalRevenue"
  | "totalBookings"
  | "topServices"
  | "newCustomers"
  | "byDay"
  | "topEmployees"
  | "reviews"
  | "averageRating"
> & { byStatus: Partial<CountsByStatus> };

/** How business went on some days. Throws BAD_REQUEST where the last comes before the first. */
export async function readInsights(
  context: Context,
  asked: z.output<typeof InsightsQuery>,
): Promise<z.input<typeof Insights>> {
  const { timeZone, currency } = await readBusiness(context);
  const { from, to } = daysAsked(asked, await today(context, timeZone));
  if (to < from)
    throw new DomainError(badRequest, "Invalid request parameters", [
      { field: "to", message: "Must not be before from" },
    ]);
  const figures = await readFigures(context, { from, to, zone: timeZone }, currency);
  const byStatus = allStatuses(figures.byStatus);
  return {
    ...figures,
    averageBookingValue: averageOf(figures.totalRevenue, figures.totalBookings),
    from,
    to,
    timeZone,
    currency,
    byStatus,
    noShowRate: shareOf(byStatus["no-show"], byStatus["no-show"] + byStatus.completed),
    cancellationRate: shareOf(byStatus.canceled, figures.totalBookings + byStatus.canceled),
  };
}

async function readFigures(context: Context, days: Days, currency: string): Promise<Figures> {
  const { businessId, db } = context;
  const onThem = (column: string) =>
    sql`${dateIn(sql.ref(column), days.zone)} between ${days.from}::date and ${days.to}::date`;
  const { rows } = await sql<Figures>`
    with bookings as materialized (
      select *, status not in ('canceled', 'rejected') as counts,
        case when status = 'completed' and currency = ${currency} then price else 0 end as earned
      from (${bookingsOn(context, days)}) as each_booking
    ), reviewed as (
      select count(*) as count, round(avg(rating), 2)::float8 as average from reviews
      where business_id = ${businessId} and ${onThem("created_at")}
    )
    select
      (select coalesce(sum(earned), 0)::bigint from bookings) as total_revenue,
      (select count(*) from bookings where counts) as total_bookings,
      (select coalesce(jsonb_agg(jsonb_build_object('name', name, 'count', count) order by count desc, name), '[]') from (
        select s.name, count(*) from bookings join services s on s.business_id = ${businessId} and s.id = bookings.service_id
        where counts group by s.id, s.name order by count(*) desc, s.name limit 5) as top) as top_services,
      (select count(*) from customers where business_id = ${businessId} and deleted_at is null and ${onThem("created_at")}) as new_customers,
      (select coalesce(jsonb_object_agg(status, count), '{}') from (
        select status, count(*) from bookings group by status) as counted) as by_status,
      (select coalesce(jsonb_agg(jsonb_build_object('date', day, 'bookings', count, 'revenue', revenue) order by day), '[]') from (
        select day, count(*), sum(earned) as revenue from bookings where counts group by day) as daily) as by_day,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name, 'bookings', count, 'revenue', revenue) order by revenue desc, count desc, id), '[]') from (
        select e.id, e.name, count(*), sum(earned) as revenue from bookings
        join employees e on e.business_id = ${businessId} and e.id = bookings.employee_id
        where counts group by e.id, e.name order by sum(earned) desc, count(*) desc, e.id limit 10) as best) as top_employees,
      (select count from reviewed) as reviews,
      (select average from reviewed) as average_rating`.execute(db);
  return rows[0]!;
}

async function today({ db, now }: Context, zone: string): Promise<string> {
  const { rows } = await sql<{ date: string }>`select ${dateIn(sql`${iso(now)}::timestamptz`, zone)} as date`.execute(
    db,
  );
  return rows[0]!.date;
}
