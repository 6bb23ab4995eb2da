import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { enqueueEntry } from "./job.ts";
import "../tables.ts";

/**
 * Somebody has chosen a calendar to write into: what they host from now on and is in none of their calendars yet is written
 * there, and not only what is booked from then on.
 */
export async function writeUpcoming(context: Context, userId: number): Promise<void> {
  const { businessId, db } = context;
  const now = iso(context.now);
  const { rows } = await sql<{ subject: string }>`
    select subject from (
      select 'booking:' || b.id as subject, b.starts_at from bookings b
      join booking_hosts h on h.business_id = b.business_id and h.booking_id = b.id and h.user_id = ${userId}
      where b.business_id = ${businessId} and b.status in ('accepted', 'pending') and b.ends_at > ${now}
      union all
      select 'appointment:' || a.id, a.starts_at from appointments a
      join employees e on e.business_id = a.business_id and e.id = a.employee_id and e.user_id = ${userId}
      where a.business_id = ${businessId} and a.status in ('approved', 'pending') and a.deleted_at is null and a.ends_at > ${now}
    ) hosted
    where not exists (select from calendar_entries c
      where c.business_id = ${businessId} and c.subject = hosted.subject and c.user_id = ${userId})
    order by starts_at, subject`.execute(db);
  for (const { subject } of rows) enqueueEntry(context, { subject, userId });
}
