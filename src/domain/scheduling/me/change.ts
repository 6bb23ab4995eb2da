import { sql } from "kysely";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Trip as StoredTrip } from "../../time/availability/hours.ts";
import { emitOpened } from "../../time/calendars/freed.ts";
import { calendarOfUser } from "../../time/calendars/store.ts";
import { effectiveSchedule, makeDefault } from "../../time/schedules/store.ts";
import { replaceTravel } from "../../time/schedules/travel.ts";
import { giveUsername } from "../usernames/store.ts";
import { personChanged } from "./changed.ts";
import { personOf, readMe } from "./read.ts";
import type { Me, MeChanges, Trip } from "./schema.ts";

/** Changes what is sent. Throws CONFLICT for a username that somebody has. */
export async function changeMe(
  context: Context,
  { username, travelSchedules, defaultScheduleId, ...account }: MeChanges,
): Promise<Me> {
  const userId = personOf(context);
  await context.db.selectFrom("users").select("id").where("id", "=", userId).forNoKeyUpdate().execute();
  const before = await readMe(context);
  if (Object.keys(account).length > 0)
    await context.db.updateTable("users").set(account).where("id", "=", userId).execute();
  if (username !== undefined) await giveUsername(context, userId, username);
  if (travelSchedules !== undefined || defaultScheduleId !== undefined)
    await changeHours(context, userId, travelSchedules, defaultScheduleId);
  if (username !== undefined || Object.keys(account).length > 0) await personChanged(context, userId);
  const after = await readMe(context);
  if (JSON.stringify(after) !== JSON.stringify(before))
    context.audit({ action: "member.profile_updated", subject: "member", subjectId: userId, before, after });
  return after;
}

async function changeHours(context: Context, userId: number, trips?: Trip[], scheduleId?: number): Promise<void> {
  const { businessId, db } = context;
  const calendarId = await calendarOfUser(context, userId);
  await sql`select from calendars where business_id = ${businessId} and id = ${calendarId} for no key update`.execute(
    db,
  );
  const before = (await effectiveSchedule(context, calendarId)).schedule;
  if (scheduleId !== undefined) await chooseDefault(context, calendarId, scheduleId);
  if (trips !== undefined) await replaceTravel(context, calendarId, trips.map(toStored));
  emitOpened(context, [calendarId], before, (await effectiveSchedule(context, calendarId)).schedule);
}

async function chooseDefault(context: Context, calendarId: number, scheduleId: number): Promise<void> {
  const own = await context.db
    .selectFrom("schedules")
    .select("id")
    .where("businessId", "=", context.businessId)
    .where("calendarId", "=", calendarId)
    .where("id", "=", scheduleId)
    .executeTakeFirst();
  if (!own) throw missing("schedule of yours", scheduleId, "defaultScheduleId");
  await makeDefault(context, calendarId, scheduleId);
}

const toStored = ({ timeZone, startDate, endDate }: Trip): StoredTrip => ({
  zone: timeZone,
  from: startDate,
  until: endDate,
});
