import { sql } from "kysely";
import { seeingAll } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";

/**
 * What becomes of a customer's invoices when the customer is deleted: what was issued stays in the books, as the law asks,
 * with the name and address that are on it; a draft, which nobody has to keep, goes and leaves no data behind.
 */
export async function forgetInvoices(context: Context, customerId: number): Promise<void> {
  // Whoever sees their own customers alone would not see the invoices any more once they belong to nobody.
  const ids = await seeingAll(context.db, () => release(context, customerId));
  for (const id of ids) context.audit({ action: "invoice.deleted", subject: "invoice", subjectId: id });
}

/** Answers the drafts that are gone. */
async function release({ businessId, db }: Context, customerId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    delete from invoices where business_id = ${businessId} and customer_id = ${customerId} and status = 'draft'
    returning id`.execute(db);
  const ids = rows.map(({ id }) => id);
  await sql`
    update invoices set customer_id = null where business_id = ${businessId} and customer_id = ${customerId}`.execute(
    db,
  );
  await sql`
    update audit_log set before = null, after = null
    where business_id = ${businessId} and subject = 'invoice' and subject_id = any(${ids})`.execute(db);
  return ids;
}
