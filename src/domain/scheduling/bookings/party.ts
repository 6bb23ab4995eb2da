import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/**
 * The handles of those who go where a seat goes: its own and its guests'. `alone`: nobody else has a seat in the session, so
 * that it ends when they leave.
 */
export async function partyOf(
  context: Context,
  bookingId: number,
  seat: { id: number },
): Promise<{ uids: string[]; alone: boolean }> {
  const { rows } = await sql<{ uid: string; own: boolean }>`
    select uid, id = ${seat.id} or guest_of is not distinct from ${seat.id} as own from booking_attendees
    where business_id = ${context.businessId} and booking_id = ${bookingId} and status = 'booked'`.execute(context.db);
  return { uids: rows.flatMap(({ uid, own }) => (own ? uid : [])), alone: rows.every(({ own }) => own) };
}
