import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../platform/operation.ts";
import { daysAfter } from "./rules.ts";

export type Days = { from: string; to: string; zone: string };

/** The local date of an instant in a zone. */
export const dateIn = (instant: RawBuilder<unknown>, zone: string) => sql`(${instant} at time zone ${zone})::date`;

/**
 * Every booking that starts on the given local days, as a row (day, service_id, employee_id, location_id, status, price, currency). A
 * seat in a group session is a booking of its own: given back or not taken, it counts as such. Which day an instant
 * belongs to is asked of the instant itself, so days of 23 and 25 hours, and midnights that come twice or never, count
 * right; the instants around them only let the index find the rows.
 */
export function bookingsOn({ businessId }: Context, { from, to, zone }: Days): RawBuilder<unknown> {
  const day = dateIn(sql`a.starts_at`, zone);
  const which = sql`a.business_id = ${businessId} and a.deleted_at is null
    and a.starts_at >= ${daysAfter(from, -1)}::timestamptz and a.starts_at < ${daysAfter(to, 2)}::timestamptz
    and ${day} between ${from}::date and ${to}::date`;
  return sql`
    select ${day} as day, a.service_id, a.employee_id, a.location_id, a.status, a.price, a.currency
    from appointments a where ${which} and not a.is_group
    union all
    select ${day}, a.service_id, a.employee_id, a.location_id, case when t.status = 'booked' then a.status else t.status end, t.price, a.currency
    from appointments a
    join appointment_attendees t on t.business_id = a.business_id and t.appointment_id = a.id
    where ${which} and a.is_group`;
}
