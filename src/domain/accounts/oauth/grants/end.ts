import { sql } from "kysely";
import { actAsUser } from "../../../../platform/database.ts";
import type { Context } from "../../../../platform/operation.ts";
import { iso } from "../../../../platform/schemas.ts";

/**
 * Ends everything that a user has allowed apps, in all their businesses: whoever knew their password may have allowed some
 * of it. The rows of each business are seen from inside it alone, so the transaction goes through them and comes back.
 */
export async function endGrantsOf(context: Context, userId: number): Promise<void> {
  const { db, now } = context;
  await actAsUser(db, userId);
  const { rows } = await sql<{ id: number }>`select business_id as id from members where user_id = ${userId}`.execute(
    db,
  );
  const before = await sql<{ id: string }>`select current_setting('app.business_id', true) as id`.execute(db);
  for (const { id } of rows) {
    await lookInto(context, String(id));
    await sql`
      update oauth_grants set revoked_at = ${iso(now)}
      where business_id = ${id} and user_id = ${userId} and revoked_at is null`.execute(db);
    await sql`delete from oauth_codes where business_id = ${id} and user_id = ${userId} and used_at is null`.execute(
      db,
    );
  }
  await lookInto(context, before.rows[0]!.id);
  context.afterCommit(context.services.callersChanged);
}

const lookInto = ({ db }: Context, businessId: string) =>
  sql`select set_config('app.business_id', ${businessId}, true)`.execute(db);
