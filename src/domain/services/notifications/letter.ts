import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { appointmentMail } from "../../messaging/mail/appointments.ts";
import type { AppointmentFacts, AppointmentMailKind, RenderedMail } from "../../messaging/mail/facts.ts";
import { calendarInvite } from "../../messaging/mail/invite.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { ownAppointmentMail } from "../../messaging/mail/own-appointment.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { inviteOf } from "../appointments/invite.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { factsFor, type Sender } from "./facts.ts";
import type { Recipient } from "./recipients.ts";
import type { Entry } from "./who-hears.ts";

export type Letter = {
  kind: AppointmentMailKind;
  entry: Entry;
  to: Recipient;
  about: Partial<AppointmentFacts>;
  key: string;
};

/** Renders one mail (in the business's own words, where it has some) and puts it into the outbox. */
export async function mail(
  context: Context,
  event: { createdAt: string },
  sender: Sender,
  appointment: AppointmentView,
  { kind, entry, to, about, key }: Letter,
): Promise<void> {
  const facts = factsFor(context, sender, appointment, to, about);
  const { subject, html, text } = await rendered(context, kind, to.language, facts);
  await queueMail(context, {
    kind,
    to: to.email,
    subject,
    html,
    text,
    replyTo: sender.settings.email,
    appointmentId: appointment.id,
    dedupeKey: key,
    calendar: entry && { method: entry, content: entryFor(event, sender, appointment, to, entry) },
  });
}

/** A mail in the business's own words, where it has some for this kind and language, else in ours. */
export async function rendered(
  context: Context,
  kind: AppointmentMailKind,
  language: string,
  facts: AppointmentFacts,
): Promise<RenderedMail> {
  const locale = bestLocale(language);
  const own = await context.db
    .selectFrom("messageTemplates")
    .select(["subject", "body"])
    .where("businessId", "=", context.businessId)
    .where("kind", "=", kind)
    .where("language", "=", locale)
    .executeTakeFirst();
  return own ? ownAppointmentMail(kind, locale, facts, own) : appointmentMail(kind, locale, facts);
}

function entryFor(
  event: { createdAt: string },
  sender: Sender,
  appointment: AppointmentView,
  to: Recipient,
  method: "REQUEST" | "CANCEL",
): string {
  const invitable = { ...appointment, uid: to.uid } as Parameters<typeof inviteOf>[0];
  const attendees = [{ name: to.name, email: to.email, answer: "accepted" as const }];
  return calendarInvite(
    inviteOf(invitable, sender.host, {
      method,
      sequence: appointment.sequence,
      now: epoch(event.createdAt),
      attendees,
    }),
  );
}
