import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

/**
 * Every appointment of a customer as one row: those made for them, and their seats in group sessions (where a seat that
 * was given back or not taken counts as such, whatever became of the session). `of` narrows by customer:
 * sql`= any(…)`. `counts`: it is a booking. `spent`: what it earned, once it is completed.
 */
export const bookings = (context: Context, of: RawBuilder<unknown>) => sql`(
  select *, status in ('pending', 'approved', 'completed', 'no-show') as counts,
    case when status = 'completed' then price else 0 end as spent
  from (
    select a.customer_id, a.id, a.starts_at, a.status, a.price
    from appointments a
    where a.business_id = ${context.businessId} and a.customer_id ${of} and a.deleted_at is null
      and not exists (select from appointment_attendees t
        where t.business_id = a.business_id and t.appointment_id = a.id and t.customer_id = a.customer_id)
    union all
    select t.customer_id, a.id, a.starts_at,
      case t.status when 'canceled' then 'canceled' when 'no-show' then 'no-show' else a.status end, t.price
    from appointment_attendees t
    join appointments a on a.business_id = t.business_id and a.id = t.appointment_id
    where t.business_id = ${context.businessId} and t.customer_id ${of} and a.deleted_at is null
  ) as each_booking
) as booking`;

type Totals = { totalBookings: number; totalSpent: number };

/** Adds how often each customer booked and what they spent: one query however many there are. */
export async function withTotals<Customer extends { id: number }>(
  context: Context,
  customers: Customer[],
): Promise<(Customer & Totals)[]> {
  if (customers.length === 0) return [];
  const { rows } = await sql<{ id: number } & Totals>`
    select customer_id as id, count(*) filter (where counts) as total_bookings, sum(spent)::bigint as total_spent
    from ${bookings(context, sql`= any(${customers.map(({ id }) => id)})`)}
    group by customer_id`.execute(context.db);
  const totals = new Map(rows.map(({ id, ...rest }) => [id, rest]));
  return customers.map((customer) => ({ ...customer, totalBookings: 0, totalSpent: 0, ...totals.get(customer.id) }));
}
