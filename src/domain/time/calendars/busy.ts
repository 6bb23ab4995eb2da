import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { kindOf, kinds, lock } from "./claims.ts";
import "../tables.ts";

/** A stretch of a calendar that is taken, buffers included, in epoch milliseconds. All ids and `outside` null: out of office. */
export type BusyTime = {
  calendarId: number;
  start: number;
  end: number;
  appointmentId: number | null;
  holdId: number | null;
  blockId: number | null;
  bookingId: number | null;
  /** Where the time is taken outside: the name of another calendar of this person. */
  outside: string | null;
};

/**
 * What is taken on the calendars and overlaps [from, to) (epoch milliseconds): claims, expired holds left out, time that
 * people's other calendars say is taken, and out-of-office time. See busy_time in migrations/0028.
 */
export async function readBusy(context: Context, calendarIds: number[], from: number, to: number): Promise<BusyTime[]> {
  if (calendarIds.length === 0) return [];
  const text = "select busy_time($1, $2, $3, $4, $5) as taken";
  const values = [context.businessId, calendarIds, iso(from), iso(to), iso(context.now)];
  const [row] = await prepared<{ taken: string | null }>(context.db, text, values);
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
  return toBusy(await lock(context, { calendarIds, from: iso(from), to: iso(to) }));
}

const toBusy = (lines: string | null | undefined): BusyTime[] => (lines ? lines.split("\n").map(stretchOf) : []);

/** Of somebody's other calendar. */
const elsewhere = -2;

/** A line of busy_time: `calendar,start,end,what`, for other calendars with their name behind it. */
function stretchOf(line: string): BusyTime {
  const [calendarId, start, end, what] = line.split(",", 4) as [string, string, string, string];
  const number = Number(what);
  const kind = number < 0 ? null : number % kinds;
  const id = Math.floor(number / kinds);
  return {
    calendarId: Number(calendarId),
    start: Number(start),
    end: Number(end),
    appointmentId: kind === kindOf.appointmentId ? id : null,
    bookingId: kind === kindOf.bookingId ? id : null,
    holdId: kind === kindOf.holdId ? id : null,
    blockId: kind === kindOf.blockId ? id : null,
    outside: number === elsewhere ? line.slice(calendarId.length + start.length + end.length + what.length + 4) : null,
  };
}

/** Time that is claimed. Out of office and other calendars claim nothing: they only keep bookings by the rules out. */
export const isClaim = ({ appointmentId, holdId, blockId, bookingId }: BusyTime): boolean =>
  (appointmentId ?? holdId ?? blockId ?? bookingId) !== null;

/** What keeps somebody busy, for explanations. */
export const sourceOf = ({ appointmentId, holdId, blockId, bookingId, outside }: BusyTime): string => {
  if (appointmentId) return `appointment ${appointmentId}`;
  if (bookingId) return `booking ${bookingId}`;
  if (holdId) return "a hold";
  if (blockId) return `blocked time ${blockId}`;
  return outside ?? "out of office";
};
