import type { Row } from "../../../platform/database.ts";
import { missing } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { businessCurrency } from "../../identity/businesses/store.ts";
import type { InvoiceChanges, InvoiceDraft } from "./schema.ts";
import { customerOf, issue, itemsOf, priced, replaceItems, requireSubjects, snapshotOf } from "./store.ts";
import { refuseDeletion, refuseEdit, refuseTransition, type StoredStatus } from "./transitions.ts";

type Invoice = Row<"invoices">;

/** Writes an invoice down: as a draft, or issued with the next number. Throws 404 for what it names and is not there. */
export async function createInvoice(context: Context, draft: InvoiceDraft): Promise<Invoice> {
  const { customerId, items: drafts, discount = 0, status, dueDate, notes } = draft;
  await requireSubjects(context, draft);
  const customer = await customerOf(context, customerId);
  const currency = draft.currency ?? (await businessCurrency(context));
  const { items, sums } = priced(drafts, discount, currency);
  const invoice = await context.db
    .insertInto("invoices")
    .values({
      businessId: context.businessId,
      uid: newHandle("inv", context.businessId),
      status,
      ...snapshotOf(customer),
      appointmentId: draft.appointmentId ?? null,
      currency,
      ...sums,
      dueDate: dueDate ?? null,
      notes: notes ?? null,
      createdAt: iso(context.now),
      ...(await becoming(context, "draft", status, customerId)),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await replaceItems(context, invoice.id, items);
  context.audit({
    action: "invoice.created",
    subject: "invoice",
    subjectId: invoice.id,
    after: { ...invoice, items },
  });
  return invoice;
}

/** Changes what its status still allows to be changed, and the status itself, under `If-Match` where one was sent. */
export async function changeInvoice(context: Context, id: number, changes: InvoiceChanges): Promise<Invoice> {
  const before = await lockInvoice(context, id);
  const { status = before.status, items: drafts, discount, customerId, ...rest } = changes;
  const { status: _, ...edits } = changes;
  refuseEdit(
    before.status,
    Object.entries(edits).flatMap(([field, value]) => (value === undefined ? [] : field)),
  );
  refuseTransition(before.status, status);
  await requireSubjects(context, changes);
  const repriced =
    drafts || discount !== undefined
      ? priced(
          drafts ?? (await draftsOf(context, id)),
          discount ?? before.discount,
          changes.currency ?? before.currency,
        )
      : undefined;
  return save(context, before, {
    ...rest,
    ...(customerId ? snapshotOf(await customerOf(context, customerId)) : {}),
    ...repriced?.sums,
    ...(status === before.status ? {} : { status }),
    ...(await becoming(context, before.status, status, customerId ?? before.customerId)),
    ...(repriced ? { items: repriced.items } : {}),
  });
}

/** The invoice, locked for the rest of the transaction. Throws PRECONDITION_FAILED where another version was asked for. */
export async function lockInvoice(context: Context, id: number): Promise<Invoice> {
  const invoice = await findRecord(context, "invoices", "invoice", id, { lock: true });
  refuseOldVersion(context, invoice);
  return invoice;
}

type Changes = Omit<Partial<Invoice>, "id" | "version"> & { items?: ReturnType<typeof priced>["items"] };

/** Stores what is given (`undefined` is nothing) of a locked invoice and says so in the audit log, items included. */
export async function save(
  context: Context,
  before: Invoice,
  { items, ...changes }: Changes,
  action = "invoice.updated",
): Promise<Invoice> {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return before;
  const earlier = items && (await itemsOf(context, [before.id]));
  if (items) await replaceItems(context, before.id, items);
  const after = await context.db
    .updateTable("invoices")
    .set(given)
    .where("businessId", "=", context.businessId)
    .where("id", "=", before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  context.audit({
    action,
    subject: "invoice",
    subjectId: before.id,
    before: items ? { ...before, items: earlier } : before,
    after: items ? { ...after, items } : after,
  });
  return after;
}

/** Deletes a draft. Throws CONFLICT for an invoice that has a number. */
export async function deleteDraft(context: Context, id: number): Promise<{ id: number; deleted: true }> {
  const before = await lockInvoice(context, id);
  refuseDeletion(before.status);
  await context.db.deleteFrom("invoices").where("businessId", "=", context.businessId).where("id", "=", id).execute();
  context.audit({ action: "invoice.deleted", subject: "invoice", subjectId: id, before });
  return { id, deleted: true };
}

/** What goes with a new status: issuing takes the next number and fixes who the invoice is for. */
export async function becoming(context: Context, from: StoredStatus, to: StoredStatus, customerId: number | null) {
  if (from === to) return {};
  if (from === "draft" && customerId === null) throw missing("customer", null, "customerId");
  return {
    ...(from === "draft" ? await issue(context, customerId!) : {}),
    ...(to === "paid" ? { paidAt: iso(context.now) } : {}),
    ...(to === "void" ? { voidedAt: iso(context.now) } : {}),
  };
}

/** Items that are there already, as a caller would send them. */
const draftsOf = async (context: Context, invoiceId: number) =>
  (await itemsOf(context, [invoiceId])).map(({ description, quantity, unitPrice, discount, productId, serviceId }) => ({
    description,
    quantity: quantity / 1000,
    unitPrice,
    discount,
    productId,
    serviceId,
  }));
