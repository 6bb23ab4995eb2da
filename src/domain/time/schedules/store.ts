import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { DateOverride, Schedule, WeeklyRange } from "../availability/hours.ts";
import { readTravel } from "./travel.ts";
import "../tables.ts";

/** A schedule as it is stored: `Schedule` of the slot engine with its identity. */
export type StoredSchedule = Schedule & { id: number; name: string; calendarId: number | null; version: number };
export type ScheduleDraft = {
  calendarId: number | null;
  name: string;
  timeZone: string;
  /** One per calendar, and true unless somebody says otherwise. */
  isDefault?: boolean;
  weekly: WeeklyRange[];
  breaks?: WeeklyRange[];
  overrides?: DateOverride[];
};

/** Monday to Friday, 9:00 to 17:00: what a business starts with. */
export const usualHours: WeeklyRange[] = ([1, 2, 3, 4, 5] as const).map((day) => ({
  day,
  startMinute: 540,
  endMinute: 1020,
}));

export async function createSchedule(context: Context, draft: ScheduleDraft): Promise<number> {
  const { id } = await context.db
    .insertInto("schedules")
    .values({
      businessId: context.businessId,
      calendarId: draft.calendarId,
      name: draft.name,
      timeZone: draft.timeZone,
      isDefault: draft.isDefault ?? true,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await replaceHours(context, id, draft);
  return id;
}

/** Changes the parts that are given and counts a version, so that of two people editing at once none loses anything. */
export async function changeSchedule(
  context: Context,
  scheduleId: number,
  { name, timeZone, ...hours }: Hours & { name?: string | undefined; timeZone?: string | undefined },
): Promise<void> {
  await sql`
    update schedules set time_zone = coalesce(${timeZone ?? null}, time_zone), name = coalesce(${name ?? null}, name)
    where business_id = ${context.businessId} and id = ${scheduleId}`.execute(context.db);
  await replaceHours(context, scheduleId, hours);
}

/** The calendar goes by this one of its schedules wherever no other is chosen. */
export async function makeDefault({ businessId, db }: Context, calendarId: number, scheduleId: number): Promise<void> {
  await sql`
    update schedules set is_default = false
    where business_id = ${businessId} and calendar_id = ${calendarId} and is_default and id <> ${scheduleId}`.execute(
    db,
  );
  await sql`
    update schedules set is_default = true
    where business_id = ${businessId} and calendar_id = ${calendarId} and id = ${scheduleId}`.execute(db);
}

export async function deleteSchedule({ businessId, db }: Context, scheduleId: number): Promise<void> {
  await db.deleteFrom("schedules").where("businessId", "=", businessId).where("id", "=", scheduleId).execute();
}

/** The calendar follows the business's opening hours again. */
export async function deleteOwnSchedule(context: Context, calendarId: number): Promise<void> {
  await context.db
    .deleteFrom("schedules")
    .where("businessId", "=", context.businessId)
    .where("calendarId", "=", calendarId)
    .where("isDefault", "=", true)
    .execute();
}

/**
 * Takes a location that is no more out of every schedule. Weekly hours there go; a date that had hours there keeps its
 * override, so that it does not fall back to the weekly hours.
 */
export async function closeLocation(context: Context, locationId: number): Promise<void> {
  const { businessId, db } = context;
  await sql`delete from schedule_hours where business_id = ${businessId} and location_id = ${locationId}`.execute(db);
  await sql`
    update schedule_overrides set start_minute = null, end_minute = null, location_id = null
    where business_id = ${businessId} and location_id = ${locationId}`.execute(db);
}

type Hours = {
  weekly?: WeeklyRange[] | undefined;
  breaks?: WeeklyRange[] | undefined;
  overrides?: DateOverride[] | undefined;
};
/** Replaces the parts that are given: weekly hours, breaks or overrides. */
export async function replaceHours(
  context: Context,
  scheduleId: number,
  { weekly, breaks, overrides }: Hours,
): Promise<void> {
  const of = { businessId: context.businessId, scheduleId };
  for (const [kind, ranges] of [
    ["open", weekly],
    ["break", breaks],
  ] as const) {
    if (!ranges) continue;
    await context.db
      .deleteFrom("scheduleHours")
      .where("businessId", "=", of.businessId)
      .where("scheduleId", "=", scheduleId)
      .where("kind", "=", kind)
      .execute();
    if (ranges.length > 0) {
      await context.db
        .insertInto("scheduleHours")
        .values(ranges.map((range) => ({ ...of, kind, ...range, locationId: range.locationId ?? null })))
        .execute();
    }
  }
  if (!overrides) return;
  await context.db
    .deleteFrom("scheduleOverrides")
    .where("businessId", "=", of.businessId)
    .where("scheduleId", "=", scheduleId)
    .execute();
  const closed = { startMinute: null, endMinute: null, locationId: null };
  const rows = overrides.flatMap(({ date, ranges }) =>
    (ranges.length === 0 ? [closed] : ranges).map(({ startMinute, endMinute, locationId }) => ({
      ...of,
      date,
      startMinute,
      endMinute,
      locationId: locationId ?? null,
      note: null,
    })),
  );
  if (rows.length > 0) await context.db.insertInto("scheduleOverrides").values(rows).execute();
}

/** The hours a calendar goes by: its own, else the business's opening hours. */
export async function effectiveSchedule(
  context: Context,
  calendarId: number,
): Promise<{ schedule: StoredSchedule; own: boolean }> {
  const schedules = await readSchedules(context, [calendarId]);
  const schedule = schedules.get(calendarId) ?? schedules.get(null)!;
  return { schedule, own: schedule.calendarId !== null };
}

/** The people who go by the business's opening hours. */
export async function calendarsWithoutSchedule({ businessId, db }: Context): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from calendars c where business_id = ${businessId} and kind = 'person'
      and not exists (select from schedules s where s.business_id = c.business_id and s.calendar_id = c.id and s.is_default)`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/**
 * The default schedules of the given calendars and the business's own (`null`). Somebody who follows the business's hours
 * has an entry only while they travel: those hours, in another zone. Overrides and trips before `from` (a local date) are
 * left out.
 */
export async function readSchedules(
  context: Context,
  calendarIds: number[],
  from = "1900-01-01",
): Promise<Map<number | null, StoredSchedule>> {
  const ofThem = sql`is_default and (calendar_id is null or calendar_id = any(${calendarIds}))`;
  const found = await selectSchedules(context, ofThem, from);
  const schedules = new Map(found.map((schedule) => [schedule.calendarId, schedule]));
  const usual = schedules.get(null);
  for (const [calendarId, travel] of await readTravel(context, calendarIds, from)) {
    const schedule = schedules.get(calendarId) ?? usual;
    if (schedule) schedules.set(calendarId, { ...schedule, travel });
  }
  return schedules;
}

/** Schedules by their ids, whether they are anybody's default or not. */
export async function readSchedulesById(
  context: Context,
  ids: number[],
  from = "1900-01-01",
): Promise<Map<number, StoredSchedule>> {
  const found = await selectSchedules(context, sql`id = any(${ids})`, from);
  const calendarIds = found.flatMap(({ calendarId }) => calendarId ?? []);
  const travel = await readTravel(context, calendarIds, from);
  return new Map(
    found.map((schedule) => {
      const trips = travel.get(schedule.calendarId ?? 0);
      return [schedule.id, trips ? { ...schedule, travel: trips } : schedule];
    }),
  );
}

async function selectSchedules(context: Context, where: RawBuilder<unknown>, from: string): Promise<StoredSchedule[]> {
  const { rows } = await sql`
    select id, name, calendar_id, time_zone, version,
      (select jsonb_agg(jsonb_build_object('kind', kind, 'day', day, 'startMinute', start_minute, 'endMinute', end_minute, 'locationId', location_id) order by day, start_minute)
        from schedule_hours h where h.business_id = schedules.business_id and h.schedule_id = schedules.id) as hours,
      (select jsonb_agg(jsonb_build_object('date', date, 'startMinute', start_minute, 'endMinute', end_minute, 'locationId', location_id) order by date, start_minute)
        from schedule_overrides o where o.business_id = schedules.business_id and o.schedule_id = schedules.id and o.date >= ${from}) as overrides
    from schedules where business_id = ${context.businessId} and ${where}`.execute(context.db);
  return rows.map(toSchedule);
}

function toSchedule({ timeZone, hours, overrides, ...identity }: any): StoredSchedule {
  const ranges = (hours ?? []) as ({ kind: string } & WeeklyRange)[];
  const byDate = new Map<string, DateOverride>();
  for (const { date, startMinute, endMinute, locationId } of overrides ?? []) {
    const override: DateOverride = byDate.get(date) ?? { date, ranges: [] };
    if (startMinute !== null) override.ranges.push({ startMinute, endMinute, locationId });
    byDate.set(date, override);
  }
  const ofKind = (wanted: string) => ranges.filter(({ kind }) => kind === wanted).map(({ kind: _, ...range }) => range);
  return {
    ...identity,
    zone: timeZone,
    weekly: ofKind("open"),
    breaks: ofKind("break"),
    overrides: [...byDate.values()],
  };
}
