import { z } from "zod";
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
  const row = await context.db
    .insertInto("messages")
    .values({
      businessId,
      channel: "email",
      kind: draft.kind,
      recipient: to,
      subject: draft.subject,
      html: draft.html,
      text: draft.text,
      replyTo: draft.replyTo ?? null,
      senderName: draft.senderName ?? null,
      calendarMethod: calendar?.method ?? null,
      calendarContent: calendar?.content ?? null,
      appointmentId: draft.appointmentId ?? null,
      bookingId: draft.bookingId ?? null,
      dedupeKey: draft.dedupeKey,
      // Without a mail server this outbox is where mails arrive: there is nothing left to do for a job.
      ...(context.services.mailMode === "sandbox"
        ? { status: "sent" as const, mode: "sandbox" as const, sentAt: iso(context.now) }
        : { status: "queued" as const, mode: null, sentAt: null }),
      error: null,
      providerId: null,
      createdAt: iso(context.now),
    })
    .onConflict((conflict) => conflict.columns(["businessId", "dedupeKey"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!row) return null;
  if (context.services.mailMode === "live") context.enqueue(sendMessage, { businessId, messageId: row.id });
  return row.id;
}
