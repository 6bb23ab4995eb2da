import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso, minutes } from "../../../platform/schemas.ts";
import type { StoredCalendar, StoredConnection } from "../accounts/store.ts";
import { type Hosted, hostedSubject } from "../hosted/hosted.ts";
import { type OutgoingEvent, ProviderRefused } from "../port.ts";
import { changeEntry, type Entry } from "./store.ts";

/** One thing to do at a provider. Without an `event` the entry is to go. */
export type Step = {
  connection: StoredConnection;
  calendar: StoredCalendar;
  entry: Entry;
  event: OutgoingEvent | null;
  hosted: Hosted | null;
  fingerprint: string | null;
};

/** A job that died does not keep others from the event for longer. */
const leaseMinutes = 2;

/**
 * What to do in a host's calendars about a booking, each step leased to the caller. Nothing where all is as it should be.
 * Throws a temporary refusal while another job is at it.
 */
export async function stepsFor(context: Context, subject: string, userId: number): Promise<Step[]> {
  const hosted = await hostedSubject(context, userId, subject);
  const wanted = hosted && hosted.status !== "cancelled" ? hosted : null;
  const places = await placesOf(context, subject, userId);
  const target = await targetOf(context, userId);
  // What is over is not written any more, and what is written stays in the calendar it was written into first.
  if (wanted && wanted.end > context.now && target && !places.some(({ entry }) => entry !== null))
    places.push({ ...target, entry: await openEntry(context, wanted, userId, target.calendar.id) });
  const steps: Step[] = [];
  for (const { connection, calendar, entry } of places) {
    if (!entry || connection.status === "disconnected") continue;
    const event = wanted && eventOf(wanted, connection, entry);
    const fingerprint = event && fingerprintOf(event);
    if (event && entry.state !== "failed" && entry.eventId && entry.fingerprint === fingerprint) continue;
    if (entry.leasedUntil && epoch(entry.leasedUntil) > context.now)
      throw new ProviderRefused("temporary", "This event is being written already");
    // One that does not let us in is not tried again and again; all of this is done when it works again.
    if (connection.status === "failing") {
      await changeEntry(context, entry.id, { state: "failed", lastError: connection.lastError });
      continue;
    }
    await changeEntry(context, entry.id, { leasedUntil: iso(context.now + minutes(leaseMinutes)) });
    steps.push({ connection, calendar, entry, event, hosted: wanted, fingerprint });
  }
  return steps;
}

/** Whether the booking has changed since the step was planned. */
export async function isOutdated(context: Context, { connection, entry, fingerprint }: Step): Promise<boolean> {
  const hosted = await hostedSubject(context, entry.userId, entry.subject);
  if (!hosted || hosted.status === "cancelled") return fingerprint !== null;
  return fingerprintOf(eventOf(hosted, connection, entry)) !== fingerprint;
}

type Place = { connection: StoredConnection; calendar: StoredCalendar; entry: Entry | null };

/** Where it is written already. Locked, so that two jobs do not lease the same entry. */
async function placesOf(context: Context, subject: string, userId: number): Promise<Place[]> {
  const { businessId, db } = context;
  const entries = await db
    .selectFrom("calendarEntries")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("subject", "=", subject)
    .where("userId", "=", userId)
    .orderBy("id")
    .forUpdate()
    .execute();
  const places: Place[] = [];
  for (const entry of entries) {
    const place = await placeOf(context, sql`c.id = ${entry.connectedCalendarId}`);
    if (place) places.push({ ...place, entry });
  }
  return places;
}

const targetOf = (context: Context, userId: number) => placeOf(context, sql`c.user_id = ${userId} and c.is_target`);

async function placeOf({ businessId, db }: Context, where: ReturnType<typeof sql>): Promise<Place | null> {
  const { rows } = await sql<{ calendarId: number; connectionId: number }>`
    select c.id as calendar_id, c.connection_id from connected_calendars c
    where c.business_id = ${businessId} and ${where}`.execute(db);
  if (!rows[0]) return null;
  const { calendarId, connectionId } = rows[0];
  const one = <Table extends "connectedCalendars" | "calendarConnections">(table: Table, id: number) =>
    (db as any)
      .selectFrom(table)
      .selectAll()
      .where("businessId", "=", businessId)
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
  return {
    calendar: await one("connectedCalendars", calendarId),
    connection: await one("calendarConnections", connectionId),
    entry: null,
  };
}

/** The intention, before anything is sent: a reading that sees the event knows by its UID that it is ours. */
async function openEntry({ businessId, db, now }: Context, hosted: Hosted, userId: number, calendarId: number) {
  const { rows } = await sql<Entry>`
    insert into calendar_entries (business_id, subject, user_id, connected_calendar_id, uid, title, starts_at, ends_at, created_at)
    values (${businessId}, ${hosted.subject}, ${userId}, ${calendarId}, ${hosted.uid}, ${hosted.title},
      ${iso(hosted.start)}, ${iso(hosted.end)}, ${iso(now)})
    on conflict (business_id, subject, user_id, connected_calendar_id) do update set title = excluded.title
    returning *`.execute(db);
  return rows[0]!;
}

/** With the UID under which it lies there. */
function eventOf(hosted: Hosted, { provider }: StoredConnection, { uid }: Entry): OutgoingEvent {
  const { sequence, title, description, location, start, end, timeZone, status, attendees, meeting } = hosted;
  return {
    ...{ uid, sequence, title, description, location, start, end, timeZone, attendees },
    tentative: status === "tentative",
    ...(provider === "google" && meeting?.type === "integrations:google:meet" ? { conference: true } : {}),
  };
}

const fingerprintOf = (event: OutgoingEvent) => createHash("sha256").update(JSON.stringify(event)).digest("base64url");
