import type { Brand } from "./facts.ts";
import type { Money } from "./money.ts";

/** What a mail about a booking of an event type needs to know. All of it is typed by people: the templates escape it. */

export const attendeeMailKinds = [
  "bookingConfirmed",
  "bookingRequested",
  "bookingRejected",
  "bookingMoved",
  "bookingChanged",
  "bookingCancelled",
  "bookingInvitation",
] as const;
export const hostMailKinds = [
  "hostBooked",
  "hostRequest",
  "hostMoved",
  "hostChanged",
  "hostCancelled",
  "hostSeatCancelled",
  "hostAssigned",
  "hostReleased",
  "hostInstant",
  "hostInstantTaken",
  "hostInstantWithdrawn",
] as const;
export const bookingMailKinds = [...attendeeMailKinds, ...hostMailKinds] as const;

export type AttendeeMailKind = (typeof attendeeMailKinds)[number];
export type HostMailKind = (typeof hostMailKinds)[number];
export type BookingMailKind = (typeof bookingMailKinds)[number];

export type BookingLinks = {
  /** The event type's page. */
  book?: string;
  cancel?: string;
  reschedule?: string;
  /** Where it takes place, if that is an address on the web. */
  join?: string;
  ics?: string;
  /** For hosts: where a request is answered, and any other booking looked at. */
  answer?: string;
  /** For hosts: where an instant meeting is taken. */
  accept?: string;
};

export type BookingFacts = {
  business: Brand;
  /** Who reads this. */
  recipientName: string;
  event: string;
  hosts: string[];
  /** Who comes, as far as the reader may know: "Maria Weber (maria@example.org)". */
  attendees: string[];
  /** The booker's bare name, or that of the attendee whom the mail is about. */
  bookerName: string;
  /** For hosts: what the booker is called where the name reads like an address, as that of a guest who gave none. */
  bookerEmail?: string | null;
  /** One line each: the kind of place, an address, a number. */
  place: string[];
  /** Where it was to take place before, if that was elsewhere. */
  previousPlace?: string[];
  /** ISO instants. */
  start: string;
  end: string;
  /** The recipient's IANA zone. */
  zone: string;
  /** ISO instant; the mail speaks of a new and a previous time where it differs from `start`. */
  previousStart?: string | null;
  /** ISO instant; of a session that is over because its last seat went to another: when that one begins. */
  movedTo?: string | null;
  /** ISO instants of every start in a series, the first included. */
  occurrences?: string[];
  price?: Money | null;
  reason?: string | null;
  /** The booker's note. */
  note?: string | null;
  /** What the event type asked, and what the booker said. */
  answers?: { question: string; answer: string }[];
  /** ISO instant; by when to answer a request or to accept a meeting. */
  until?: string | null;
  links?: BookingLinks;
};
