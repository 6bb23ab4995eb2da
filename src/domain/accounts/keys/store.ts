import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { ApiKeyChanges } from "./schema.ts";

export type StoredKey = Row<"apiKeys">;

/** Which keys a caller sees and may revoke: owners and admins all of the business's, others their own. */
export function keysOf({ caller }: Context) {
  const all = caller.kind === "system" || caller.role === "owner" || caller.role === "admin";
  return [sql`revoked_at is null`, ...(all ? [] : [sql`user_id = ${caller.userId}`])];
}

/** One of those keys, kept for the rest of the transaction, or 404. */
export async function lockKey(context: Context, id: number): Promise<StoredKey> {
  const where = [sql`business_id = ${context.businessId}`, sql`id = ${id}`, ...keysOf(context)];
  const { rows } = await sql<StoredKey>`
    select * from api_keys where ${sql.join(where, sql` and `)} for no key update`.execute(context.db);
  if (!rows[0]) throw missing("API key", id);
  return rows[0];
}

export async function changeKey(
  context: Context,
  id: number,
  changes: ApiKeyChanges & { revokedAt?: string },
): Promise<StoredKey> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  // Nothing to change is nothing wrong: the record is locked already.
  if (Object.keys(given).length === 0) return lockKey(context, id);
  return context.db
    .updateTable("apiKeys")
    .set(given)
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Adds who made them: one query however many keys there are. */
export async function withMakers<Key extends StoredKey>(context: Context, keys: Key[]) {
  const ids = [...new Set(keys.map(({ userId }) => userId))];
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from users where id = any(${ids})`.execute(context.db);
  const makers = new Map(rows.map((row) => [row.id, row]));
  return keys.map((key) => ({ ...key, createdBy: makers.get(key.userId)! }));
}
