import type { Context } from "../../../platform/operation.ts";
import { phoneNumber } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { queueSms } from "../../messaging/sms/queue.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import { variablesFor } from "../texts/variables.ts";
import { localeOf, mailOf, smsOf, wordingFor } from "../texts/words.ts";
import type { Step } from "../workflows/store.ts";
import { calendarOf } from "./calendar.ts";
import type { Occasion, Recipient } from "./occasion.ts";
import type { Ending } from "./run.ts";
import type { Run } from "./store.ts";

export type Letter = { run: Run; step: Step; occasion: Occasion; recipient: Recipient; sender: Sender };

/** Puts the step's mail into the outbox. */
export async function sendMail(context: Context, letter: Letter): Promise<Ending> {
  const { run, step, occasion, recipient, sender } = letter;
  if (!recipient.address) return failed(`${nameOf(recipient)} has no e-mail address`);
  const { wording, variables } = wordsOf(letter);
  if (!wording) return failed("The step has no text");
  const reader = recipient.person && !recipient.key.startsWith("host:") ? "attendee" : "staff";
  const mail = mailOf(wording, variables, { brand: sender.brand, reader });
  if (!mail.ok) return failed(mail.error);
  const messageId = await queueMail(context, {
    kind: "workflow",
    to: recipient.address,
    ...mail.result,
    senderName: step.senderName,
    replyTo: replyToOf(occasion, recipient) ?? sender.settings.email,
    ...subjectOf(occasion),
    dedupeKey: `workflow:${run.id}`,
    calendar: step.includeCalendarEvent ? calendarOf(context, sender, occasion, recipient) : null,
  });
  return { status: "done", outcome: `Mail to ${recipient.address}`, messageId };
}

/** Puts the step's text message into the outbox. */
export async function sendSms(context: Context, letter: Letter): Promise<Ending> {
  const { run, step, occasion, recipient } = letter;
  if (!recipient.address) return failed(`${nameOf(recipient)} left no phone number`);
  const { country } = await readBusiness(context);
  const to = phoneNumber(recipient.address, country);
  if (!to) return failed(`${recipient.address} cannot be read as a phone number: it needs its country code`);
  const { wording, variables } = wordsOf(letter);
  if (!wording) return failed("The step has no text");
  const sms = smsOf(wording, variables);
  if (!sms.ok) return failed(sms.error);
  // `{% if event.notes == "vip" %}` is how a business says for whom a message is.
  if (sms.result === "") return { status: "skipped", outcome: "The text is empty for this recipient" };
  const messageId = await queueSms(context, {
    kind: "workflow",
    to,
    text: sms.result,
    from: step.senderName,
    ...subjectOf(occasion),
    dedupeKey: `workflow:${run.id}`,
  });
  return { status: "done", outcome: `SMS to ${to}`, messageId };
}

/** The words for this reader: in their language, if the step has it, and in their time zone. */
function wordsOf({ step, occasion, recipient: { person }, sender }: Letter) {
  const wording = wordingFor(step.texts, step.defaultLanguage, person?.language ?? sender.language);
  const locale = wording ? localeOf(wording) : "en";
  const zone = person?.timeZone ?? sender.timeZone;
  return { wording, variables: variablesFor(locale, zone, occasion, person, sender.brand) };
}

const failed = (outcome: string): Ending => ({ status: "failed", outcome });
const nameOf = ({ person }: Recipient) => person?.name || "The recipient";

const subjectOf = ({ kind, id }: Occasion) =>
  kind === "booking" ? { bookingId: id } : kind === "appointment" ? { appointmentId: id } : {};

/** Answers go to the other side: an attendee's to the host, a host's to whoever booked. */
function replyToOf({ kind, attendees, hosts }: Occasion, { key }: Recipient): string | null {
  if (kind !== "booking") return null;
  return (key.startsWith("host:") ? attendees.find(({ guest }) => !guest)?.email : hosts[0]?.email) ?? null;
}
