import { z } from "zod";
import { prepared } from "../../../platform/database.ts";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { BookingMailKind } from "../mail/booking-facts.ts";
import type { AccountMailKind, AppointmentMailKind } from "../mail/facts.ts";
import type { InvoiceMailKind } from "../mail/invoice-facts.ts";
import "../tables.ts";

/** Sends one queued message. See send.ts. */
export const sendMessage = defineJob({
  name: "send-message",
  data: z.object({ businessId: z.int(), messageId: z.int() }),
  // Half a minute, doubling: a mail server that is down for eight hours loses no mail.
  retry: { limit: 10, delaySeconds: 30 },
  concurrency: 2,
  batch: 10,
});

export type MailDraft = {
  /** What the mail is for. Who may read it later depends on this, see store.ts. */
  kind: AppointmentMailKind | BookingMailKind | AccountMailKind | InvoiceMailKind | "workflow";
  to: string;
  subject: string;
  html: string;
  text: string;
  replyTo?: string | null;
  /** In whose name it goes out; by default the business's. */
  senderName?: string | null;
  calendar?: { method: "REQUEST" | "CANCEL" | "PUBLISH"; content: string } | null;
  appointmentId?: number | null;
  bookingId?: number | null;
  /** The same key never sends twice in one business: what makes a repeated job or request harmless. */
  dedupeKey: string;
};

/** Puts a mail into the outbox with this transaction; a job sends it after the commit. Answers its id, or null when it is there already. */
export async function queueMail(context: Context, { to, calendar, ...draft }: MailDraft): Promise<number | null> {
  const { businessId } = context;
  // Without a mail server this outbox is where mails arrive: there is nothing left to do for a job.
  const sandbox = context.services.mailMode === "sandbox";
  const [row] = await prepared<{ id: number }>(context.db, insertMail, [
    businessId,
    draft.kind,
    to,
    draft.subject,
    draft.html,
    draft.text,
    draft.replyTo ?? null,
    draft.senderName ?? null,
    calendar?.method ?? null,
    calendar?.content ?? null,
    draft.appointmentId ?? null,
    draft.bookingId ?? null,
    draft.dedupeKey,
    sandbox ? "sent" : "queued",
    sandbox ? "sandbox" : null,
    sandbox ? iso(context.now) : null,
    iso(context.now),
  ]);
  if (!row) return null;
  if (context.services.mailMode === "live") context.enqueue(sendMessage, { businessId, messageId: row.id });
  return row.id;
}

const insertMail = `
  insert into messages (business_id, channel, kind, recipient, subject, html, text, reply_to, sender_name, calendar_method, calendar_content,
    appointment_id, booking_id, dedupe_key, status, mode, sent_at, created_at)
  values ($1, 'email', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
  on conflict (business_id, dedupe_key) do nothing
  returning id`;
