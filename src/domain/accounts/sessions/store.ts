import { sql } from "kysely";
import { actAsUser, type Row } from "../../../platform/database.ts";
import { hashSecret, newSecret } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { sessionLifetimeMilliseconds } from "../../identity/uses.ts";

// As long as browsers keep a cookie. Whether a session still stands is decided by its row.
const cookieLifetimeMilliseconds = 400 * 24 * 3600_000;

export type Membership = { id: number; name: string; subdomain: string; role: string };

/**
 * Signs the browser in: a new session in the business that the user was last seen in, and the cookie that goes with it.
 * The session that the browser had before ends, so that no token outlives a change of who is signed in.
 */
export async function startSession(context: Context, userId: number, businessId?: number): Promise<Membership | null> {
  const business = await businessToEnter(context, userId, businessId);
  const token = newSecret();
  if (context.caller.sessionId !== null) await endSession(context, context.caller.sessionId);
  await context.db
    .insertInto("sessions")
    .values({
      tokenHash: hashSecret(token),
      userId,
      businessId: business?.id ?? null,
      userAgent: context.userAgent,
      address: context.address,
      createdAt: iso(context.now),
      lastSeenAt: iso(context.now),
      expiresAt: iso(context.now + sessionLifetimeMilliseconds),
    })
    .execute();
  context.setSession({ token, expiresAt: context.now + cookieLifetimeMilliseconds });
  return business;
}

/** The wanted business, else the one of the user's latest session, else the one they joined first. */
async function businessToEnter(context: Context, userId: number, wanted?: number): Promise<Membership | null> {
  await actAsUser(context.db, userId);
  const { rows } = await sql<Membership>`
    select businesses.id, businesses.name, businesses.subdomain, members.role
    from members join businesses on businesses.id = members.business_id
    where members.user_id = ${userId}
    order by members.business_id = ${wanted ?? 0} desc,
      (select max(last_seen_at) from sessions s where s.user_id = members.user_id and s.business_id = members.business_id) desc nulls last,
      members.created_at, members.business_id
    limit 1`.execute(context.db);
  return rows[0] ?? null;
}

export async function endSession(context: Context, id: number): Promise<void> {
  await context.db.deleteFrom("sessions").where("id", "=", id).execute();
  context.afterCommit(context.services.callersChanged);
}

/** Ends one session of a user; false where they have none with this id. */
export async function endSessionOf(context: Context, userId: number, id: number): Promise<boolean> {
  const { numDeletedRows } = await context.db
    .deleteFrom("sessions")
    .where("userId", "=", userId)
    .where("id", "=", id)
    .executeTakeFirst();
  context.afterCommit(context.services.callersChanged);
  return numDeletedRows > 0n;
}

/** Ends every session of a user but `kept`, and answers how many. */
export async function endSessions(context: Context, userId: number, kept: number | null = null): Promise<number> {
  const { numDeletedRows } = await context.db
    .deleteFrom("sessions")
    .where("userId", "=", userId)
    .where("id", "!=", kept ?? 0)
    .executeTakeFirst();
  context.afterCommit(context.services.callersChanged);
  return Number(numDeletedRows);
}

/** The session acts in another business from now on. */
export async function enterWithSession(context: Context, sessionId: number, businessId: number): Promise<void> {
  await context.db.updateTable("sessions").set({ businessId }).where("id", "=", sessionId).execute();
  context.afterCommit(context.services.callersChanged);
}

export async function listSessions(
  context: Context,
  userId: number,
  limit: number,
  before: number | null,
): Promise<{ rows: Row<"sessions">[]; total: number }> {
  const live = context.db.selectFrom("sessions").where("userId", "=", userId).where("expiresAt", ">", iso(context.now));
  const { total } = await live.select((count) => count.fn.countAll<number>().as("total")).executeTakeFirstOrThrow();
  const page = before === null ? live : live.where("id", "<", before);
  const rows = await page
    .selectAll()
    .orderBy("id", "desc")
    .limit(limit + 1)
    .execute();
  return { rows, total };
}
