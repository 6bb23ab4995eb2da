import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY } from "../availability/calendar.ts";
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
 * out-of-office time. Short claims are found by their start within a day of the range; the few long ones through an
 * index of their own (see migrations/0004).
 */
export async function readBusy(context: Context, calendarIds: number[], from: number, to: number): Promise<BusyTime[]> {
  if (calendarIds.length === 0) return [];
  const values = [context.businessId, calendarIds, iso(from), iso(to), iso(from - DAY), iso(context.now)];
  const [row] = await prepared<{ taken: Taken[] | null }>(context.db, taken, values);
  return (row?.taken ?? []).map(([calendarId, start, end, appointmentId, holdId, blockId]) => ({
    calendarId,
    start,
    end,
    appointmentId,
    holdId,
    blockId,
  }));
}

type Taken = [number, number, number, number | null, number | null, number | null];
/** One row with one JSON array: reading it costs a fraction of as many rows. */
const taken = `
  select json_agg(json_build_array(calendar_id, (extract(epoch from starts_at) * 1000)::bigint, (extract(epoch from ends_at) * 1000)::bigint,
    appointment_id, hold_id, block_id)) as taken
  from (
    select calendar_id, starts_at, ends_at, appointment_id, hold_id, block_id from claims
    where business_id = $1 and calendar_id = any($2::bigint[]) and not long and starts_at > $5 and starts_at < $4 and ends_at > $3
    union all
    select calendar_id, starts_at, ends_at, appointment_id, hold_id, block_id from claims
    where business_id = $1 and calendar_id = any($2::bigint[]) and long and ends_at > $3 and starts_at < $4
    union all
    select calendar_id, starts_at, ends_at, null, null, null from out_of_office
    where business_id = $1 and calendar_id = any($2::bigint[]) and ends_at > $3 and starts_at < $4
  ) stretches
  where hold_id is null or exists (select from holds where holds.business_id = $1 and holds.id = hold_id and holds.expires_at > $6)`;
