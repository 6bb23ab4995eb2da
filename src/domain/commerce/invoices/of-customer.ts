import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { statusOn, today } from "./view.ts";

const most = 200;

type Summary = {
  id: number;
  uid: string;
  number: string | null;
  status: "draft" | "sent" | "paid" | "void";
  total: number;
  currency: string;
  dueDate: string | null;
  issuedAt: string | null;
  paidAt: string | null;
};

/** A customer's invoices, latest first. A caller who may read no invoices reads none here either. */
export async function invoicesOf(context: Context, customerId: number) {
  if (!context.caller.abilities.has("invoices:read")) return [];
  const { rows } = await sql<Summary>`
    select id, uid, number, status, total, currency, due_date, issued_at, paid_at from invoices
    where business_id = ${context.businessId} and customer_id = ${customerId}
    order by id desc limit ${most}`.execute(context.db);
  if (rows.length === 0) return [];
  const date = await today(context);
  return rows.map((invoice) => ({ ...invoice, status: statusOn(date, invoice) }));
}
