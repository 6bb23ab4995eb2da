import { type RawBuilder, sql } from "kysely";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { decodeCursor, type Page, toPage } from "../../../platform/page.ts";
import { showSchedule } from "../../time/schedules/schema.ts";
import { readSchedulesById, type StoredSchedule } from "../../time/schedules/store.ts";
import { managesEverybody } from "../event-types/access.ts";
import { availabilityOf } from "./cal-com.ts";
import type { ScheduleView } from "./schema.ts";

/** A schedule and whose it is. `calendarId` null: the business's opening hours. */
export type Found = { id: number; calendarId: number | null; userId: number | null; isDefault: boolean };

/** A person's own schedules in the order in which they came, and last the opening hours that they would go by otherwise. */
export async function listSchedules(
  context: Context,
  userId: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<ScheduleView>> {
  const theirs = sql`(c.user_id = ${userId} or (s.calendar_id is null and s.is_default))`;
  const [isLast, afterId] = cursor ? decodeCursor(cursor, 2) : [0, 0];
  const found = await select(
    context,
    sql`${theirs} and ((s.calendar_id is null)::int, s.id) > (${isLast}::int, ${afterId}::bigint)`,
    limit + 1,
  );
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from schedules s left join calendars c on c.business_id = s.business_id and c.id = s.calendar_id
    where s.business_id = ${context.businessId} and ${theirs}`.execute(context.db);
  const page = toPage(found, limit, rows[0]!.total, ({ id, calendarId }) => [calendarId === null ? 1 : 0, id]);
  return { ...page, items: await shown(context, page.items, userId) };
}

/** A schedule that the caller may see: their own, the opening hours, or anybody's where they manage the business. Else 404. */
export async function findSchedule(context: Context, id: number): Promise<Found> {
  const [found] = await select(context, sql`s.id = ${id}`, 1);
  const { caller } = context;
  const visible = found && (found.calendarId === null || found.userId === caller.userId || managesEverybody(caller));
  if (!visible) throw missing("schedule", id);
  return found;
}

export const showFound = async (context: Context, found: Found): Promise<ScheduleView> =>
  (await shown(context, [found], found.userId ?? context.caller.userId ?? 0))[0]!;

function select(context: Context, where: RawBuilder<unknown>, limit: number): Promise<Found[]> {
  return sql<Found>`
    select s.id, s.calendar_id, c.user_id, s.is_default
    from schedules s left join calendars c on c.business_id = s.business_id and c.id = s.calendar_id
    where s.business_id = ${context.businessId} and ${where}
    order by s.calendar_id is null, s.id limit ${limit}`
    .execute(context.db)
    .then(({ rows }) => rows);
}

/** As callers see them. The opening hours are the default of somebody who has none of their own. */
async function shown(context: Context, found: Found[], userId: number): Promise<ScheduleView[]> {
  const stored = await readSchedulesById(
    context,
    found.map(({ id }) => id),
  );
  const inherits = found.some(({ calendarId }) => calendarId === null) && !(await hasOwnDefault(context, userId));
  return found.map((one) => view(one, stored.get(one.id)!, one.calendarId === null ? inherits : one.isDefault));
}

async function hasOwnDefault({ businessId, db }: Context, userId: number): Promise<boolean> {
  const { rows } = await sql`
    select from schedules s join calendars c on c.business_id = s.business_id and c.id = s.calendar_id
    where s.business_id = ${businessId} and c.user_id = ${userId} and s.is_default`.execute(db);
  return rows.length > 0;
}

const view = ({ id, userId, calendarId }: Found, schedule: StoredSchedule, isDefault: boolean): ScheduleView => ({
  id,
  userId,
  name: schedule.name,
  isDefault,
  inherited: calendarId === null,
  availability: availabilityOf(schedule.weekly, schedule.breaks),
  ...showSchedule(schedule),
  version: schedule.version,
});
