import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { moneyInWords } from "../../messaging/mail/money.ts";
import { dayOfDate } from "../../time/availability/calendar.ts";
import { rangeOf, told } from "../meetings/rows.ts";
import { averageOf, daysAfter, shareOf } from "../rules.ts";
import { salesOn } from "./rows.ts";
import type { Revenue, RevenueQuery } from "./schema.ts";
import "../../services/tables.ts";

type Report = z.input<typeof Revenue>;
type Sum = { revenue: number; count: number };
type Line = Sum & { id: number | null; name: string | null };
type Figures = {
  total: Sum;
  previous: Sum;
  bySource: (Sum & { source: Report["bySource"][number]["source"] })[];
  periods: (Sum & { period: string })[];
  byService: Line[];
  byStaff: Line[];
  byLocation: Line[];
  otherCurrencies: { currency: string; revenue: number }[];
};

/** What was earned on some days, by what and by whom, beside as many days before. */
export async function readRevenue(context: Context, asked: z.output<typeof RevenueQuery>): Promise<Report> {
  const days = await rangeOf(context, asked);
  const { language } = await readBusiness(context);
  const length = dayOfDate(days.to) - dayOfDate(days.from) + 1;
  const before = { from: daysAfter(days.from, -length), to: daysAfter(days.from, -1) };
  const figures = await readFigures(context, { ...days, earliest: before.from }, asked);
  const { total, previous } = figures;
  const words = (amount: number, currency = days.currency) => moneyInWords(language, { amount, currency });
  const inWords = <One extends { revenue: number }>(one: One) => ({ ...one, formatted: words(one.revenue) });
  const withShare = (line: Line) => ({ ...inWords(line), share: shareOf(line.revenue, total.revenue) });
  return {
    ...told(days),
    currency: days.currency,
    total: inWords(total),
    average: inWords({ revenue: averageOf(total.revenue, total.count) }),
    previous: {
      ...before,
      ...inWords(previous),
      change: previous.revenue === 0 ? null : shareOf(total.revenue - previous.revenue, previous.revenue),
    },
    bySource: figures.bySource.map(inWords),
    periods: figures.periods.map(inWords),
    byService: figures.byService.map(withShare),
    byStaff: figures.byStaff.map(withShare),
    byLocation: figures.byLocation.map(withShare),
    otherCurrencies: figures.otherCurrencies.map((one) => ({ ...one, formatted: words(one.revenue, one.currency) })),
  };
}

type Asked = Pick<z.output<typeof RevenueQuery>, "groupBy" | "serviceId" | "employeeId" | "locationId">;
type Range = { from: string; to: string; zone: string; currency: string; earliest: string };

async function readFigures(
  context: Context,
  { from, to, zone, currency, earliest }: Range,
  { groupBy, serviceId, employeeId, locationId }: Asked,
): Promise<Figures> {
  const { businessId, db } = context;
  const which = [sql`true`];
  if (serviceId) which.push(sql`service_id = ${serviceId}`);
  if (employeeId) which.push(sql`employee_id = ${employeeId}`);
  if (locationId) which.push(sql`location_id = ${locationId}`);
  const listed = sql`coalesce(jsonb_agg(line order by revenue desc, count desc, name), '[]')`;
  const by = (column: string, table: string) => sql`(
    select ${listed} from (
      select sold.${sql.ref(column)} as id, named.name, sum(amount)::bigint as revenue, count(*) from sold
      left join ${sql.table(table)} named on named.business_id = ${businessId} and named.id = sold.${sql.ref(column)}
      group by sold.${sql.ref(column)}, named.name) as line)`;
  const { rows } = await sql<Figures>`
    with sales as materialized (
      select * from (${salesOn(context, { from: earliest, to, zone })}) as every_sale where ${sql.join(which, sql` and `)}
    ), sold as materialized (select * from sales where day >= ${from}::date and currency = ${currency})
    select
      (select jsonb_build_object('revenue', coalesce(sum(amount), 0)::bigint, 'count', count(*)) from sold) as total,
      (select jsonb_build_object('revenue', coalesce(sum(amount), 0)::bigint, 'count', count(*)) from sales
        where day < ${from}::date and currency = ${currency}) as previous,
      (select coalesce(jsonb_agg(line order by source), '[]') from (
        select source, sum(amount)::bigint as revenue, count(*) from sold group by source) as line) as by_source,
      (select coalesce(jsonb_agg(line order by period), '[]') from (
        select date_trunc(${groupBy}, day)::date as period, sum(amount)::bigint as revenue, count(*) from sold group by 1) as line) as periods,
      ${by("service_id", "services")} as by_service,
      ${by("employee_id", "employees")} as by_staff,
      ${by("location_id", "locations")} as by_location,
      (select coalesce(jsonb_agg(line order by currency), '[]') from (
        select currency, sum(amount)::bigint as revenue from sales where day >= ${from}::date and currency <> ${currency}
        group by currency) as line) as other_currencies`.execute(db);
  return rows[0]!;
}
