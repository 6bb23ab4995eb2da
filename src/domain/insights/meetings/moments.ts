import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { moneyInWords } from "../../messaging/mail/money.ts";
import { settingsOf } from "../../services/company/settings.ts";
import { dateOfDay, dayOfDate, weekdayOf } from "../../time/availability/calendar.ts";
import { localDate } from "../../time/availability/zone.ts";
import { bookingsOn } from "../bookings.ts";
import { shareOf } from "../rules.ts";
import { type Asked, meetingsOn, rangeOf, told } from "./rows.ts";
import type { BusiestDays, Dashboard } from "./schema.ts";

const names = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** When people come: by weekday, and by the hour of the start, in the business's zone. */
export async function readBusiest(context: Context, asked: Asked): Promise<z.input<typeof BusiestDays>> {
  const days = await rangeOf(context, asked);
  const { rows } = await sql<{
    weekdays: { day: number; bookings: number; appointments: number }[];
    hours: { hour: number; bookings: number }[];
  }>`
    with meetings as materialized (select * from (${meetingsOn(context, days, asked)}) as all_of_them where counts),
      visits as materialized (select * from (${bookingsOn(context, days)}) as all_of_them where status not in ('canceled', 'rejected')),
      both_kinds as (select extract(dow from day)::int as day, 1 as booking, 0 as appointment from meetings
        union all select extract(dow from day)::int, 0, 1 from visits)
    select (select coalesce(jsonb_agg(jsonb_build_object('day', day, 'bookings', bookings, 'appointments', appointments)), '[]')
        from (select day, sum(booking)::int as bookings, sum(appointment)::int as appointments from both_kinds group by day) as grouped) as weekdays,
      (select coalesce(jsonb_agg(jsonb_build_object('hour', hour, 'bookings', count) order by hour), '[]')
        from (select extract(hour from starts_at at time zone ${days.zone})::int as hour, count(*) from meetings group by 1) as grouped) as hours`.execute(
    context.db,
  );
  const { weekdays: found, hours } = rows[0]!;
  const all = found.reduce((sum, { bookings, appointments }) => sum + bookings + appointments, 0);
  const weekdays = names.map((name, day) => {
    const { bookings = 0, appointments = 0 } = found.find((one) => one.day === day) ?? {};
    return { day, name, bookings, appointments, share: shareOf(bookings + appointments, all) };
  });
  const [first] = weekdays.toSorted((a, b) => b.share - a.share);
  return { ...told(days), weekdays, hours, busiest: all === 0 ? null : first!.name };
}

/** Today and this week at a glance, as the reference shows it. */
export async function readDashboard(context: Context): Promise<z.input<typeof Dashboard>> {
  const business = await readBusiness(context);
  const { timeZone: zone, currency, language } = business;
  const today = localDate(zone, context.now);
  const day = dayOfDate(today);
  const monday = day - ((weekdayOf(day) - settingsOf(business).weekStart + 7) % 7);
  const week = { from: dateOfDay(monday), to: dateOfDay(monday + 6), zone };
  const { rows } = await sql<
    Record<"today" | "pending" | "week" | "revenue" | "bookingsToday" | "bookings" | "customers" | "locations", number>
  >`
    with meetings as materialized (select day from (${meetingsOn(context, week)}) as all_of_them where counts),
      visits as materialized (select * from (${bookingsOn(context, week)}) as all_of_them where status not in ('canceled', 'rejected'))
    select (select count(*) from visits where day = ${today}::date) as today, (select count(*) from visits where day = ${today}::date and status = 'pending') as pending,
      (select count(*) from visits) as week, (select coalesce(sum(price) filter (where status in ('completed', 'approved') and currency = ${currency}), 0)::bigint from visits) as revenue,
      (select count(*) from meetings where day = ${today}::date) as bookings_today, (select count(*) from meetings) as bookings,
      (select count(*) from customers where business_id = ${context.businessId} and deleted_at is null) as customers,
      (select count(*) from locations where business_id = ${context.businessId} and deleted_at is null and active) as locations`.execute(
    context.db,
  );
  const figures = rows[0]!;
  return {
    serviceAppointments: {
      today: { total: figures.today, pending: figures.pending },
      thisWeek: { total: figures.week, revenue: moneyInWords(language, { amount: figures.revenue, currency }) },
    },
    calBookings: { today: figures.bookingsToday, thisWeek: figures.bookings },
    totalCustomers: figures.customers,
    activeLocations: figures.locations,
    timeZone: zone,
    currency,
  };
}
