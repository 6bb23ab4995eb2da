import { conflict, notFound, validationError } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { findRecord, listRecords } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { Invoice, InvoiceChanges, InvoiceDraft, InvoiceId, InvoiceSearch, Sending } from "./schema.ts";
import { matching } from "./search.ts";
import { mailInvoice } from "./send.ts";
import { inFull } from "./view.ts";
import { changeInvoice, createInvoice, deleteDraft } from "./write.ts";

const address = "/api/services/invoices";

export const listInvoices = operation({
  name: "invoices.list",
  http: `GET ${address}`,
  tool: "list_invoices",
  access: "invoices:read",
  summary: "List invoices, latest first, by status, customer or time",
  query: InvoiceSearch,
  output: page(Invoice),
  async run(context, { limit, cursor, ...search }) {
    const where = await matching(context, search);
    const found = await listRecords(context, "invoices", { limit, cursor }, { where, descending: true });
    return { ...found, items: await inFull(context, found.items) };
  },
});

export const getInvoice = operation({
  name: "invoices.get",
  http: `GET ${address}?id`,
  access: "invoices:read",
  summary: "Get one invoice",
  query: InvoiceId,
  output: Invoice,
  run: async (context, { id }) => whole(context, await findRecord(context, "invoices", "invoice", id)),
});

export const addInvoice = operation({
  name: "invoices.create",
  http: `POST ${address}`,
  access: "invoices:write",
  summary: "Create an invoice",
  description:
    "It begins as a draft without a number. Issuing it (invoices/send, or the status sent or paid) gives it the next number of the business: there are no gaps and no doubles.",
  body: InvoiceDraft,
  output: Invoice,
  status: 201,
  errors: [notFound],
  run: async (context, draft) => whole(context, await createInvoice(context, draft)),
});

export const updateInvoice = operation({
  name: "invoices.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "invoices:write",
  summary: "Change the given fields of an invoice and leave the others, or change its status",
  description:
    "Of a draft everything can be changed, of a sent invoice the due date and the notes, of a paid or void one nothing. draft → sent or paid, sent → paid or void, paid → void.",
  query: InvoiceId,
  body: InvoiceChanges,
  output: Invoice,
  errors: [conflict, notFound],
  run: async (context, { id, ...changes }) => whole(context, await changeInvoice(context, id, changes)),
});

export const deleteInvoice = operation({
  name: "invoices.delete",
  http: `DELETE ${address}`,
  access: "invoices:write",
  summary: "Delete a draft",
  description: "An invoice that has a number stays in the books: void it instead.",
  query: InvoiceId,
  output: Deleted,
  errors: [conflict, notFound],
  run: (context, { id }) => deleteDraft(context, id),
});

export const sendInvoice = operation({
  name: "invoices.send",
  http: `POST ${address}/send`,
  access: "invoices:write",
  summary: "Mail an invoice to its customer; a draft is issued with it",
  description:
    "In the customer's language. May be repeated, as a reminder say; a paid invoice goes out as a receipt. Each call mails once: send an Idempotency-Key to repeat one safely.",
  body: Sending,
  output: Invoice,
  errors: [conflict, notFound, validationError],
  run: async (context, { id, email }) => whole(context, await mailInvoice(context, id, email)),
});

const whole = async (context: Context, invoice: Parameters<typeof inFull>[1][number]) =>
  (await inFull(context, [invoice]))[0]!;
