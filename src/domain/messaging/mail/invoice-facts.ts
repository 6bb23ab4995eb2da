import type { Brand } from "./facts.ts";

/** invoicePaid is what a paid one is sent as: a receipt. */
export const invoiceMailKinds = ["invoice", "invoicePaid"] as const;
export type InvoiceMailKind = (typeof invoiceMailKinds)[number];

/** What a mail with an invoice needs to know. Amounts are in minor units of `currency`. */
export type InvoiceFacts = {
  business: Brand;
  customerName: string;
  number: string;
  /** ISO instants. */
  issuedAt: string;
  paidAt?: string | null;
  /** The last day to pay, a local date. */
  dueDate?: string | null;
  /** The business's IANA zone: the dates of an invoice are those of whoever issues it. */
  zone: string;
  currency: string;
  /** `quantity` in thousandths. */
  items: { description: string; quantity: number; total: number }[];
  subtotal: number;
  discount: number;
  total: number;
  notes?: string | null;
};
