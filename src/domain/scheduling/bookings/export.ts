import { sql } from "kysely";
import { exportCsv } from "../../../platform/csv/export.ts";
import { streamRows } from "../../../platform/csv/stream-rows.ts";
import type { Context, FileAnswer } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { type Criteria, isBackwards, matching } from "./list.ts";

/** Everything that a line of the file says, by its column. */
const columns = {
  id: sql`b.id`,
  uid: sql`b.uid`,
  start_time: sql`b.starts_at`,
  end_time: sql`b.ends_at`,
  status: sql`b.status`,
  title: sql`b.title`,
  event_type_id: sql`b.event_type_id`,
  event_type: sql`(select title from event_types t where t.business_id = b.business_id and t.id = b.event_type_id)`,
  hosts: sql`(select string_agg(u.name, ', ' order by h.is_organizer desc, u.id)
    from booking_hosts h join users u on u.id = h.user_id where h.business_id = b.business_id and h.booking_id = b.id)`,
  attendee_name: sql`booker.name`,
  attendee_email: sql`booker.email`,
  attendee_phone: sql`booker.phone`,
  other_attendees: sql`(select string_agg(concat(a.name, ' <', a.email, '>'), ', ' order by a.id)
    from booking_attendees a where a.business_id = b.business_id and a.booking_id = b.id and a.status = 'booked' and a.id <> booker.id)`,
  no_shows: sql`(select string_agg(a.email, ', ' order by a.id)
    from booking_attendees a where a.business_id = b.business_id and a.booking_id = b.id and a.no_show)`,
  location: sql`b.location->>'type'`,
  meeting_url: sql`b.location->>'url'`,
  price: sql`b.price`,
  currency: sql`b.currency`,
  paid: sql`b.paid`,
  series: sql`b.recurring_event_id`,
  internal_note: sql`b.internal_note`,
  cancellation_reason: sql`b.cancellation_reason`,
  rejection_reason: sql`b.rejection_reason`,
  time_zone: sql`b.time_zone`,
  language: sql`b.language`,
  source: sql`b.source`,
  created_at: sql`b.created_at`,
};
const inWords = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The bookings that fit as a CSV file, in the order of the list, read and written a few hundred at a time. */
export async function exportBookings(context: Context, search: Criteria): Promise<FileAnswer> {
  const wheres = await matching(context, search);
  const direction = sql.raw(isBackwards(search) ? "desc" : "asc");
  const line = sql.join(Object.entries(columns).map(([name, value]) => sql`${value} as ${sql.ref(name)}`));
  const query = sql<Record<string, unknown>>`
    select ${line} from bookings b
    left join lateral (
      select * from booking_attendees a where a.business_id = b.business_id and a.booking_id = b.id
      order by a.status = 'booked' desc, a.id limit 1
    ) booker on true
    where b.business_id = ${context.businessId} and ${sql.join(wheres, sql` and `)}
    order by b.starts_at ${direction}, b.id ${direction}`;
  const filename = `bookings-${iso(context.now).slice(0, 10)}.csv`;
  return exportCsv(filename, Object.keys(columns).map(inWords), streamRows(context, query));
}
