import { type RawBuilder, sql } from "kysely";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { BookingView } from "./schema.ts";
import "../tables.ts";

/** Everything about bookings (`b`) in one statement. `where` is added to "of this business". */
export async function readBookings(
  context: Context,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`b.starts_at, b.id`,
  limit = 1000,
): Promise<BookingView[]> {
  const { rows } = await sql<any>`
    select b.*,
      (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'email', u.email, 'username', n.username,
          'timeZone', u.time_zone, 'language', u.language) order by h.is_organizer desc, u.id), '[]')
        from booking_hosts h join users u on u.id = h.user_id left join usernames n on n.business_id = h.business_id and n.user_id = u.id
        where h.business_id = b.business_id and h.booking_id = b.id) as hosts,
      (select coalesce(jsonb_agg(jsonb_build_object('uid', a.uid, 'name', a.name, 'email', a.email, 'phone', a.phone,
          'timeZone', a.time_zone, 'language', a.language, 'status', a.status, 'noShow', a.no_show, 'guest', a.guest_of is not null,
          'responses', case when b.seats is null or a.guest_of is not null then '{}' else a.responses end) order by a.id), '[]')
        from booking_attendees a where a.business_id = b.business_id and a.booking_id = b.id) as attendees
    from bookings b where b.business_id = ${context.businessId} and ${where} order by ${order} limit ${limit}`.execute(
    context.db,
  );
  return rows.map(viewOf);
}

/** The booking, or 404. `reference` is its id or its uid. */
export async function readBooking(context: Context, reference: number | string): Promise<BookingView> {
  const [booking] = await readBookings(context, isNamed(reference));
  if (!booking) throw missing("booking", reference);
  return booking;
}

/** Digits are an id, anything else a uid. */
export const isNamed = (reference: number | string): RawBuilder<unknown> =>
  /^\d{1,15}$/.test(String(reference)) ? sql`b.id = ${Number(reference)}` : sql`b.uid = ${reference}`;

export function viewOf({
  startsAt,
  endsAt,
  businessId: _,
  userId: __,
  bufferBefore: ___,
  bufferAfter: ____,
  ...row
}: any): BookingView {
  const booked = row.attendees.filter((one: { status: string }) => one.status === "booked").length;
  return {
    ...row,
    startTime: startsAt,
    endTime: endsAt,
    duration: Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000),
    meetingUrl: row.location?.url ?? null,
    seatsLeft: row.seats === null ? null : Math.max(0, row.seats - booked),
  };
}
