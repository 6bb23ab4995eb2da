import { sql } from "kysely";
import type { Db, Row } from "../../../platform/database.ts";
import { iso } from "../../../platform/schemas.ts";
import "./tables.ts";

// Sessions of MCP clients, in the database so that every process can serve them. Each function runs in a transaction of
// the session's business.

export type AgentSession = Row<"agentSessions">;
/** The channel on which processes tell each other that a session has messages; the payload is `business:session`. */
export const channel = "schedly_agents";

/** A stream whose process has not said for this long that it lives is gone. */
export const streamLostAfter = 60_000;
/** A session without a stream that nobody has used for this long is forgotten. */
const idleFor = 24 * 3600_000;

/** Some clients begin a session for every call and end none: of one caller the latest are kept. */
const mostPerCaller = 200;

export async function openSession(db: Db, session: Omit<AgentSession, "createdAt" | "lastSeenAt">, now: number) {
  const { businessId, accountKey, transport } = session;
  await db
    .insertInto("agentSessions")
    .values({ ...session, createdAt: iso(now), lastSeenAt: iso(now) })
    .execute();
  if (transport === "http")
    await sql`
      delete from agent_sessions where business_id = ${businessId} and id in (
        select id from agent_sessions where business_id = ${businessId} and account_key = ${accountKey} and transport = 'http'
        order by last_seen_at desc offset ${mostPerCaller})`.execute(db);
}

/** The caller's own session: anybody else's is none. */
export async function findSession(
  db: Db,
  { businessId, id, accountKey }: { businessId: number; id: string; accountKey: string },
  now: number,
): Promise<AgentSession | null> {
  const session = await db
    .selectFrom("agentSessions")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .where("accountKey", "=", accountKey)
    .executeTakeFirst();
  if (!session) return null;
  const lifetime = session.transport === "sse" ? streamLostAfter : idleFor;
  return now - Date.parse(session.lastSeenAt) > lifetime ? null : session;
}

/** Says that a session is in use, and keeps what its client has told about itself. False where it has ended. */
export const touchSession = async (
  db: Db,
  { businessId, id }: { businessId: number; id: string },
  changes: { agent?: string; allTools?: boolean },
  now: number,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("agentSessions")
    .set({ ...changes, lastSeenAt: iso(now) })
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

export async function closeSession(db: Db, { businessId, id }: { businessId: number; id: string }): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("agentSessions")
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Leaves a message for the process that holds the session's stream, and wakes it when this transaction commits. A session
 * that ends meanwhile (hence the lock) needs no answer any more.
 */
export const leaveMessage = (
  db: Db,
  { businessId, id }: { businessId: number; id: string },
  message: string,
): Promise<unknown> =>
  sql`
    with left_there as (
      insert into agent_messages (business_id, session_id, message)
      select business_id, id, ${message} from agent_sessions where business_id = ${businessId} and id = ${id}
      for key share
    )
    select pg_notify(${channel}, ${`${businessId}:${id}`})`.execute(db);

/** Takes what was left for a session's stream, in the order in which it came. */
export async function takeMessages(db: Db, { businessId, id }: { businessId: number; id: string }): Promise<string[]> {
  const { rows } = await sql<{ id: number; message: string }>`
    delete from agent_messages where business_id = ${businessId} and session_id = ${id} returning id, message`.execute(
    db,
  );
  return rows.toSorted((one, other) => one.id - other.id).map(({ message }) => message);
}

/** Forgets sessions that nobody uses any more, and days of limited keys that are over. */
export async function sweepSessions(db: Db, businessId: number, now: number): Promise<void> {
  await sql`
    delete from agent_sessions where business_id = ${businessId}
      and last_seen_at < case transport when 'sse' then ${iso(now - streamLostAfter)}::timestamptz else ${iso(now - idleFor)}::timestamptz end`.execute(
    db,
  );
  await sql`delete from api_key_usage where business_id = ${businessId} and day < ${iso(now - 40 * 24 * 3600_000)}::date`.execute(
    db,
  );
}
