import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import type { BookingFacts, BookingMailKind } from "../../messaging/mail/booking-facts.ts";
import { bookingPlans } from "../../messaging/mail/booking-plans.ts";
import { bookingMail } from "../../messaging/mail/bookings.ts";
import { methodOfSeries } from "../../messaging/mail/invite.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { queueMail } from "../../messaging/messages/queue.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import type { BookingView } from "../bookings/schema.ts";
import type { About } from "./about.ts";
import { answersInWords } from "./answers.ts";
import { bookingEntries } from "./entry.ts";
import { placeInWords } from "./place.ts";
import type { Attendee, Host } from "./recipients.ts";
import { acceptUrl, answerUrl } from "./token.ts";
import type { Entry } from "./who-hears.ts";

/** Everything that the mails of one event share. */
export type Occasion = {
  event: { id: number; createdAt: string };
  booking: BookingView;
  /** With the time, the place and the hosts that it had before the event: as the calendars have it that it leaves. */
  former: BookingView;
  about: About;
  sender: Sender;
  /** What the event adds: the previous time, the reason, the dates of a series. */
  more: Partial<BookingFacts>;
  /** Whom the event is about; null is everybody. */
  concerned: Attendee[];
  /** Of a series that is told at once: all of its bookings. */
  series: BookingView[];
};
export type Hearing = { kind: BookingMailKind; entry: Entry };

/** Queues an attendee's mail. True where it is new. */
export function mailAttendee(context: Context, occasion: Occasion, to: Attendee, hearing: Hearing): Promise<boolean> {
  const { booking, about, more, concerned, series } = occasion;
  const handle = booking.seats === null ? booking.uid : to.uid;
  const page = `${context.services.publicUrl}/booking/${handle}`;
  const ics = `${context.services.publicUrl}/api/bookings/calendar?uid=${handle}${series.length > 1 ? "&series=true" : ""}`;
  const visible = booking.attendees.filter((one) => one.uid === to.uid || isVisible(occasion, one));
  const showsAddresses = booking.seats === null;
  const booker = to.guest
    ? (concerned.find(({ guest }) => !guest) ?? booking.attendees.find(({ guest }) => !guest))
    : to;
  const answers = booking.seats === null ? booking.responses : (about.answers.get(to.uid) ?? {});
  return queue(context, occasion, hearing, {
    to,
    key: `attendee:${to.uid}`,
    replyTo: booking.hosts[0]?.email,
    ...(booking.seats === null ? {} : { seatUid: to.uid }),
    invitees: visible.map(({ name, email, uid }) => ({
      name,
      email: showsAddresses || uid === to.uid ? email : "",
      uid,
    })),
    facts: {
      attendees: visible.length > 1 ? visible.map(({ name }) => name) : [],
      bookerName: booker?.name ?? to.name,
      // What a booker answers is between them and the host.
      answers: to.guest ? [] : answersInWords(about.fields, answers, bestLocale(to.language)),
      note: to.guest ? null : noteOf(answers),
      ...more,
      links: {
        ...(to.guest ? {} : { reschedule: `${page}/reschedule`, cancel: `${page}/cancel`, ics }),
        ...(about.pageUrl ? { book: about.pageUrl } : {}),
      },
    },
  });
}

/** Queues a host's mail. True where it is new. */
export function mailHost(context: Context, occasion: Occasion, to: Host, hearing: Hearing): Promise<boolean> {
  const { booking, about, more, concerned } = occasion;
  // Of a session, and where somebody does not come along after all, a mail is about them alone.
  const all = booking.seats === null && hearing.kind !== "hostSeatCancelled";
  const shown = all ? booking.attendees.filter(({ status }) => status === "booked") : concerned;
  const people = shown.length > 0 ? shown : concerned;
  const person = people.find(({ guest }) => !guest) ?? people[0];
  const answers = booking.seats === null || !person ? booking.responses : (about.answers.get(person.uid) ?? {});
  // Whoever lost it asks the colleague who has it now.
  const keeper = booking.hosts.some(({ id }) => id === to.id) ? undefined : booking.hosts[0];
  return queue(context, occasion, hearing, {
    to,
    key: `host:${to.id}`,
    replyTo: (keeper ?? person)?.email,
    invitees: booking.attendees.filter(({ status }) => status === "booked"),
    facts: {
      attendees: people.map(({ name, email, phone }) => `${name} (${[email, phone].filter(Boolean).join(", ")})`),
      bookerName: person?.name ?? "",
      bookerEmail: person?.email ?? null,
      answers: answersInWords(about.fields, answers, bestLocale(to.language)),
      note: noteOf(answers),
      until: booking.expiresAt as string | null,
      ...more,
      links: {
        answer: answerUrl(context, booking.uid, to.id),
        accept: acceptUrl(context, booking.uid, to.id),
      },
    },
  });
}

/** Of a session, others are seen where its event type says so; of a meeting everybody is. */
const isVisible = ({ booking, about }: Occasion, { status }: Attendee) =>
  status === "booked" && (booking.seats === null || about.seatsShowAttendees);

const noteOf = ({ notes }: Record<string, unknown>) => (typeof notes === "string" && notes.trim() ? notes : null);

type Envelope = {
  to: { name: string; email: string; timeZone: string; language: string };
  key: string;
  seatUid?: string;
  /** Answers go to the person, not to the office: an attendee's to the host, a host's to the attendee. */
  replyTo: string | undefined;
  invitees: { name: string; email: string }[];
  facts: Pick<BookingFacts, "attendees" | "bookerName"> & Partial<BookingFacts>;
};

async function queue(
  context: Context,
  { event, booking, former, sender, series }: Occasion,
  { kind, entry }: Hearing,
  { to, key, seatUid, replyTo, invitees, facts }: Envelope,
): Promise<boolean> {
  const locale = bestLocale(to.language);
  // What somebody is rid of is struck through as they had it: they need not know where it went.
  const shown = bookingPlans[kind].time === "struck" ? former : booking;
  const mail = bookingMail(kind, locale, {
    business: sender.brand,
    recipientName: to.name,
    event: booking.title,
    hosts: shown.hosts.map(({ name }) => name),
    place: placeInWords(booking.location, locale),
    ...(former.location === booking.location ? {} : { previousPlace: placeInWords(former.location, locale) }),
    start: shown.startTime as string,
    end: shown.endTime as string,
    zone: to.timeZone,
    price: booking.price > 0 ? { amount: booking.price, currency: booking.currency } : null,
    ...facts,
    links: { ...(booking.meetingUrl ? { join: booking.meetingUrl } : {}), ...facts.links },
  });
  const all = series.length > 1;
  const method = entry && all ? methodOfSeries[entry] : entry;
  const entered = entry === "CANCEL" ? former : booking;
  const content =
    method &&
    bookingEntries(all ? series : [entered], {
      method,
      secrets: context.services.secrets,
      seatUid,
      now: epoch(event.createdAt),
      language: to.language,
      description: [booking.description, facts.note].filter(Boolean).join("\n\n") || null,
      business: { ...sender.host, email: sender.host.email ?? to.email },
      // Colleagues of the organizer are listed too, all of them as coming.
      attendees: [...invitees, ...entered.hosts.slice(1)]
        .filter(({ email }) => email !== "")
        .map(({ name, email }) => ({ name, email, answer: "accepted" as const })),
    });
  const queued = await queueMail(context, {
    kind,
    to: to.email,
    ...mail,
    replyTo: replyTo || sender.settings.email,
    bookingId: booking.id,
    dedupeKey: `event:${event.id}:${key}`,
    calendar: content && method ? { method, content } : null,
  });
  return queued !== null;
}
