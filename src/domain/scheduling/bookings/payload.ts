import type { Context } from "../../../platform/operation.ts";
import type { BookingChange } from "./changes.ts";
import type { BookingView } from "./schema.ts";

/** What webhooks get of a booking: the documented fields, Cal.com's where it has more, and ours (SEMANTICS 19). */
export function bookingPayload(booking: BookingView, change: BookingChange) {
  const { id, uid, title, type, description, hosts, attendees, location } = booking;
  const concerned = attendees.find(({ uid }) => uid === change.attendeeUids?.[0]);
  // Of a session the booking's answers are those of whoever came first.
  const responses = booking.seats === null ? booking.responses : (concerned?.responses ?? booking.responses);
  const about = change.attendeeUids ? new Set(change.attendeeUids) : null;
  return {
    id,
    uid,
    bookingId: id,
    eventTypeId: booking.eventTypeId,
    title,
    type,
    description,
    status: booking.status.toUpperCase(),
    startTime: booking.startTime,
    endTime: booking.endTime,
    length: booking.duration,
    organizer: hosts[0] ?? null,
    hosts,
    // Of a session, whoever the event is about: others' seats are nobody's business but the host's.
    attendees: attendees
      .filter((one) => (about && booking.seats !== null ? about.has(one.uid) : one.status === "booked"))
      .map(({ phone, status: _, responses: __, ...attendee }) => ({ ...attendee, phoneNumber: phone })),
    location: location?.url ?? location?.address ?? location?.phone ?? location?.type ?? null,
    meetingUrl: booking.meetingUrl,
    responses,
    metadata: booking.metadata,
    additionalNotes: typeof responses.notes === "string" ? responses.notes : null,
    price: booking.price,
    currency: booking.currency,
    paid: booking.paid,
    seats: booking.seats,
    recurringEventId: booking.recurringEventId,
    sequence: booking.sequence,
    change,
  };
}

/** Says what happened to a booking. `more`: the fields that only this trigger has. */
export function emitBooking(
  context: Context,
  trigger: BookingTrigger,
  booking: BookingView,
  change: BookingChange,
  more: Record<string, unknown> = {},
): void {
  context.emit({ trigger, subject: `booking:${booking.id}`, payload: { ...bookingPayload(booking, change), ...more } });
}

export type BookingTrigger =
  | "BOOKING_CREATED"
  | "BOOKING_REQUESTED"
  | "BOOKING_CONFIRMED"
  | "BOOKING_REJECTED"
  | "BOOKING_RESCHEDULED"
  | "BOOKING_CANCELLED"
  | "INSTANT_MEETING"
  | "MEETING_URL_CHANGED"
  | "booking.updated";
