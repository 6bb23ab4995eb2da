import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { batched } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { emitFreed } from "./freed.ts";
import "../tables.ts";

// Claiming time. The database refuses overlaps (claims_no_overlap); this file keeps racing claims from deadlocking under
// that constraint and gets expired holds out of the way.

/** A stretch of one calendar, buffers included, in epoch milliseconds. */
export type Claim = { calendarId: number; start: number; end: number };
export type ClaimOwner = { appointmentId: number } | { holdId: number } | { blockId: number } | { bookingId: number };

export const slotTaken = () =>
  refuse(conflict, "This time is no longer free.", [
    { field: "startTime", message: "Overlaps something that is booked already" },
  ]);
export const refusals: Refusals = {
  claims_no_overlap: slotTaken,
  // A unit of a resource was taken away while somebody was about to book it.
  claims_business_id_calendar_id_fkey: slotTaken,
};

/**
 * Keeps the calendars to this transaction, in the order of their ids, and deletes their expired holds. Always before
 * looking at busy time that is about to be claimed: two racing bookings then take turns instead of deadlocking. Throws
 * CONFLICT where a calendar was closed while this waited for it.
 */
export async function lockCalendars(context: Context, calendarIds: number[]): Promise<void> {
  if (calendarIds.length > 0) await lock(context, { calendarIds });
}

/** The same, and answers what is taken on them between two instants, see busy.ts. */
export async function lock(
  context: Context,
  wish: { calendarIds: number[]; from?: string; to?: string },
): Promise<string | null> {
  const text = "select place, closed, taken from lock_calendars($2, $1::jsonb)";
  const wishes = [{ ...wish, at: iso(context.now) }];
  const [row] = await batched<{ closed: boolean; taken: string | null }>(context.db, text, wishes, [
    context.businessId,
  ]);
  if (row!.closed) throw slotTaken();
  return row!.taken;
}

/** Frees what expired holds of the business keep. Those that another transaction is at are left to it. */
export async function deleteExpiredHolds(context: Context): Promise<void> {
  await sql`
    delete from holds where business_id = ${context.businessId} and id in
      (select id from holds where business_id = ${context.businessId} and expires_at <= ${iso(context.now)} for update skip locked)`.execute(
    context.db,
  );
}

/** Takes time on calendars that are locked. Throws CONFLICT where any of it is taken (or claims the same calendar twice). */
export async function insertClaims(context: Context, claims: Claim[], owner: ClaimOwner): Promise<void> {
  if (claims.length === 0) return;
  await context.db
    .insertInto("claims")
    .values(
      claims.map(({ calendarId, start, end }) => ({
        businessId: context.businessId,
        calendarId,
        startsAt: iso(start),
        endsAt: iso(end),
        appointmentId: null,
        holdId: null,
        blockId: null,
        ...owner,
      })),
    )
    .execute();
}

/** Claims as `jsonb_to_recordset` takes them, for statements that write them together with their owner. */
export const claimRows = (claims: Claim[]) =>
  claims.map(({ calendarId, start, end }) => ({ calendar_id: calendarId, starts_at: iso(start), ends_at: iso(end) }));

/** Gives back what an owner has claimed, and says that it is free. */
export async function releaseClaims(context: Context, owner: ClaimOwner): Promise<void> {
  const [[column, id]] = Object.entries(owner) as [["appointmentId" | "holdId" | "blockId" | "bookingId", number]];
  const released = await context.db
    .deleteFrom("claims")
    .where("businessId", "=", context.businessId)
    .where(column, "=", id)
    .returning(["calendarId", "startsAt", "endsAt"])
    .execute();
  if (released.length === 0) return;
  const start = Math.min(...released.map(({ startsAt }) => epoch(startsAt)));
  const end = Math.max(...released.map(({ endsAt }) => epoch(endsAt)));
  emitFreed(context, { calendarIds: released.map(({ calendarId }) => calendarId), stretches: [{ start, end }] });
}
