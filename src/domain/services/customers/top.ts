import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { instantOf } from "../../time/availability/zone.ts";
import { bookings } from "./bookings.ts";

type Top = {
  id: number;
  name: string;
  email: string | null;
  phone: string | null;
  totalBookings: number;
  totalSpent: number;
};
type Range = { from?: string | undefined; to?: string | undefined };

/** The customers who booked or spent most, by appointments that start on the local dates `from` to `to`. */
export async function topCustomers(
  context: Context,
  { by, limit, ...range }: Range & { by: "bookings" | "revenue"; limit: number },
): Promise<Top[]> {
  const key = sql.raw(by === "revenue" ? "total_spent" : "total_bookings");
  const { rows } = await sql<Top>`
    with totals as (
      select customer_id, count(*) filter (where counts) as total_bookings, sum(spent)::bigint as total_spent
      from ${bookings(context, sql`is not null`)}
      where ${await within(context, range)}
      group by customer_id
    )
    select c.id, c.name, c.email, c.phone, total_bookings, total_spent
    from totals join customers c on c.business_id = ${context.businessId} and c.id = customer_id and c.deleted_at is null
    where ${key} > 0
    order by ${key} desc, total_bookings desc, total_spent desc, c.id limit ${limit}`.execute(context.db);
  return rows;
}

async function within(context: Context, { from, to }: Range) {
  if (!from && !to) return sql`true`;
  const { timeZone } = await readBusiness(context);
  const start = from ? sql`starts_at >= ${iso(instantOf(timeZone, from, 0))}` : sql`true`;
  const end = to ? sql`starts_at < ${iso(instantOf(timeZone, to, 24 * 60))}` : sql`true`;
  return sql`${start} and ${end}`;
}
