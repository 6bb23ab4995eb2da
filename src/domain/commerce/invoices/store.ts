import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { requireRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";
import type { ItemDraft } from "./schema.ts";
import { sumsOf } from "./sums.ts";

type Customer = { id: number; name: string; email: string | null; address: string | null };

/**
 * The customer as an invoice shows them, or 404. Customers belong to services, a wing that comes after this one: its code
 * cannot be called from here, so their table is read with SQL of our own.
 */
export async function customerOf(context: Context, id: number): Promise<Customer> {
  const { rows } = await sql<Customer>`
    select id, name, email, address from customers
    where business_id = ${context.businessId} and id = ${id} and deleted_at is null`.execute(context.db);
  if (!rows[0]) throw missing("customer", id, "customerId");
  return rows[0];
}

/** The columns that keep a customer on their invoice. */
export const snapshotOf = ({ id, name, email, address }: Customer) => ({
  customerId: id,
  customerName: name,
  customerEmail: email,
  customerAddress: address,
});

/** The products, services and the appointment that an invoice names have to be there, even where they are only hidden. */
export async function requireSubjects(
  context: Context,
  { items = [], appointmentId }: { items?: ItemDraft[] | undefined; appointmentId?: number | null | undefined },
): Promise<void> {
  const named = (key: "productId" | "serviceId") =>
    items.flatMap((item, index) => (item[key] ? [{ id: item[key], field: `items.${index}.${key}` }] : []));
  await requireRecords(context, "products", "product", named("productId"));
  await requireRecords(context, "services", "service", named("serviceId"));
  await requireRecords(
    context,
    "appointments",
    "appointment",
    appointmentId ? [{ id: appointmentId, field: "appointmentId" }] : [],
  );
}

/** Items as they are stored, with the sums that belong on their invoice. */
export function priced(items: ItemDraft[], discount: number, currency: string) {
  const stored = items.map((item, position) => ({
    ...item,
    position,
    quantity: Math.round(item.quantity * 1000),
    productId: item.productId ?? null,
    serviceId: item.serviceId ?? null,
  }));
  const { totals, subtotal, total } = sumsOf(stored, discount, currency);
  return {
    items: stored.map((item, index) => ({ ...item, total: totals[index]! })),
    sums: { subtotal, discount, total },
  };
}
export type StoredItem = ReturnType<typeof priced>["items"][number];

export async function replaceItems(context: Context, invoiceId: number, items: StoredItem[]): Promise<void> {
  const { businessId, db } = context;
  await db.deleteFrom("invoiceItems").where("businessId", "=", businessId).where("invoiceId", "=", invoiceId).execute();
  await db
    .insertInto("invoiceItems")
    .values(items.map((item) => ({ businessId, invoiceId, ...item })))
    .execute();
}

export const itemsOf = (context: Context, invoiceIds: number[]): Promise<Row<"invoiceItems">[]> =>
  invoiceIds.length === 0
    ? Promise.resolve([])
    : context.db
        .selectFrom("invoiceItems")
        .selectAll()
        .where("businessId", "=", context.businessId)
        .where("invoiceId", "in", invoiceIds)
        .orderBy("position")
        .execute();

/**
 * The next number of the business: INV-0001, INV-0002 … Its counter stays locked until the transaction ends, and goes back
 * with it where it fails: no number is given out twice, and none is left out.
 */
async function nextNumber(context: Context): Promise<string> {
  const { rows } = await sql<{ last: number }>`
    insert into invoice_numbers (business_id, last) values (${context.businessId}, 1)
    on conflict (business_id) do update set last = invoice_numbers.last + 1
    returning last`.execute(context.db);
  return `INV-${String(rows[0]!.last).padStart(4, "0")}`;
}

/** What makes an invoice one that counts: the next number, and its customer as they are now. */
export const issue = async (context: Context, customerId: number) => ({
  ...snapshotOf(await customerOf(context, customerId)),
  number: await nextNumber(context),
  issuedAt: iso(context.now),
});
