import { iso } from "../../../platform/schemas.ts";
import type { Secrets } from "../../../platform/secrets.ts";
import { type CalendarInvite, calendarFileOf, type Invitee } from "../../messaging/mail/invite.ts";
import { bestLocale } from "../../messaging/mail/locale.ts";
import { secondsSince2020 } from "../../messaging/mail/sequence.ts";
import { entryUid } from "../../messaging/mail/uid.ts";
import type { BookingView } from "../bookings/schema.ts";
import { placeInWords } from "./place.ts";

export type EntryDraft = {
  method: CalendarInvite["method"];
  /** When this version was made; epoch milliseconds. */
  now: number;
  /** Who is named in it. */
  attendees: Invitee[];
  description: string | null;
  /** In whose name it is where the booking has no host: a mail address and a name. */
  business: { name: string; email: string };
  language: string;
  secrets: Secrets;
  /** The handle of the seat that the entry is about, instead of the whole booking. */
  seatUid?: string | undefined;
};

/** Bookings as an .ics file; more than one only to PUBLISH. The organizer of each is its first host. */
export const bookingEntries = (bookings: BookingView[], draft: EntryDraft): string =>
  calendarFileOf(
    draft.method,
    bookings.map((booking) => inviteTo(booking, draft)),
  );

function inviteTo(booking: BookingView, draft: EntryDraft): CalendarInvite {
  const [organizer = draft.business] = booking.hosts;
  const over = booking.status === "cancelled" || booking.status === "rejected";
  return {
    method: draft.method,
    uid: entryUid(draft.secrets, draft.seatUid ?? booking.uid),
    sequence: draft.seatUid === undefined ? booking.sequence : secondsSince2020(draft.now),
    now: iso(draft.now),
    start: booking.startTime,
    end: booking.endTime,
    status: over ? "cancelled" : booking.status === "accepted" ? "confirmed" : "tentative",
    summary: booking.title,
    description: draft.description,
    location: placeInWords(booking.location, bestLocale(draft.language)).join(", ") || null,
    url: booking.meetingUrl,
    organizer: { name: organizer.name, email: organizer.email },
    attendees: draft.attendees,
  };
}
