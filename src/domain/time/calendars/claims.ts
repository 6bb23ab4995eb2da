import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

// Claiming time. The database refuses overlaps (claims_no_overlap); this file keeps racing claims from deadlocking under
// that constraint and gets expired holds out of the way.

/** A stretch of one calendar, buffers included, in epoch milliseconds. */
export type Claim = { calendarId: number; start: number; end: number };
export type ClaimOwner = { appointmentId: number } | { holdId: number } | { blockId: number };

export const slotTaken = () =>
  refuse(conflict, "This time is no longer free.", [
    { field: "startTime", message: "Overlaps something that is booked already" },
  ]);
export const refusals: Refusals = { claims_no_overlap: slotTaken };

/**
 * Keeps the calendars to this transaction, in the order of their ids, and deletes their expired holds. Always before
 * looking at busy time that is about to be claimed: two racing bookings then take turns instead of deadlocking.
 */
export async function lockCalendars(context: Context, calendarIds: number[]): Promise<void> {
  if (calendarIds.length === 0) return;
  await sql`select id from calendars where business_id = ${context.businessId} and id = any(${calendarIds}) order by id for no key update`.execute(
    context.db,
  );
  await deleteExpiredHolds(context, calendarIds);
}

export async function deleteExpiredHolds(context: Context, calendarIds: number[]): Promise<void> {
  await sql`
    delete from holds where business_id = ${context.businessId} and expires_at <= ${iso(context.now)}
      and id in (select hold_id from claims where business_id = ${context.businessId} and calendar_id = any(${calendarIds}) and hold_id is not null)`.execute(
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

export async function releaseClaims(context: Context, owner: ClaimOwner): Promise<void> {
  const [[column, id]] = Object.entries(owner) as [["appointmentId" | "holdId" | "blockId", number]];
  await context.db.deleteFrom("claims").where("businessId", "=", context.businessId).where(column, "=", id).execute();
}

export type BusyClaim = {
  calendarId: number;
  start: number;
  end: number;
  appointmentId: number | null;
  holdId: number | null;
  blockId: number | null;
};

/**
 * What is taken on the calendars and overlaps [from, to) (epoch milliseconds), buffers included, expired holds left out.
 * Short claims are found by their start within a day of the range; the few long ones through an index of their own.
 */
export async function readBusy(
  context: Context,
  calendarIds: number[],
  from: number,
  to: number,
): Promise<BusyClaim[]> {
  if (calendarIds.length === 0) return [];
  const { rows } = await sql<{
    calendarId: number;
    startMs: number;
    endMs: number;
    appointmentId: number | null;
    holdId: number | null;
    blockId: number | null;
  }>`
    with found as (
      select calendar_id, starts_at, ends_at, appointment_id, hold_id, block_id from claims
      where business_id = ${context.businessId} and calendar_id = any(${calendarIds}) and not long
        and starts_at > ${iso(from - 86_400_000)} and starts_at < ${iso(to)} and ends_at > ${iso(from)}
      union all
      select calendar_id, starts_at, ends_at, appointment_id, hold_id, block_id from claims
      where business_id = ${context.businessId} and calendar_id = any(${calendarIds}) and long
        and ends_at > ${iso(from)} and starts_at < ${iso(to)}
    )
    select calendar_id, (extract(epoch from starts_at) * 1000)::float8 as start_ms, (extract(epoch from ends_at) * 1000)::float8 as end_ms,
      appointment_id, hold_id, block_id
    from found
    where hold_id is null or exists (select from holds where holds.business_id = ${context.businessId} and holds.id = hold_id and expires_at > ${iso(context.now)})`.execute(
    context.db,
  );
  return rows.map(({ startMs, endMs, ...row }) => ({ ...row, start: startMs, end: endMs }));
}
