import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

/** Sends one queued message. See send.ts. */
export const sendMessage = defineJob({
  name: "send-message",
  data: z.object({ businessId: z.int(), messageId: z.int() }),
  retry: { limit: 8, delaySeconds: 10 },
  concurrency: 2,
  batch: 10,
});

export type MailDraft = {
  /** What the mail is for, such as `confirmation` or `reset_password`. */
  kind: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  replyTo?: string | null;
  calendar?: { method: "REQUEST" | "CANCEL" | "PUBLISH"; content: string } | null;
  appointmentId?: number | null;
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
      calendarMethod: calendar?.method ?? null,
      calendarContent: calendar?.content ?? null,
      appointmentId: draft.appointmentId ?? null,
      dedupeKey: draft.dedupeKey,
      mode: null,
      error: null,
      providerId: null,
      createdAt: iso(context.now),
      sentAt: null,
    })
    .onConflict((conflict) => conflict.columns(["businessId", "dedupeKey"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!row) return null;
  context.enqueue(sendMessage, { businessId, messageId: row.id });
  return row.id;
}
