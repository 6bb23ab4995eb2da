import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { type Context, type JobTools, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { accountMailKinds } from "../mail/facts.ts";
import { mailbox } from "../mail/mailbox.ts";
import { type Mail, MailRefused } from "../mail/port.ts";
import { type Sms, SmsRefused } from "../sms/port.ts";
import { sendMessage } from "./queue.ts";
import { senderOf } from "./sender.ts";
import "../tables.ts";

type Message = Row<"messages">;
type Where = { businessId: number; messageId: number };

/**
 * Sends one queued message: take it, hand it over, write down what came of it, each step by itself, so that no
 * transaction waits for a mail server or an SMS service. A crash after the server took the mail and before that is written down sends it
 * again; a mail then has the same Message-ID, by which mail servers and programs recognise the second copy.
 */
export const sendQueuedMessage = job({
  ...sendMessage,
  async run(tools, where, { last }) {
    const parcel = await tools.inBusiness(where.businessId, (context) => take(context, where));
    if (!parcel) return;
    const { outcome, retry } = await handOver(tools, parcel, last);
    await tools.inBusiness(where.businessId, (context) => record(context, where, outcome));
    // The job runner tries again what throws.
    if (retry) throw retry;
  },
});

/** What is handed to whoever delivers it. */
type Parcel = { mail: Mail } | { sms: Sms };

/** The message as its port takes it, now marked as being sent; null where it is done with. */
async function take(context: Context, { businessId, messageId }: Where): Promise<Parcel | null> {
  const message = await context.db
    .selectFrom("messages")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("id", "=", messageId)
    .forUpdate()
    .executeTakeFirst();
  // One that is "sending" is ours: the process that sent it last did not live to say how it went.
  if (message?.status !== "queued" && message?.status !== "sending") return null;
  await change(context, { businessId, messageId }, { status: "sending", attempts: message.attempts + 1 });
  return message.channel === "sms" ? { sms: smsOf(message) } : { mail: await mailOf(context, message) };
}

const smsOf = ({ recipient, text, senderName }: Message): Sms => ({ to: recipient, text, from: senderName });

async function mailOf(context: Context, message: Message): Promise<Mail> {
  const sender = await senderOf(context);
  const replyTo = message.replyTo ?? sender.replyTo;
  return {
    from: mailbox(message.senderName ?? sender.name, sender.address),
    to: message.recipient,
    ...(replyTo ? { replyTo } : {}),
    subject: message.subject ?? "",
    html: message.html ?? "",
    text: message.text,
    headers: { "Message-ID": messageId(message, sender.address) },
    ...(message.calendarContent ? { calendar: calendarOf(message, message.calendarContent) } : {}),
  };
}

const calendarOf = ({ calendarMethod }: Message, content: string) => ({
  method: calendarMethod as NonNullable<Mail["calendar"]>["method"],
  content,
});

/** The same for every attempt. */
function messageId({ businessId, id, dedupeKey, createdAt }: Message, address: string): string {
  const name = createHash("sha256").update(JSON.stringify([businessId, id, dedupeKey, createdAt]));
  return `<${name.digest("base64url")}@${address.split("@")[1]}>`;
}

/** A refusal for good is the end of it. After any other the message waits for the next attempt, unless this was the last. */
async function handOver(
  { ports }: JobTools,
  parcel: Parcel,
  last: boolean,
): Promise<{ outcome: Outcome; retry?: unknown }> {
  const { mode } = "sms" in parcel ? ports.sms : ports.mail;
  try {
    const { providerId } = await ("sms" in parcel ? ports.sms.send(parcel.sms) : ports.mail.send(parcel.mail));
    return { outcome: { status: "sent", mode, providerId, error: null } };
  } catch (error) {
    const permanent = (error instanceof MailRefused || error instanceof SmsRefused) && error.permanent;
    const outcome: Outcome = {
      status: permanent || last ? "failed" : "queued",
      mode,
      providerId: null,
      error: reasonOf(error),
    };
    return permanent ? { outcome } : { outcome, retry: error };
  }
}
const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 500);

type Outcome = Pick<Message, "status" | "mode" | "providerId" | "error">;
async function record(context: Context, where: Where, outcome: Outcome): Promise<void> {
  await change(context, where, { ...outcome, sentAt: outcome.status === "sent" ? iso(context.now) : null });
  if (outcome.status === "sent" && outcome.mode === "live") await forgetLinks(context, where);
}

/** A link that lets its reader in has left, and is not kept: no backup and no colleague should have it. */
const forgetLinks = ({ db }: Context, { businessId, messageId }: Where) =>
  sql`
    update messages set html = null, text = '(This mail held a link for its reader alone. It was sent, and is not kept.)'
    where business_id = ${businessId} and id = ${messageId} and kind = any(${accountMailKinds})`.execute(db);

async function change(context: Context, { businessId, messageId }: Where, values: Partial<Message>): Promise<void> {
  await context.db
    .updateTable("messages")
    .set(values)
    .where("businessId", "=", businessId)
    .where("id", "=", messageId)
    .execute();
}
