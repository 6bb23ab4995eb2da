import type { Texts } from "../types.ts";

export const invoice: Texts["invoice"] = {
  invoice: {
    subject: "Invoice {number} from {business}",
    title: "Your invoice",
    intro: "{business} has issued an invoice of {total} to you.",
    after: "If something is unclear, write to {email}.",
  },
  invoicePaid: {
    subject: "Paid: invoice {number} from {business}",
    title: "Your invoice is paid",
    intro: "{business} has received {total} from you. There is nothing left to pay.",
    after: "If something is unclear, write to {email}.",
  },
};

export const invoiceWords: Texts["invoiceWords"] = {
  number: "Invoice number",
  issued: "Invoice date",
  items: "Items",
  beforeDiscount: "Before discount",
  discount: "Discount",
  total: "Total",
  due: "Please pay by",
  paid: "Paid on",
  why: "You receive this email because {business} has issued an invoice to you.",
};
