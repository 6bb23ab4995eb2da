import { z } from "zod";
import { Id, InstantOut } from "../../../platform/schemas.ts";
import "../tables.ts";

export const statuses = ["accepted", "pending", "cancelled", "rejected", "awaiting_host"] as const;
export type Status = (typeof statuses)[number];

const Person = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    username: z.string().nullable(),
    timeZone: z.string(),
    language: z.string(),
  })
  .meta({ id: "BookingHost" });

const Attendee = z
  .object({
    uid: z.string().meta({ description: "The attendee's own handle: it cancels or moves this seat alone" }),
    name: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    timeZone: z.string(),
    language: z.string(),
    status: z.enum(["booked", "cancelled"]),
    noShow: z.boolean(),
    guest: z.boolean().meta({ description: "Brought along by the booker" }),
    responses: z
      .record(z.string(), z.unknown())
      .meta({ description: "What this attendee answered, in a session with seats; else see the booking's" }),
  })
  .meta({ id: "BookingAttendee" });

export const Location = z
  .object({
    type: z.string(),
    address: z.string().nullish(),
    phone: z.string().nullish(),
    url: z.string().nullish().meta({ description: "null until the conferencing service has made the room" }),
    mode: z.enum(["live", "sandbox"]).optional(),
  })
  .meta({ id: "BookingLocation" });

export const Booking = z
  .object({
    id: Id,
    uid: z
      .string()
      .meta({ description: "Stays through every reschedule; whoever has it may cancel or move the booking" }),
    eventTypeId: Id.nullable(),
    title: z.string(),
    type: z.string().meta({ description: "The event type's slug when it was booked" }),
    description: z.string().nullable(),
    status: z.enum(statuses),
    startTime: InstantOut,
    endTime: InstantOut,
    duration: z.int().meta({ description: "Minutes" }),
    /** The organizer is the first. */
    hosts: z.array(Person).meta({ description: "Whose time it takes; the organizer first" }),
    attendees: z.array(Attendee),
    location: Location.nullable(),
    meetingUrl: z.string().nullable(),
    responses: z.record(z.string(), z.unknown()),
    metadata: z.record(z.string(), z.unknown()),
    seats: z.int().nullable().meta({ description: "Places in a session that several people book; null for a meeting" }),
    seatsLeft: z.int().nullable(),
    price: z.int(),
    currency: z.string(),
    paid: z.boolean(),
    recurringEventId: z.string().nullable(),
    cancellationReason: z.string().nullable(),
    cancelledBy: z.string().nullable(),
    rejectionReason: z.string().nullable(),
    rescheduledBy: z.string().nullable(),
    rescheduleReason: z.string().nullable(),
    hostNoShow: z.boolean(),
    internalNote: z.string().nullable(),
    assignmentReason: z.record(z.string(), z.unknown()).nullable().meta({ description: "Why this host was chosen" }),
    timeZone: z.string(),
    language: z.string(),
    source: z.string(),
    expiresAt: InstantOut.nullable(),
    sequence: z.int(),
    version: z.int(),
    createdAt: InstantOut,
    updatedAt: InstantOut,
  })
  .meta({ id: "Booking" });
export type BookingView = z.output<typeof Booking>;

/** What whoever holds a handle sees: the same without what is the host's business. */
export const OwnBooking = Booking.omit({
  internalNote: true,
  assignmentReason: true,
  metadata: true,
  source: true,
  version: true,
  updatedAt: true,
})
  .extend({
    attendees: z.array(
      Attendee.extend({
        uid: z.string().nullable().meta({ description: "Your own seat's; nobody else's is told" }),
      }).meta({
        id: "OwnBookingAttendee",
      }),
    ),
    seatUid: z.string().nullable().meta({ description: "The handle of your own seat, where the session has seats" }),
    canCancel: z.boolean(),
    canReschedule: z.boolean(),
  })
  .meta({ id: "OwnBooking" });
export type OwnBooking = z.output<typeof OwnBooking>;

export const RecurringOutcome = z
  .object({
    recurringEventId: z.string(),
    bookings: z.array(OwnBooking),
    skipped: z.array(z.object({ start: InstantOut, message: z.string() })),
  })
  .meta({ id: "RecurringBookings" });

export const History = z.array(
  z.object({
    kind: z.string(),
    by: z.string(),
    reason: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    at: InstantOut,
  }),
);
