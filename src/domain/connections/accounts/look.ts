import { sql } from "kysely";
import { type Context, type JobTools, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { scheduleSync } from "../busy/schedule.ts";
import { writeUpcoming } from "../entries/catch-up.ts";
import { retryFailedEntries } from "../entries/retry.ts";
import { type ExternalCalendar, ProviderRefused } from "../port.ts";
import { joined } from "./connect.ts";
import { markFailing, markWorking, tellOfLostTarget } from "./failing.ts";
import { readAccount } from "./read.ts";
import { accountOf, openSecret, type StoredCalendar, type StoredConnection, sealSecret } from "./store.ts";

/** Lists the calendars of an account: new ones join, those that are gone leave, the others keep what was chosen. */
export const lookAtAccount = job({
  ...readAccount,
  async run(tools, { businessId, connectionId, given }, { last }) {
    const connection = await tools.inBusiness(businessId, (context) => readConnection(context, connectionId));
    if (!connection || connection.provider === "zoom") return;
    try {
      const opened = given ? await openAnew(tools, connection, given) : connection;
      const found = await tools.ports[connection.provider].calendars(accountOf(tools, opened));
      await tools.inBusiness(businessId, async (context) => {
        if (given) await keepSecret(context, opened);
        await keep(context, connection, found);
      });
    } catch (error) {
      /** null: it is no provider's fault. */
      const kind = error instanceof ProviderRefused ? error.kind : null;
      const temporary = kind === null || kind === "temporary";
      const patient = connection.status === "ok" && kind !== "credentials";
      const over = !temporary || last;
      if (given?.worked && over) {
        await tools.inBusiness(businessId, (context) => goBack(context, connection.id, reasonOf(error)));
        if (kind === null) throw error;
        return;
      }
      // Somebody has just connected it and waits for a word, or pressed a button and wonders what became of it.
      if (over || connection.status !== "failing")
        await tools.inBusiness(businessId, async (context) => {
          await markFailing(context, connection.id, reasonOf(error), over && !patient);
          // What worked may be well again: the readings of its calendars go on, and say how long it lasts.
          if (over && patient) await scheduleSync(context, { connectionId });
        });
      if (temporary && !(over && patient && kind)) throw error;
    }
  },
});

/** The account as it would be opened with what was given. Throws where that opens nothing. */
async function openAnew(tools: JobTools, connection: StoredConnection, given: Given): Promise<StoredConnection> {
  const account = accountOf(tools, { ...connection, sealedSecret: given.sealedSecret });
  const found = (await tools.ports.caldav.calendars(account)).map(({ id }) => id);
  const known = await tools.inBusiness(connection.businessId, (context) => calendarsOf(context, connection.id));
  const ids = { known: known.map(({ externalId }) => externalId), found };
  const secret = joined(openSecret(tools, connection.sealedSecret), account.secret, ids, given.worked);
  return { ...connection, sealedSecret: sealSecret(tools, secret) };
}
type Given = { sealedSecret: string; worked: boolean };

const keepSecret = ({ businessId, db }: Context, { id, sealedSecret }: StoredConnection) =>
  sql`update calendar_connections set sealed_secret = ${sealedSecret} where business_id = ${businessId} and id = ${id}`.execute(
    db,
  );

/** What was given does not work, and what was there before does. */
const goBack = async ({ businessId, db }: Context, id: number, reason: string): Promise<void> => {
  const lastError = `What you gave anew does not work, and what was there stays: ${reason}`.slice(0, 500);
  await sql`
    update calendar_connections set status = 'ok', last_error = ${lastError}
    where business_id = ${businessId} and id = ${id} and status in ('ok', 'connecting')`.execute(db);
};

const reasonOf = (error: unknown) =>
  error instanceof ProviderRefused ? error.message : "It could not be read. We keep trying.";

async function readConnection(context: Context, id: number): Promise<StoredConnection | undefined> {
  return context.db
    .selectFrom("calendarConnections")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .where("status", "<>", "disconnected")
    .executeTakeFirst();
}

async function keep(context: Context, connection: StoredConnection, found: ExternalCalendar[]): Promise<void> {
  const { businessId, db, now } = context;
  const ids = found.map(({ id }) => id);
  const { rows: lost } = await sql<Pick<StoredCalendar, "name" | "isTarget">>`
    delete from connected_calendars
    where business_id = ${businessId} and connection_id = ${connection.id} and external_id <> all(${ids}::text[])
    returning name, is_target`.execute(db);
  const lostTarget = lost.find(({ isTarget }) => isTarget);
  const before = await calendarsOf(context, connection.id);
  const known = new Set(before.map(({ externalId }) => externalId));
  for (const calendar of found) {
    const shared = { name: calendar.name, timeZone: calendar.timeZone, isPrimary: calendar.primary };
    if (known.has(calendar.id)) {
      await db
        .updateTable("connectedCalendars")
        .set({ ...shared, isWritable: calendar.writable })
        .where("businessId", "=", businessId)
        .where("connectionId", "=", connection.id)
        .where("externalId", "=", calendar.id)
        .execute();
    } else {
      const base = { businessId, connectionId: connection.id, userId: connection.userId, externalId: calendar.id };
      const isTarget =
        !lostTarget && calendar.primary && calendar.writable && !(await hasTarget(context, connection.userId));
      await db
        .insertInto("connectedCalendars")
        .values({
          ...base,
          ...shared,
          isWritable: calendar.writable,
          isBusy: isBusyAtFirst(connection, calendar),
          isTarget,
          cursor: null,
          readInFullAt: null,
          refreshMinutes: null,
          nextSyncAt: null,
          lastSyncedAt: null,
          lastError: null,
          failingSince: null,
          createdAt: iso(now),
        })
        .execute();
      if (isTarget) await writeUpcoming(context, connection.userId);
    }
  }
  await markWorking(context, connection.id);
  await scheduleSync(context, { connectionId: connection.id });
  await retryFailedEntries(context, connection.id);
  if (lostTarget) await tellOfLostTarget(context, connection.id, lostTarget.name);
}

async function calendarsOf({ businessId, db }: Context, connectionId: number): Promise<StoredCalendar[]> {
  const { rows } = await sql<StoredCalendar>`
    select * from connected_calendars where business_id = ${businessId} and connection_id = ${connectionId}`.execute(
    db,
  );
  return rows;
}

/** CalDAV knows no main calendar, so all that are the owner's own; elsewhere the main one. Others are chosen by hand. */
const isBusyAtFirst = ({ provider }: StoredConnection, { primary, writable }: ExternalCalendar) =>
  primary || (provider === "caldav" && writable);

async function hasTarget({ businessId, db }: Context, userId: number): Promise<boolean> {
  const { rows } = await sql`
    select from connected_calendars where business_id = ${businessId} and user_id = ${userId} and is_target`.execute(
    db,
  );
  return rows.length > 0;
}
