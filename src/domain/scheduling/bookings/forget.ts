import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import {
  idsOf,
  nobody,
  redacted,
  redactedJson,
  type Traces,
  type Whereabouts,
} from "../../identity/forgetting/traces.ts";
import "../tables.ts";

/** A person's part in a booking. `own`: they booked it, and nobody else did. */
export type Part = {
  bookingId: number;
  attendeeId: number;
  uid: string;
  name: string;
  own: boolean;
  upcoming: boolean;
};

/** Every part of a person in the business's bookings, by e-mail address; with `names`, only under one of these. */
export async function partsOf(
  { businessId, db, now }: Context,
  emails: string[],
  names: string[] | null = null,
): Promise<Part[]> {
  const { rows } = await sql<Part>`
    select b.id as booking_id, a.id as attendee_id, b.uid, a.name, b.seats is null and a.guest_of is null as own,
      a.status = 'booked' and b.status in ('accepted', 'pending') and b.starts_at > ${iso(now)} as upcoming
    from booking_attendees a join bookings b on b.business_id = a.business_id and b.id = a.booking_id
    where a.business_id = ${businessId} and a.email = any(${emails})
      ${names ? sql`and lower(a.name) = any(${names.map((name) => name.toLowerCase())})` : sql``}`.execute(db);
  return rows;
}

/** Takes a person out of the bookings that they were in: the bookings stay, with their hosts and whoever else came. */
export async function forgetParts(
  context: Context,
  parts: Part[],
  { own, shared }: Whereabouts,
  traces: Traces,
): Promise<void> {
  const { businessId, db } = context;
  const seats = JSON.stringify(parts.map(({ bookingId, attendeeId }) => ({ booking_id: bookingId, id: attendeeId })));
  await sql`
    update booking_attendees a set name = ${nobody.name}, email = ${nobody.email}, phone = null, responses = '{}'
    from jsonb_to_recordset(${seats}::jsonb) as part (booking_id bigint, id bigint)
    where a.business_id = ${businessId} and a.booking_id = part.booking_id and a.id = part.id`.execute(db);
  const theirs = sql`id = any(${idsOf(own, "booking")})`;
  const ids = idsOf([...own, ...shared], "booking");
  await sql`
    update bookings set
      responses = case when ${theirs} then '{}' else ${redactedJson(sql`responses`, traces)} end,
      metadata = case when ${theirs} then '{}' else ${redactedJson(sql`metadata`, traces)} end,
      internal_note = case when ${theirs} then null else ${redacted(sql`internal_note`, traces)} end,
      location = ${redactedJson(sql`location`, traces)},
      cancelled_by = ${redacted(sql`cancelled_by`, traces)},
      rescheduled_by = ${redacted(sql`rescheduled_by`, traces)},
      cancellation_reason = ${redacted(sql`cancellation_reason`, traces)},
      rejection_reason = ${redacted(sql`rejection_reason`, traces)},
      reschedule_reason = ${redacted(sql`reschedule_reason`, traces)}
    where business_id = ${businessId} and id = any(${ids})`.execute(db);
  // The guests whom somebody brought along are among what they answered.
  await sql`
    update booking_attendees set responses = ${redactedJson(sql`responses`, traces)}
    where business_id = ${businessId} and booking_id = any(${ids})`.execute(db);
  await sql`
    update booking_changes set "by" = ${redacted(sql`"by"`, traces)}, reason = ${redacted(sql`reason`, traces)},
      details = ${redactedJson(sql`details`, traces)}
    where business_id = ${businessId} and booking_id = any(${ids})`.execute(db);
}
