import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { bookingsOn, type Days, dateIn } from "../bookings.ts";
import { daysAfter } from "../rules.ts";
import "../../commerce/tables.ts";
import "../../scheduling/tables.ts";

/**
 * Every sale of the given local days, as a row (source, day, service_id, employee_id, location_id, amount, currency): what
 * completed appointments cost, each guest of a group session by itself; what was paid for bookings of event types, on the
 * day on which they take place; and what was paid on invoices, on the day of the payment. An invoice of an appointment is
 * left out, because the appointment is there.
 */
export function salesOn(context: Context, days: Days): RawBuilder<unknown> {
  const { businessId } = context;
  const on = (instant: string) => {
    const day = dateIn(sql.ref(instant), days.zone);
    return sql`${sql.ref(instant)} >= ${daysAfter(days.from, -1)}::timestamptz
      and ${sql.ref(instant)} < ${daysAfter(days.to, 2)}::timestamptz and ${day} between ${days.from}::date and ${days.to}::date`;
  };
  return sql`
    select 'appointments' as source, day, service_id, employee_id, location_id, price as amount, currency
    from (${bookingsOn(context, days)}) as visits where status = 'completed'
    union all
    select 'bookings', ${dateIn(sql`b.starts_at`, days.zone)}, null, e.id, null, b.price, b.currency
    from bookings b left join employees e on e.business_id = b.business_id and e.user_id = b.user_id and e.deleted_at is null
    where b.business_id = ${businessId} and b.paid and b.status = 'accepted' and b.price > 0 and ${on("b.starts_at")}
    union all
    select 'invoices', ${dateIn(sql`i.paid_at`, days.zone)}, null, null, null, i.total, i.currency
    from invoices i
    where i.business_id = ${businessId} and i.status = 'paid' and i.appointment_id is null and ${on("i.paid_at")}`;
}
