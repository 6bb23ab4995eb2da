import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { moveOn } from "./end.ts";
import { isOpen } from "./rules.ts";
import "../tables.ts";

/** A customer is forgotten: they wait for nothing any more, time that is kept for them is free, and their words are gone. */
export async function forgetEntries(context: Context, customerId: number): Promise<void> {
  const { businessId, db } = context;
  const entries = await db
    .updateTable("waitlistEntries")
    .set({ notes: null })
    .where("businessId", "=", businessId)
    .where("customerId", "=", customerId)
    .returningAll()
    .execute();
  await sql`
    update audit_log set before = null, after = null
    where business_id = ${businessId} and subject = 'waitlist_entry' and subject_id = any(${entries.map(({ id }) => id)})`.execute(
    db,
  );
  for (const entry of entries.filter(({ status }) => isOpen(status))) await moveOn(context, entry, "removed");
}
