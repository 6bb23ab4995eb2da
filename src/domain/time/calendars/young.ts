import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { lookedAt } from "../availability/recent.ts";
import type { Busy } from "../availability/search.ts";
import { type BusyTime, sourceOf } from "./busy.ts";
import "../tables.ts";

/** Whether somebody's time is young: taken since the oldest list of slots was made that is still looked at (recent.ts). */
export type IsYoung = (one: { calendarId: number; start: number; end: number }) => boolean;

/** Nothing is: for lists of slots, and where no grid depends on it. */
export const nothingYoung: IsYoung = () => false;

/** Reads what overlaps [from, to) (epoch milliseconds) on the calendars and is young. Its index is that of busy_time. */
export async function readYoung(context: Context, calendarIds: number[], from: number, to: number): Promise<IsYoung> {
  const since = iso(context.now - lookedAt);
  const values = [context.businessId, calendarIds, iso(from), iso(to), since];
  const rows = await prepared<{ calendarId: number; start: number; end: number }>(context.db, young, values);
  const known = new Set(rows.map(keyOf));
  return (one) => known.has(keyOf(one));
}

/** Busy time as a search takes it. */
export const describeBusy = (one: BusyTime, isYoung: IsYoung): Busy => {
  const { start, end } = one;
  return { start, end, source: sourceOf(one), ...(isYoung(one) ? { young: true } : {}) };
};

const keyOf: (one: Parameters<IsYoung>[0]) => string = ({ calendarId, start, end }) => `${calendarId} ${start} ${end}`;

const young = `
  select calendar_id as "calendarId", (date_part('epoch', starts_at) * 1000)::bigint as start, (date_part('epoch', ends_at) * 1000)::bigint as end
  from (
    select calendar_id, starts_at, ends_at from claims
    where business_id = $1 and calendar_id = any($2::bigint[]) and not long
      and starts_at > $3::timestamptz - interval '1 day' and starts_at < $4 and ends_at > $3 and taken_at > $5
    union all
    select calendar_id, starts_at, ends_at from claims
    where business_id = $1 and calendar_id = any($2::bigint[]) and long and ends_at > $3 and starts_at < $4 and taken_at > $5
    union all
    select calendar_id, starts_at, ends_at from out_of_office
    where business_id = $1 and calendar_id = any($2::bigint[]) and ends_at > $3 and starts_at < $4 and updated_at > $5
    union all
    select calendar_id, starts_at, ends_at from external_busy
    where business_id = $1 and calendar_id = any($2::bigint[]) and ends_at > $3 and starts_at < $4 and taken_at > $5
  ) stretches`;
