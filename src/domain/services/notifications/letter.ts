import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { appointmentMail } from "../../messaging/mail/appointments.ts";
import type { AppointmentFacts, AppointmentMailKind, RenderedMail } from "../../messaging/mail/facts.ts";
import { calendarInvite, methodOfSeries } from "../../messaging/mail/invite.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { ownAppointmentMail } from "../../messaging/mail/own-appointment.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import { inviteOf, sequenceFor, seriesFile } from "../appointments/invite.ts";
import { occurrencesFor } from "../appointments/occurrences.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { entryOf, readVisit } from "../appointments/visit.ts";
import { answersFor } from "./answers.ts";
import { factsFor, type Sender } from "./facts.ts";
import type { Recipient } from "./recipients.ts";
import type { Entry } from "./who-hears.ts";

export type Letter = {
  kind: AppointmentMailKind;
  entry: Entry;
  to: Recipient;
  about: Partial<AppointmentFacts>;
  key: string;
  /** When the calendar has it that its entry is taken out of, where that is another time than now. */
  former?: Pick<AppointmentView, "startTime" | "endTime">;
};

/** Renders one mail (in the business's own words, where it has some) and puts it into the outbox. */
export async function mail(
  context: Context,
  event: { createdAt: string },
  sender: Sender,
  appointment: AppointmentView,
  { kind, entry, to, about, key, former }: Letter,
): Promise<void> {
  const answers = await answersFor(context, appointment, to);
  const facts = factsFor(context, sender, appointment, to, { answers, ...about });
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
    calendar:
      entry &&
      (about.occurrences && about.occurrences.length > 1 && appointment.seriesUid
        ? await entriesOfSeries(context, event, sender, appointment, to, { entry, starts: about.occurrences })
        : await entryFor(context, event, sender, { ...appointment, ...former }, to, entry)),
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
  const own = await once(context, `template ${kind} ${locale}`, () =>
    context.db
      .selectFrom("messageTemplates")
      .select(["subject", "body"])
      .where("businessId", "=", context.businessId)
      .where("kind", "=", kind)
      .where("language", "=", locale)
      .executeTakeFirst(),
  );
  return own ? ownAppointmentMail(kind, locale, facts, own) : appointmentMail(kind, locale, facts);
}

/** The calendar entry for one recipient. A visit has one for all its services, which stays while one of them does. */
async function entryFor(
  context: Context,
  event: { createdAt: string },
  sender: Sender,
  appointment: AppointmentView,
  to: Recipient,
  wanted: "REQUEST" | "CANCEL",
) {
  const { visitUid } = appointment;
  const visit = visitUid ? entryOf(visitUid, await readVisit(context, visitUid)) : null;
  const invitable = visit ? visit.entry : { ...appointment, uid: to.uid };
  const method = visit ? (visit.isOver ? "CANCEL" : "REQUEST") : wanted;
  const attendees = [attendeeOf(to)];
  const content = calendarInvite(
    inviteOf(invitable as Parameters<typeof inviteOf>[0], sender.host, {
      method,
      secrets: context.services.secrets,
      sequence: sequenceFor({ ...appointment, sequence: invitable.sequence }, epoch(event.createdAt)),
      now: epoch(event.createdAt),
      attendees,
    }),
  );
  return { method, content } as const;
}

const attendeeOf = ({ name, email }: Recipient) => ({ name, email, answer: "accepted" }) as const;

/** The entries of a series that is told at once. */
async function entriesOfSeries(
  context: Context,
  event: { createdAt: string },
  sender: Sender,
  first: AppointmentView,
  to: Recipient,
  { entry, starts }: { entry: "REQUEST" | "CANCEL"; starts: string[] },
) {
  const now = epoch(event.createdAt);
  const method = methodOfSeries[entry];
  const all = await occurrencesFor(context, first.seriesUid!, to.uid);
  const told = all.filter(({ id, startTime }) => id === first.id || starts.includes(startTime as string));
  const attendees = [attendeeOf(to)];
  return {
    method,
    content: seriesFile(told, sender.host, { method, now, secrets: context.services.secrets, attendees }),
  };
}
