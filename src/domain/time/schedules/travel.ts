import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { Trip } from "../availability/hours.ts";

/** The trips of the given calendars that end on `from` (a local date) or later, the first to start first. */
export async function readTravel(
  { businessId, db }: Context,
  calendarIds: number[],
  from = "1900-01-01",
): Promise<Map<number, Trip[]>> {
  if (calendarIds.length === 0) return new Map();
  const { rows } = await sql<{ calendarId: number; trips: Trip[] }>`
    select calendar_id, jsonb_agg(jsonb_build_object('zone', time_zone, 'from', start_date, 'until', end_date) order by start_date) as trips
    from travel_schedules
    where business_id = ${businessId} and calendar_id = any(${calendarIds}) and (end_date is null or end_date >= ${from})
    group by calendar_id`.execute(db);
  return new Map(rows.map(({ calendarId, trips }) => [calendarId, trips]));
}

/** Replaces a calendar's trips as a whole. */
export async function replaceTravel({ businessId, db }: Context, calendarId: number, trips: Trip[]): Promise<void> {
  await sql`delete from travel_schedules where business_id = ${businessId} and calendar_id = ${calendarId}`.execute(db);
  for (const { zone, from, until } of trips)
    await sql`
      insert into travel_schedules (business_id, calendar_id, time_zone, start_date, end_date)
      values (${businessId}, ${calendarId}, ${zone}, ${from}, ${until})`.execute(db);
}
