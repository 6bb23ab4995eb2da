import { sql } from "kysely";
import type { Row } from "../../../../platform/database.ts";
import { hashSecret, newHandle } from "../../../../platform/handles.ts";
import type { Context } from "../../../../platform/operation.ts";
import { insertRecord } from "../../../../platform/records.ts";
import { iso } from "../../../../platform/schemas.ts";
import "../../../identity/tables.ts";
import "../tables.ts";

export type Grant = Row<"oauthGrants">;
export type Code = Row<"oauthCodes">;

const day = 24 * 3600_000;
/** What a user granted ends when the app has not used it for this long. */
export const unusedLifetime = 90 * day;

type NewGrant = { userId: number; clientId: number; scopes: string[]; audience: string };

/** What a user has just allowed, written down. */
export const openGrant = (context: Context, grant: NewGrant): Promise<Grant> =>
  insertRecord(context, "oauthGrants", "oauth grant", {
    ...grant,
    createdAt: iso(context.now),
    lastUsedAt: iso(context.now),
    expiresAt: iso(context.now + unusedLifetime),
  });

/** A grant that still stands, kept for the rest of the transaction. */
export const lockLiveGrant = ({ db, businessId, now }: Context, id: number): Promise<Grant | undefined> =>
  db
    .selectFrom("oauthGrants")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .where("expiresAt", ">", iso(now))
    .forNoKeyUpdate()
    .executeTakeFirst();

/** Ends a grant, with every token that came of it; null where it has ended already. */
export async function revokeGrant(context: Context, id: number): Promise<Grant | null> {
  const { db, businessId, now } = context;
  const after = await db
    .updateTable("oauthGrants")
    .set({ revokedAt: iso(now) })
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .where("revokedAt", "is", null)
    .returningAll()
    .executeTakeFirst();
  if (!after) return null;
  context.audit({
    action: "oauth_grant.revoked",
    subject: "oauth_grant",
    subjectId: id,
    before: { ...after, revokedAt: null },
    after,
  });
  context.afterCommit(context.services.callersChanged);
  return after;
}

/** A new refresh token of the grant's family. The app alone has it; only its hash is stored. */
export async function issueRefreshToken({ db, businessId, now }: Context, grantId: number): Promise<string> {
  const token = newHandle("rt_live", businessId);
  await db
    .insertInto("oauthRefreshTokens")
    .values({ businessId, tokenHash: hashSecret(token), grantId, createdAt: iso(now), usedAt: null })
    .execute();
  return token;
}

/** The user's live grants in the business of the call, newest first, each with its app. */
export async function listGrants(
  context: Context,
  userId: number,
  { limit, before }: { limit: number; before: number | null },
) {
  const { db, businessId, now } = context;
  const live = sql`
    from oauth_grants g join oauth_clients c on c.id = g.client_id
    where g.business_id = ${businessId} and g.user_id = ${userId} and g.revoked_at is null and g.expires_at > ${iso(now)}`;
  const { rows } = await sql<
    Grant & { clientKey: string; name: string; homepage: string | null; ownerId: number | null }
  >`
    select g.*, c.client_id as client_key, c.name, c.homepage, c.business_id as owner_id
    ${live} and (${before}::bigint is null or g.id < ${before}) order by g.id desc limit ${limit + 1}`.execute(db);
  const counted = await sql<{ total: number }>`select count(*) as total ${live}`.execute(db);
  const grants = rows.map(({ clientKey, name, homepage, ownerId, ...grant }) => ({
    ...grant,
    client: { clientId: clientKey, name, homepage, verified: ownerId !== null },
  }));
  return { rows: grants, total: counted.rows[0]!.total };
}

/** Codes an hour after they ended, and grants with all their tokens a month after: until then a second use is recognised. */
export async function sweepGrants({ db, businessId, now }: Context): Promise<void> {
  await db
    .deleteFrom("oauthCodes")
    .where("businessId", "=", businessId)
    .where("expiresAt", "<", iso(now - day / 24))
    .execute();
  await sql`
    delete from oauth_grants where business_id = ${businessId}
      and least(revoked_at, expires_at) < ${iso(now - 30 * day)}::timestamptz`.execute(db);
  // Of a family that lives on, old tokens: their reuse is then refused without ending it, as any unknown one's is.
  await sql`
    delete from oauth_refresh_tokens where business_id = ${businessId} and used_at < ${iso(now - 30 * day)}::timestamptz`.execute(
    db,
  );
}
