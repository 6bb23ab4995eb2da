import type { AttendeeMailKind, HostMailKind } from "../../messaging/mail/booking-facts.ts";
import type { BookingChange } from "../bookings/changes.ts";

/** What a mail's calendar entry does: puts the booking in, takes it out, or there is none. */
export type Entry = "REQUEST" | "CANCEL" | null;
export type Told = {
  attendee: AttendeeMailKind | null;
  /** Those whom the booker brings along. */
  guest: AttendeeMailKind | null;
  host: HostMailKind | null;
  entry: Entry;
};

const nobody: Told = { attendee: null, guest: null, host: null, entry: null };
const booked: Told = {
  attendee: "bookingConfirmed",
  guest: "bookingInvitation",
  host: "hostBooked",
  entry: "REQUEST",
};

/** Who hears of what. A request has no calendar entry, which would look like a promise, and guests hear once it is one. */
export const told: Record<BookingChange["kind"], Told> = {
  booked,
  "seat-booked": booked,
  confirmed: booked,
  "accepted-by-host": booked,
  requested: { attendee: "bookingRequested", guest: null, host: "hostRequest", entry: null },
  rejected: { attendee: "bookingRejected", guest: null, host: null, entry: null },
  moved: { attendee: "bookingMoved", guest: "bookingMoved", host: "hostMoved", entry: "REQUEST" },
  "seat-moved": { attendee: "bookingMoved", guest: "bookingMoved", host: "hostMoved", entry: "REQUEST" },
  cancelled: { attendee: "bookingCancelled", guest: "bookingCancelled", host: "hostCancelled", entry: "CANCEL" },
  "seat-cancelled": {
    attendee: "bookingCancelled",
    guest: "bookingCancelled",
    host: "hostSeatCancelled",
    entry: "CANCEL",
  },
  // Only those who were added: the others' meeting is what it was.
  "guests-added": { attendee: null, guest: "bookingInvitation", host: "hostChanged", entry: "REQUEST" },
  reassigned: { attendee: "bookingChanged", guest: "bookingChanged", host: null, entry: "REQUEST" },
  url: { attendee: "bookingChanged", guest: "bookingChanged", host: "hostChanged", entry: "REQUEST" },
  edited: { attendee: "bookingChanged", guest: "bookingChanged", host: "hostChanged", entry: "REQUEST" },
  instant: { ...nobody, host: "hostInstant" },
  "no-show": nobody,
};

/** What waits for an answer again is told like a request, whatever made it wait. */
export const toldOf = (kind: BookingChange["kind"], status: string): Told =>
  status === "pending" && told[kind].entry === "REQUEST" ? told.requested : told[kind];

/** What somebody who is brought along hears. `had`: it is in their calendar. `withdrawn`: what they had waits for an answer again. */
export function guestHears(
  said: Told,
  { had, withdrawn }: { had: boolean; withdrawn: boolean },
): AttendeeMailKind | null {
  if (withdrawn) return had ? "bookingCancelled" : null;
  // Guests of a request never heard of it: nor do they of its end.
  return said.entry === "CANCEL" && !had ? null : said.guest;
}

/** What those hear who might have taken an instant meeting. */
const lost: { [kind: string]: HostMailKind } = {
  "accepted-by-host": "hostInstantTaken",
  withdrawn: "hostInstantWithdrawn",
};

/** What a host hears, by whether the booking is theirs now, and whether it was before the event. */
export function hostHears(
  said: Told,
  kind: BookingChange["kind"] | "withdrawn",
  { now, before }: { now: boolean; before: boolean },
): { kind: HostMailKind; entry: Entry } | null {
  if (!now) return { kind: lost[kind] ?? "hostReleased", entry: "CANCEL" };
  if (said.host === "hostRequest") return { kind: "hostRequest", entry: null };
  if (!before) return { kind: kind === "reassigned" ? "hostAssigned" : "hostBooked", entry: "REQUEST" };
  // What goes on without somebody stays in the calendar.
  return said.host && { kind: said.host, entry: kind === "seat-cancelled" ? null : said.entry };
}
