import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import "../../identity/tables.ts";

/** Throws 404 where the user is no member of the business. `field` names the body field that pointed at them. */
export async function refuseStranger(context: Context, userId: number, field: string): Promise<void> {
  const member = await context.db
    .selectFrom("members")
    .select("userId")
    .where("businessId", "=", context.businessId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  if (!member) throw missing("member", userId, field);
}
