import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context, JobTools } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import type { Account, Secret } from "../port.ts";
import "../tables.ts";

export type StoredConnection = Row<"calendarConnections">;
export type StoredCalendar = Row<"connectedCalendars">;

/** Whether the caller sees everybody's connections; an employee has their own alone. */
export const seesAll = ({ caller }: Context) =>
  caller.kind === "system" || ["owner", "admin", "manager"].includes(caller.role ?? "");

/** A connection that the caller may touch, or 404. */
export async function findConnection(context: Context, id: number, lock = false): Promise<StoredConnection> {
  const found = await findRecord(context, "calendarConnections", "calendar connection", id, { lock });
  if (found.status === "disconnected" || (!seesAll(context) && found.userId !== context.caller.userId))
    throw missing("calendar connection", id);
  return found;
}

/** What the list shows of connections: with their calendars, in one more query however many they are. */
export async function withCalendars(context: Context, connections: StoredConnection[]) {
  const ids = connections.map(({ id }) => id);
  const { rows } = await sql<StoredCalendar>`
    select * from connected_calendars where business_id = ${context.businessId} and connection_id = any(${ids})
    order by is_primary desc, id`.execute(context.db);
  const byConnection = Map.groupBy(rows, ({ connectionId }) => connectionId);
  return connections.map((connection) => ({ ...connection, calendars: byConnection.get(connection.id) ?? [] }));
}

export const describe = async (context: Context, connection: StoredConnection) =>
  (await withCalendars(context, [connection]))[0]!;

export const sealSecret = ({ services }: Pick<Context, "services">, secret: Secret) =>
  services.secrets.seal(JSON.stringify(secret));
export const openSecret = ({ services }: Pick<JobTools, "services">, sealed: string): Secret =>
  JSON.parse(services.secrets.open(sealed));

/** A connection as an adapter gets it: opened, and with a way to keep tokens that were given anew. */
export function accountOf(
  tools: JobTools,
  { businessId, id, sealedSecret }: Pick<StoredConnection, "businessId" | "id" | "sealedSecret">,
): Account {
  return {
    secret: openSecret(tools, sealedSecret),
    save: (secret) =>
      tools.inBusiness(businessId, async (context) => {
        const sealed = sealSecret(tools, secret);
        await sql`update calendar_connections set sealed_secret = ${sealed} where business_id = ${businessId} and id = ${id}`.execute(
          context.db,
        );
      }),
    latest: () =>
      tools.inBusiness(businessId, async (context) => {
        const { rows } = await sql<{ sealedSecret: string }>`
          select sealed_secret from calendar_connections where business_id = ${businessId} and id = ${id}`.execute(
          context.db,
        );
        return openSecret(tools, rows[0]?.sealedSecret ?? sealedSecret);
      }),
  };
}

/** Keeps an account of the person, or the new secret of one that is connected already. */
export async function keepConnection(
  context: Context,
  draft: Pick<StoredConnection, "userId" | "provider" | "account" | "accountKey" | "mode" | "sealedSecret"> & {
    status?: StoredConnection["status"];
  },
): Promise<{ connection: StoredConnection; isNew: boolean }> {
  const { rows } = await sql<StoredConnection & { isNew: boolean }>`
    insert into calendar_connections (business_id, user_id, provider, account, account_key, mode, sealed_secret, status, created_at)
    values (${context.businessId}, ${draft.userId}, ${draft.provider}, ${draft.account}, ${draft.accountKey}, ${draft.mode},
      ${draft.sealedSecret}, ${draft.status ?? "connecting"}, ${new Date(context.now).toISOString()})
    on conflict (business_id, user_id, provider, account_key) do update
      set sealed_secret = excluded.sealed_secret, mode = excluded.mode, status = excluded.status, last_error = null
    returning *, xmax = 0 as is_new`.execute(context.db);
  const { isNew, ...connection } = rows[0]!;
  const action = isNew ? "calendar_connection.created" : "calendar_connection.updated";
  context.audit({ action, subject: "calendar_connection", subjectId: connection.id, after: connection });
  return { connection, isNew };
}
