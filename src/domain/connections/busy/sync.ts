import { sql } from "kysely";
import { type Context, type JobTools, job } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { calendarOfUser } from "../../time/calendars/store.ts";
import { effectiveSchedule } from "../../time/schedules/store.ts";
import { accountOf, type StoredCalendar, type StoredConnection } from "../accounts/store.ts";
import { type LookedUp, missingFrom } from "../entries/outside.ts";
import { entriesOf } from "../entries/store.ts";
import { type Changes, ProviderRefused } from "../port.ts";
import { recordFailure } from "./failure.ts";
import { recordChanges } from "./record.ts";
import { syncCalendar } from "./schedule.ts";

/** What is read: from yesterday to a year from now, and a week more, so that reading everything weekly is often enough. */
const window = { before: DAY, after: 373 * DAY };
const readInFullEvery = 7 * DAY;

export type Round = {
  connection: StoredConnection;
  calendar: StoredCalendar;
  /** When this reading began, epoch milliseconds: what we wrote after that, it may not have seen. */
  startedAt: number;
  from: number;
  to: number;
  cursor: string | null;
  timeZone: string;
  /** The person's own calendar, which is kept busy. */
  ownCalendarId: number;
};

/** Reads what a calendar says is taken, and what became of the events that we wrote there. */
export const readCalendar = job({
  ...syncCalendar,
  async run(tools, { businessId, calendarId, due }) {
    const round = await tools.inBusiness(businessId, (context) => begin(context, calendarId, due));
    if (!round) return;
    try {
      const changes = await ask(tools, round);
      const lookedUp = await lookUp(tools, round, changes);
      await tools.inBusiness(businessId, (context) => recordChanges(context, round, changes, lookedUp));
    } catch (error) {
      if (!(error instanceof ProviderRefused)) throw error;
      await tools.inBusiness(businessId, (context) => recordFailure(context, round, error));
    }
  },
});

async function begin(context: Context, calendarId: number, due: string): Promise<Round | null> {
  const { businessId, db, now } = context;
  const calendar = await db
    .selectFrom("connectedCalendars")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("id", "=", calendarId)
    .executeTakeFirst();
  if (!calendar?.nextSyncAt || epoch(calendar.nextSyncAt) !== epoch(due)) return null;
  const connection = await db
    .selectFrom("calendarConnections")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("id", "=", calendar.connectionId)
    .executeTakeFirstOrThrow();
  // One that does not let us in is not asked again until its owner has connected it anew.
  if (connection.status === "failing" || connection.status === "disconnected") return null;
  const ownCalendarId = await calendarOfUser(context, calendar.userId);
  const { schedule } = await effectiveSchedule(context, ownCalendarId);
  const fresh = calendar.readInFullAt && now - epoch(calendar.readInFullAt) < readInFullEvery;
  return {
    connection,
    calendar,
    startedAt: now,
    from: now - window.before,
    to: now + window.after,
    cursor: fresh ? calendar.cursor : null,
    timeZone: calendar.timeZone ?? schedule.zone,
    ownCalendarId,
  };
}

async function ask(tools: JobTools, { connection, calendar, from, to, cursor, timeZone }: Round): Promise<Changes> {
  if (connection.provider === "zoom") throw new ProviderRefused("refused", "Zoom has no calendars");
  const port = tools.ports[connection.provider];
  const account = accountOf(tools, connection);
  const read = (since: string | null) =>
    port.changes(account, calendar.externalId, { from, to, cursor: since, timeZone });
  return read(cursor).catch((error) => {
    if (error instanceof ProviderRefused && error.kind === "cursor" && cursor) return read(null);
    throw error;
  });
}

/** Asks for each event of ours that is not where it was: one that is deleted cancels a booking, one that is far away does not. */
async function lookUp(tools: JobTools, round: Round, changes: Changes): Promise<LookedUp> {
  const { connection, calendar, from, to, timeZone } = round;
  const lookedUp: LookedUp = new Map();
  if (connection.provider === "zoom") return lookedUp;
  const port = tools.ports[connection.provider];
  if (!port.event) return lookedUp;
  const missing = await tools.inBusiness(calendar.businessId, async (context) =>
    missingFrom(changes, await entriesOf(context, calendar.id), { from, to, now: context.now }),
  );
  const account = accountOf(tools, connection);
  for (const { id, eventId } of missing) {
    const found = await port.event(account, calendar.externalId, eventId!, { timeZone }).catch((error) => {
      if (error instanceof ProviderRefused && error.kind === "refused") return "unreadable" as const;
      throw error;
    });
    lookedUp.set(id, found ?? "gone");
  }
  return lookedUp;
}

/** For the hourly look: calendars whose job was lost with the process that had it. */
export async function recoverSyncs(context: Context): Promise<number[]> {
  const { businessId, db, now } = context;
  const { rows } = await sql<{ id: number }>`
    update connected_calendars c set next_sync_at = ${iso(now)}
    where business_id = ${businessId} and next_sync_at < ${iso(now - 30 * 60_000)}
      and exists (select from calendar_connections a where a.business_id = c.business_id and a.id = c.connection_id and a.status in ('ok', 'connecting'))
    returning id`.execute(db);
  return rows.map(({ id }) => id);
}
