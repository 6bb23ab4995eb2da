import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import type { Brand } from "../../messaging/mail/facts.ts";
import { invoiceMail } from "../../messaging/mail/invoices.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { itemsOf } from "./store.ts";
import { becoming, lockInvoice, save } from "./write.ts";

/** Mails an invoice and notes when; a draft is issued with it. Throws CONFLICT for a void one. */
export async function mailInvoice(context: Context, id: number, email?: string): Promise<Row<"invoices">> {
  const before = await lockInvoice(context, id);
  if (before.status === "void")
    throw refuse(conflict, "This invoice is void, so it is not sent to anybody. Make a new one instead.");
  const status = before.status === "draft" ? "sent" : before.status;
  const issued = await becoming(context, before.status, status, before.customerId);
  const invoice = await save(context, before, { ...issued, status, sentAt: iso(context.now) }, "invoice.sent");
  const to = email ?? invoice.customerEmail;
  if (!to) throw invalid("email", `${invoice.customerName} has no e-mail address: say where to send the invoice`);
  await queueInvoice(context, invoice, to);
  return invoice;
}

async function queueInvoice(context: Context, invoice: Row<"invoices">, to: string): Promise<void> {
  const business = await readBusiness(context);
  const kind = invoice.status === "paid" ? "invoicePaid" : "invoice";
  const locale = bestLocale((await languageOf(context, invoice.customerId)) ?? business.language);
  const brand = brandOf(context, business);
  const { subject, html, text } = invoiceMail(kind, locale, {
    business: brand,
    customerName: invoice.customerName,
    number: invoice.number!,
    issuedAt: invoice.issuedAt!,
    paidAt: invoice.paidAt,
    dueDate: invoice.dueDate,
    zone: business.timeZone,
    currency: invoice.currency,
    items: await itemsOf(context, [invoice.id]),
    subtotal: invoice.subtotal,
    discount: invoice.discount,
    total: invoice.total,
    notes: invoice.notes,
  });
  await queueMail(context, {
    kind,
    to,
    subject,
    html,
    text,
    replyTo: brand.email ?? null,
    // Sending raises the version, so that each call mails once, and a job that is repeated does not mail again.
    dedupeKey: `invoice:${invoice.id}:${invoice.version}`,
  });
}

/** SQL of our own, because customers belong to a later wing (services/customers). */
async function languageOf(context: Context, customerId: number | null): Promise<string | null> {
  const { rows } = await sql<{ language: string | null }>`
    select language from customers where business_id = ${context.businessId} and id = ${customerId}`.execute(
    context.db,
  );
  return rows[0]?.language ?? null;
}

/** The business as its mails show it. What it may set is known to a later wing (services/company), which has checked it. */
function brandOf(context: Context, business: Row<"businesses">): Brand {
  const settings = (business.settings ?? {}) as Partial<Record<keyof Brand | "website", string | null>>;
  return {
    name: business.name,
    address: settings.address ?? null,
    phone: settings.phone ?? null,
    email: settings.email ?? null,
    logoUrl: settings.logoUrl ?? null,
    accentColor: settings.accentColor ?? null,
    url: settings.website ?? `${context.services.publicUrl}/b/${business.subdomain}`,
  };
}
