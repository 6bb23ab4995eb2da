import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { forbidden, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/** A booking by its own handle, or by that of somebody's seat in it. */
export type Handled = Row<"bookings"> & {
  /** Whether it is the caller's to see: a handle alone makes nobody its host. */
  seen: boolean;
  seat: Seat | null;
};
type Seat = { id: number; uid: string; guestOf: number | null; status: string };

/**
 * The booking that a handle names: its id (for those inside the business who see it), its uid, or the handle of an attendee.
 * `lock` keeps the booking to this transaction, to change it; calendars are locked after it, never before. A uid is a secret
 * that anybody may act on who has it; ids can be counted, so one opens what its caller may see and change.
 */
export async function bookingOfHandle(
  context: Context,
  handle: number | string,
  { lock = false } = {},
): Promise<Handled> {
  const { businessId, db } = context;
  const text = String(handle);
  const isId = /^\d{1,15}$/.test(text);
  if (isId) refuseById(context, handle, lock);
  const { rows } = await sql<Handled>`
    select b.*, ${seenBy(context)} as seen, (select jsonb_build_object('id', a.id, 'uid', a.uid, 'guestOf', a.guest_of, 'status', a.status) from booking_attendees a
      where a.business_id = b.business_id and a.booking_id = b.id and a.uid = ${text}) as seat
    from bookings b where b.business_id = ${businessId}
      and ${isId ? sql`b.id = ${Number(text)} and ${seenBy(context)}` : sql`(b.uid = ${text} or b.id = (select booking_id from booking_attendees where business_id = ${businessId} and uid = ${text}))`}
    ${lock ? sql`for no key update of b` : sql``}`.execute(db);
  const [found] = rows;
  if (!found) throw missing("booking", handle);
  if (!lock || !found.seat) return found;
  const { bookingId, ...seat } = await seatNow(context, text);
  return bookingId === found.id ? { ...found, seat } : bookingOfHandle(context, handle, { lock });
}

/** Whoever had the lock before may have given the seat up, or moved it to another session: a statement that waits sees neither. */
async function seatNow({ businessId, db }: Context, uid: string): Promise<Seat & { bookingId: number }> {
  const { rows } = await sql<Seat & { bookingId: number }>`
    select id, uid, guest_of, status, booking_id from booking_attendees where business_id = ${businessId} and uid = ${uid}`.execute(
    db,
  );
  if (!rows[0]) throw missing("booking", uid);
  return rows[0];
}

function refuseById({ caller }: Context, id: number | string, change: boolean): void {
  if (!caller.abilities.has("bookings:read")) throw missing("booking", id);
  if (change && !caller.abilities.has("bookings:write"))
    throw refuse(forbidden, "This needs the permission bookings:write.");
}

/** Whoever sees their own alone; also where row-level security is lifted to decide about others' time. */
const seenBy = ({ caller }: Context) =>
  caller.onlyOwn
    ? sql`(b.user_id = ${caller.userId} or b.status = 'awaiting_host' or exists (select from booking_hosts h
        where h.business_id = b.business_id and h.booking_id = b.id and h.user_id = ${caller.userId}))`
    : sql`true`;
