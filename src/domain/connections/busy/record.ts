import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { markWorking } from "../accounts/failing.ts";
import { followOutside, type LookedUp } from "../entries/outside.ts";
import { entriesOf, ownUids } from "../entries/store.ts";
import type { Changes, ExternalEvent, Provider } from "../port.ts";
import { isWanted, minutesUntilNext, scheduleNext } from "./schedule.ts";
import type { Round } from "./sync.ts";

/** Writes down what a reading found: busy time, what happened to our events, and when to read again. */
export async function recordChanges(
  context: Context,
  round: Round,
  changes: Changes,
  lookedUp: LookedUp,
): Promise<void> {
  const { businessId, db, now } = context;
  const { calendar, connection } = round;
  const { rows } = await sql<{ isBusy: boolean; isWanted: boolean }>`
    select is_busy, ${isWanted} as is_wanted from connected_calendars c
    where business_id = ${businessId} and id = ${calendar.id} for no key update`.execute(db);
  // It was disconnected while it was read.
  if (!rows[0]) return;
  const entries = await entriesOf(context, calendar.id);
  if (rows[0].isBusy) await replaceBusy(context, round, changes, await outsiders(context, changes.events, entries));
  const { unsettled } = await followOutside(context, round, entries, changes, lookedUp);
  const refreshMinutes = changes.refreshMinutes ?? calendar.refreshMinutes;
  await db
    .updateTable("connectedCalendars")
    .set({
      // What could not be judged yet is to be heard again: the next reading goes on from where this one did.
      cursor: unsettled ? round.cursor : changes.cursor,
      refreshMinutes,
      lastSyncedAt: iso(now),
      lastError: null,
      failures: 0,
      failingSince: null,
      ...(changes.name ? { name: changes.name } : {}),
      ...(changes.full ? { readInFullAt: iso(round.startedAt) } : {}),
    })
    .where("businessId", "=", businessId)
    .where("id", "=", calendar.id)
    .execute();
  await markWorking(context, connection.id);
  if (rows[0].isWanted)
    await scheduleNext(context, calendar.id, minutesUntilNext(connection.provider as Provider, refreshMinutes));
}

/** Events that are not ours. What we wrote is claimed already, and what is cancelled here must not block from there. */
async function outsiders(
  context: Context,
  events: ExternalEvent[],
  entries: { eventId: string | null; uid: string }[],
): Promise<ExternalEvent[]> {
  const ours = new Set(entries.flatMap(({ eventId, uid }) => [eventId ?? "", uid]));
  const strangers = events.filter(({ eventId, uid }) => !ours.has(eventId) && !(uid && ours.has(uid)));
  // An invitation that came by mail lies in the calendar as well.
  const invited = await ownUids(
    context,
    strangers.flatMap(({ uid }) => uid ?? []),
  );
  return strangers.filter(({ uid }) => !(uid && invited.has(uid)));
}

/** All rows of the calendar, or those of the events that changed, in one statement. */
async function replaceBusy(context: Context, round: Round, changes: Changes, events: ExternalEvent[]): Promise<void> {
  const { businessId, db } = context;
  const { calendar, connection, ownCalendarId, from } = round;
  const taken = events
    .filter(({ free, start, end }) => !free && end > start && end > from)
    .map(({ key, eventId, start, end }) => ({ key, eventId, startsAt: iso(start), endsAt: iso(end) }));
  const changed = [...changes.gone, ...changes.events.map(({ key }) => key)];
  // What a booker is told is "busy"; the calendar's name is for its owner.
  const source = (changes.name ?? calendar.name) || connection.account;
  await sql`
    with gone as (
      delete from external_busy
      where business_id = ${businessId} and connected_calendar_id = ${calendar.id}
        and (${changes.full} or event_key = any(${changed}::text[]) or event_id = any(${changes.gone}::text[]))
      returning event_key, starts_at, ends_at, taken_at
    ), known as (
      select event_key, starts_at, ends_at, min(taken_at) as taken_at from gone group by event_key, starts_at, ends_at
    )
    insert into external_busy (business_id, calendar_id, connected_calendar_id, event_key, event_id, source, starts_at, ends_at, taken_at)
    select ${businessId}, ${ownCalendarId}, ${calendar.id}, key, "eventId", ${source}, "startsAt", "endsAt", coalesce(taken_at, ${iso(context.now)})
    from jsonb_to_recordset(${JSON.stringify(taken)}::jsonb)
      as event (key text, "eventId" text, "startsAt" timestamptz, "endsAt" timestamptz)
      left join known on event_key = key and starts_at = "startsAt" and ends_at = "endsAt"`.execute(db);
}
