import { sql } from "kysely";
import { conflict, DomainError, forbidden, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { refuseOldVersion, requireRecords } from "../../../platform/records.ts";
import { emitOpened } from "../../time/calendars/freed.ts";
import { calendarOfUser } from "../../time/calendars/store.ts";
import { hoursOf, locationsNamed, type ScheduleChanges as Parts } from "../../time/schedules/schema.ts";
import {
  changeSchedule,
  createSchedule,
  deleteSchedule,
  effectiveSchedule,
  makeDefault,
  usualHours,
} from "../../time/schedules/store.ts";
import { weeklyOf } from "./cal-com.ts";
import type { ScheduleChanges, ScheduleDraft, ScheduleView } from "./schema.ts";
import { type Found, findSchedule, showFound } from "./store.ts";

/** Adds a schedule to a person's. The first one is their default, unless they say otherwise. */
export async function addSchedule(context: Context, userId: number, draft: ScheduleDraft): Promise<ScheduleView> {
  const calendarId = await calendarOfUser(context, userId);
  await lockPerson(context, calendarId);
  const hours = await knownHours(context, draft);
  return sayingWhatOpens(context, calendarId, async ({ schedule, own }) => {
    const id = await createSchedule(context, {
      calendarId,
      name: draft.name,
      timeZone: draft.timeZone ?? schedule.zone,
      isDefault: false,
      weekly: hours.weekly ?? usualHours,
      breaks: hours.breaks ?? [],
      overrides: hours.overrides ?? [],
    });
    if (draft.isDefault ?? !own) await makeDefault(context, calendarId, id);
    const after = await showFound(context, await findSchedule(context, id));
    context.audit({ action: "schedule.created", subject: "schedule", subjectId: id, after });
    return after;
  });
}

/** Changes the parts that are sent. */
export async function editSchedule(context: Context, id: number, changes: ScheduleChanges): Promise<ScheduleView> {
  const { found, calendarId } = await lockEditable(context, id);
  const before = await showFound(context, found);
  refuseOldVersion(context, before);
  if (Object.keys(changes).length === 0) return before;
  if (changes.isDefault === false && found.isDefault)
    throw refuse(conflict, "One schedule has to be the default: make another one the default instead.", [
      { field: "isDefault", message: "Is the default" },
    ]);
  const { name, timeZone } = changes;
  const hours = await knownHours(context, changes);
  return sayingWhatOpens(context, calendarId, async () => {
    await changeSchedule(context, id, { name, timeZone, ...hours });
    if (changes.isDefault && !found.isDefault) await makeDefault(context, calendarId, id);
    const after = await showFound(context, await findSchedule(context, id));
    context.audit({ action: "schedule.updated", subject: "schedule", subjectId: id, before, after });
    return after;
  });
}

/** Event types that use it go by the default from then on. Throws CONFLICT for the default while there are others. */
export async function removeSchedule(context: Context, id: number): Promise<{ id: number; deleted: true }> {
  const { found, calendarId } = await lockEditable(context, id);
  const before = await showFound(context, found);
  refuseOldVersion(context, before);
  if (found.isDefault && (await hasOthers(context, calendarId, id)))
    throw refuse(conflict, "This is the default schedule. Make another one the default first, then delete this one.");
  return sayingWhatOpens(context, calendarId, async () => {
    await deleteSchedule(context, id);
    context.audit({ action: "schedule.deleted", subject: "schedule", subjectId: id, before });
    return { id, deleted: true as const };
  });
}

/** A schedule that the caller may change, with its person's schedules kept to this transaction. */
async function lockEditable(context: Context, id: number): Promise<{ found: Found; calendarId: number }> {
  const { calendarId } = await findSchedule(context, id);
  if (calendarId === null)
    throw new DomainError(
      forbidden,
      "These are the business's opening hours: change them at /api/services/company-settings, or make a schedule of your own.",
    );
  await lockPerson(context, calendarId);
  return { found: await findSchedule(context, id), calendarId };
}

/** Of two who change a person's schedules at once, the second waits and sees what the first has done. */
const lockPerson = ({ businessId, db }: Context, calendarId: number) =>
  sql`select from calendars where business_id = ${businessId} and id = ${calendarId} for no key update`.execute(db);

/** Either form of hours as the store takes them. Throws 404 for a location that nobody knows. */
async function knownHours(context: Context, { availability, weekly, breaks, overrides }: ScheduleChanges) {
  const parts: Parts = availability
    ? { weekly: weeklyOf(availability).map(({ index: _, ...hours }) => hours), breaks: [], overrides }
    : { weekly, breaks, overrides };
  await requireRecords(context, "locations", "location", locationsNamed(parts));
  return hoursOf(parts);
}

/** Tells those who wait for time what a change opens of the hours that the person goes by. */
async function sayingWhatOpens<Result>(
  context: Context,
  calendarId: number,
  change: (before: Awaited<ReturnType<typeof effectiveSchedule>>) => Promise<Result>,
): Promise<Result> {
  const before = await effectiveSchedule(context, calendarId);
  const result = await change(before);
  const after = await effectiveSchedule(context, calendarId);
  emitOpened(context, [calendarId], before.schedule, after.schedule);
  return result;
}

async function hasOthers({ businessId, db }: Context, calendarId: number, id: number): Promise<boolean> {
  const { rows } = await sql`
    select from schedules where business_id = ${businessId} and calendar_id = ${calendarId} and id <> ${id} limit 1`.execute(
    db,
  );
  return rows.length > 0;
}
