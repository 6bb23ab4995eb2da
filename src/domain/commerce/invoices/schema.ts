import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Currency, Email, Id, IdParameter, InstantOut, LocalDate, Money, Text } from "../../../platform/schemas.ts";
import { storedStatuses } from "./transitions.ts";

const statuses = ["draft", "sent", "paid", "overdue", "void"] as const;
export type Status = (typeof statuses)[number];

const Item = z.object({
  id: Id,
  description: z.string(),
  quantity: z.number().meta({ description: "Up to three decimal places" }),
  unitPrice: z.int().meta({ description: "In the currency's minor unit" }),
  discount: z.int().meta({ description: "Taken off this item, in the minor unit" }),
  total: z.int().meta({ description: "quantity × unitPrice, rounded half to even, less the discount" }),
  productId: Id.nullable(),
  serviceId: Id.nullable(),
});

export const Invoice = z
  .object({
    id: Id,
    uid: z.string(),
    number: z.string().nullable().meta({ description: "Given when it is issued; a draft has none" }),
    status: z.enum(statuses).meta({ description: "overdue: it is sent, and its due date is over" }),
    customerId: Id.nullable().meta({ description: "null once the customer was deleted" }),
    customer: z
      .object({ id: Id.nullable(), name: z.string(), email: z.string().nullable(), address: z.string().nullable() })
      .meta({ description: "As they were when the invoice was issued" }),
    appointmentId: Id.nullable(),
    items: z.array(Item),
    currency: z.string(),
    subtotal: z.int().meta({ description: "The items' totals, in the minor unit" }),
    discount: z.int().meta({ description: "Taken off the subtotal, in the minor unit" }),
    total: z.int().meta({ description: "What is to be paid, in the minor unit" }),
    dueDate: z.string().nullable().meta({ description: "The last day to pay, in the business's time zone" }),
    notes: z.string().nullable(),
    issuedAt: InstantOut.nullable().meta({ description: "When it got its number" }),
    sentAt: InstantOut.nullable().meta({ description: "When it was last mailed" }),
    paidAt: InstantOut.nullable(),
    voidedAt: InstantOut.nullable(),
    createdAt: InstantOut,
    version: z.int(),
  })
  .meta({ id: "Invoice" });

/** An invoice among what is known of its customer. */
export const InvoiceSummary = Invoice.pick({
  id: true,
  uid: true,
  number: true,
  status: true,
  total: true,
  currency: true,
  dueDate: true,
  issuedAt: true,
  paidAt: true,
});

/** Kept as thousandths. A number with more places than three would be rounded behind the caller's back. */
const Quantity = z
  .number()
  .positive()
  .max(1_000_000)
  .refine((quantity) => Math.round(quantity * 1000) / 1000 === quantity, {
    error: "Must have at most three decimal places",
  });

const ItemDraft = z.strictObject({
  description: z
    .string()
    .trim()
    .min(1, { error: "Must not be empty" })
    .max(500)
    .meta({ description: "What it is for" }),
  quantity: Quantity.default(1).meta({
    description: "How many; up to three decimal places, such as 1.5. 1 by default",
  }),
  unitPrice: Money.meta({ description: "Price of one in the currency's minor unit: 3500 is $35.00" }),
  discount: Money.default(0).meta({ description: "What is taken off this item, in the minor unit. 0 by default" }),
  productId: Id.nullish().meta({ description: "The product that it is, if any. Its stock is not changed" }),
  serviceId: Id.nullish().meta({ description: "The service that it is, if any" }),
});
export type ItemDraft = z.output<typeof ItemDraft>;

const fields = {
  customerId: Id.meta({ description: "Id of the customer who is to pay, from search_customers" }),
  items: z.array(ItemDraft).min(1).max(200).meta({ description: "What is to be paid for. Replaces all earlier items" }),
  dueDate: LocalDate.nullable().meta({
    description: "The last day to pay, such as 2026-03-01, in the business's time zone; null for none",
  }),
  discount: Money.meta({ description: "What is taken off the sum of the items, in the minor unit. 0 by default" }),
  currency: Currency.meta({ description: "ISO 4217 code such as usd; the business's by default" }),
  appointmentId: Id.nullable().meta({ description: "The appointment that it is for; null for none" }),
  notes: Text.nullable().meta({ description: "For the customer, below the items; null for none" }),
};

const { customerId, items, ...optional } = fields;
export const InvoiceDraft = z.strictObject({
  customerId,
  items,
  ...z.object(optional).partial().shape,
  status: z.enum(["draft", "sent", "paid"]).default("draft").meta({
    description:
      "draft (the default) has no number yet; sent and paid issue it at once, with the next number, and mail nothing",
  }),
});
export type InvoiceDraft = z.output<typeof InvoiceDraft>;

export const InvoiceChanges = z
  .strictObject({
    ...fields,
    status: z
      .enum(storedStatuses, { error: "Must be draft, sent, paid or void; overdue follows from the due date" })
      .meta({ description: "sent issues a draft, paid says that it was paid, void takes it back. None can be undone" }),
  })
  .partial();
export type InvoiceChanges = z.output<typeof InvoiceChanges>;

export const InvoiceId = z.object({ id: IdParameter.meta({ description: "Id of the invoice, from list_invoices" }) });

export const InvoiceSearch = PageQuery.extend({
  status: z
    .enum(statuses)
    .optional()
    .meta({ description: "sent: issued, unpaid and not yet overdue; overdue: unpaid and its due date is over" }),
  customerId: IdParameter.optional().meta({
    description: "Invoices of this customer; the id is from search_customers",
  }),
  from: LocalDate.optional().meta({
    description: "First day of issue (of a draft: of its creation), in the business's time zone",
  }),
  to: LocalDate.optional().meta({ description: "Last such day" }),
  q: z.string().trim().max(200).optional().meta({ description: "Part of the number or of the customer's name" }),
  search: z.string().trim().max(200).optional().meta({ description: "Another name of `q`, as other lists call it" }),
});
export type InvoiceSearch = Omit<z.output<typeof InvoiceSearch>, "limit" | "cursor">;

export const Sending = z.strictObject({
  id: Id.meta({ description: "The invoice to mail; a draft is issued with it" }),
  email: Email.optional().meta({ description: "Where to mail it; by default the address of the invoice's customer" }),
});
