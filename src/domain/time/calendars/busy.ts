import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { slotTaken } from "./claims.ts";
import "../tables.ts";

/** A stretch of a calendar that is taken, buffers included, in epoch milliseconds. All ids null: out of office. */
export type BusyTime = {
  calendarId: number;
  start: number;
  end: number;
  appointmentId: number | null;
  holdId: number | null;
  blockId: number | null;
};

/**
 * What is taken on the calendars and overlaps [from, to) (epoch milliseconds): claims, expired holds left out, and
 * out-of-office time. See busy_time in migrations/0007.
 */
export async function readBusy(context: Context, calendarIds: number[], from: number, to: number): Promise<BusyTime[]> {
  if (calendarIds.length === 0) return [];
  const text = "select busy_time($1, $2, $3, $4, $5) as taken";
  const [row] = await prepared<{ taken: Taken[] | null }>(context.db, text, parameters(context, calendarIds, from, to));
  return toBusy(row?.taken);
}

/** As `lockCalendars`, and reads their busy time under the lock: one round trip. */
export async function lockAndReadBusy(
  context: Context,
  calendarIds: number[],
  from: number,
  to: number,
): Promise<BusyTime[]> {
  if (calendarIds.length === 0) return [];
  const text = "select closed, taken from lock_calendars($1, $2, $3, $4, $5)";
  const [row] = await prepared<{ closed: boolean; taken: Taken[] | null }>(
    context.db,
    text,
    parameters(context, calendarIds, from, to),
  );
  if (row!.closed) throw slotTaken();
  return toBusy(row!.taken);
}

const parameters = (context: Context, calendarIds: number[], from: number, to: number) => [
  context.businessId,
  calendarIds,
  iso(from),
  iso(to),
  iso(context.now),
];

type Taken = [number, number, number, number | null, number | null, number | null];
const toBusy = (taken: Taken[] | null | undefined): BusyTime[] =>
  (taken ?? []).map(([calendarId, start, end, appointmentId, holdId, blockId]) => ({
    calendarId,
    start,
    end,
    appointmentId,
    holdId,
    blockId,
  }));
