import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/** Throws 404 for a user who is no member of the business of the call. */
export async function requireMember({ businessId, db }: Context, userId: number, field = "userId"): Promise<void> {
  const found = await db
    .selectFrom("members")
    .select("userId")
    .where("businessId", "=", businessId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  if (!found) throw missing("member", userId, field);
}
