import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/** A booking by its own handle, or by that of somebody's seat in it. */
export type Handled = Row<"bookings"> & {
  seat: { id: number; uid: string; guestOf: number | null; status: string } | null;
};

/**
 * The booking that a handle names: its id (for those inside the business), its uid, or the handle of an attendee. `lock`
 * keeps the booking to this transaction; calendars are locked after it, never before.
 */
export async function bookingOfHandle(
  context: Context,
  handle: number | string,
  { lock = false } = {},
): Promise<Handled> {
  const { businessId, db } = context;
  const text = String(handle);
  const isId = /^\d{1,15}$/.test(text);
  if (isId && !context.caller.abilities.has("bookings:read")) throw missing("booking", handle);
  const { rows } = await sql<Handled>`
    select b.*, (select jsonb_build_object('id', a.id, 'uid', a.uid, 'guestOf', a.guest_of, 'status', a.status) from booking_attendees a
      where a.business_id = b.business_id and a.booking_id = b.id and a.uid = ${text}) as seat
    from bookings b where b.business_id = ${businessId}
      and ${isId ? sql`b.id = ${Number(text)}` : sql`(b.uid = ${text} or b.id = (select booking_id from booking_attendees where business_id = ${businessId} and uid = ${text}))`}
    ${lock ? sql`for no key update of b` : sql``}`.execute(db);
  if (!rows[0]) throw missing("booking", handle);
  return rows[0];
}
