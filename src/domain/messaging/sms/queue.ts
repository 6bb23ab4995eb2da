import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { sendMessage } from "../messages/queue.ts";
import "../tables.ts";

export type SmsDraft = {
  /** What it is for. */
  kind: "workflow";
  /** E.164. */
  to: string;
  text: string;
  /** A name that readers see instead of a number, where their country allows that. */
  from?: string | null;
  appointmentId?: number | null;
  bookingId?: number | null;
  /** The same key never sends twice in one business. */
  dedupeKey: string;
};

/** Puts a text message into the outbox with this transaction; a job sends it after the commit. Answers its id, or null when it is there already. */
export async function queueSms(context: Context, { to, from, ...draft }: SmsDraft): Promise<number | null> {
  const { businessId } = context;
  const row = await context.db
    .insertInto("messages")
    .values({
      businessId,
      channel: "sms",
      kind: draft.kind,
      recipient: to,
      subject: null,
      html: null,
      text: draft.text,
      senderName: from ?? null,
      replyTo: null,
      calendarMethod: null,
      calendarContent: null,
      appointmentId: draft.appointmentId ?? null,
      bookingId: draft.bookingId ?? null,
      dedupeKey: draft.dedupeKey,
      status: "queued",
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
