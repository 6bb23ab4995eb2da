import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { batched, type Db, sharedBy } from "../../../platform/database.ts";
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
  const meanwhile = takenTogether(context.db, wish);
  return [row!.taken, ...meanwhile].filter(Boolean).join("\n") || null;
}

/** What works that share a transaction have claimed: their calendars were read for all of them at once, before. */
const claimedTogether = new WeakMap<object, (Claim & { what: number })[]>();
/** How busy_time (migrations/0028) tells what keeps time: so many times its id, and its kind. */
export const kindOf = { appointmentId: 0, bookingId: 1, holdId: 2, blockId: 3 };
export const kinds = 4;

/** Has others that share the transaction see what is claimed. For whoever inserts claims without `insertClaims`. */
export function tellClaims({ db }: Context, claims: Claim[], owner: ClaimOwner): void {
  const group = sharedBy(db);
  if (!group || claims.length === 0) return;
  const [[column, id]] = Object.entries(owner) as [[keyof typeof kindOf, number]];
  const known = claimedTogether.get(group) ?? [];
  claimedTogether.set(group, known);
  known.push(...claims.map((claim) => ({ ...claim, what: id * kinds + kindOf[column] })));
}

/** As lines of `lock_calendars`. */
function takenTogether(
  db: Db,
  { calendarIds, from, to }: { calendarIds: number[]; from?: string; to?: string },
): string[] {
  const group = sharedBy(db);
  const claims = (group && claimedTogether.get(group)) ?? [];
  if (claims.length === 0 || from === undefined || to === undefined) return [];
  const [first, last] = [epoch(from), epoch(to)];
  return claims
    .filter(({ calendarId, start, end }) => calendarIds.includes(calendarId) && start < last && end > first)
    .map(({ calendarId, start, end, what }) => `${calendarId},${start},${end},${what}`);
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
        takenAt: iso(context.now),
        ...owner,
      })),
    )
    .execute();
  tellClaims(context, claims, owner);
}

/** Claims as `jsonb_to_recordset` takes them, for statements that write them together with their owner (see `tellClaims`). */
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
