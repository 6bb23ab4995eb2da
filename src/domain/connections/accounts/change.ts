import { sql } from "kysely";
import type { z } from "zod";
import { invalid, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { refuseOldVersion } from "../../../platform/records.ts";
import { scheduleSync } from "../busy/schedule.ts";
import { writeUpcoming } from "../entries/catch-up.ts";
import { tryAnew } from "./connect.ts";
import type { ConnectionChanges } from "./schema.ts";
import { describe, findConnection, openSecret, type StoredCalendar, type StoredConnection } from "./store.ts";

type Wanted = z.output<typeof ConnectionChanges> & { id: number };

export async function changeConnection(context: Context, { id, password, calendars = [] }: Wanted) {
  const connection = await findConnection(context, id, true);
  refuseOldVersion(context, connection);
  const before = await describe(context, connection);
  for (const [index, change] of calendars.entries())
    await changeCalendar(context, before.calendars, change, `calendars.${index}`);
  if (password !== undefined) await renewPassword(context, connection, password);
  else if (calendars.length > 0) await touch(context, id);
  if (calendars.length > 0) await scheduleSync(context, { connectionId: id });
  const after = await describe(context, await findConnection(context, id));
  context.audit({
    action: "calendar_connection.updated",
    subject: "calendar_connection",
    subjectId: id,
    before,
    after,
  });
  return after;
}

type CalendarChange = NonNullable<Wanted["calendars"]>[number];
async function changeCalendar(context: Context, known: StoredCalendar[], change: CalendarChange, field: string) {
  const { businessId, db } = context;
  const calendar = known.find(({ id }) => id === change.id);
  if (!calendar) throw missing("calendar", change.id, `${field}.id`);
  const { isBusy = calendar.isBusy, isTarget = calendar.isTarget } = change;
  if (isTarget && !calendar.isWritable) throw invalid(`${field}.isTarget`, "Cannot be written to");
  if (isTarget && !calendar.isTarget) {
    await sql`
      update connected_calendars set is_target = false
      where business_id = ${businessId} and user_id = ${calendar.userId} and is_target`.execute(db);
  }
  // Read from the start when it becomes busy time; what was read goes when it no longer is.
  const anew = isBusy !== calendar.isBusy ? { cursor: null, readInFullAt: null } : {};
  await db
    .updateTable("connectedCalendars")
    .set({
      isBusy,
      // Another of the same change may have become the target meanwhile: what is not asked for stays as it is now.
      ...(change.isTarget === undefined ? {} : { isTarget }),
      onExternalChange: change.onExternalChange ?? calendar.onExternalChange,
      ...anew,
    })
    .where("businessId", "=", businessId)
    .where("id", "=", calendar.id)
    .execute();
  if (isTarget && !calendar.isTarget) await writeUpcoming(context, calendar.userId);
  if (!isBusy)
    await sql`
      delete from external_busy where business_id = ${businessId} and connected_calendar_id = ${calendar.id}`.execute(
      db,
    );
}

async function renewPassword(context: Context, connection: StoredConnection, password: string) {
  if (connection.provider !== "caldav") throw invalid("password", "Only a CalDAV account has one: connect this anew");
  await tryAnew(context, connection, { ...openSecret(context, connection.sealedSecret), password });
}

/** Its version counts changes of its calendars too. */
const touch = ({ businessId, db }: Context, id: number) =>
  sql`update calendar_connections set account = account where business_id = ${businessId} and id = ${id}`.execute(db);
