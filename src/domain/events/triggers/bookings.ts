import { z } from "zod";
import { Id, InstantOut } from "../../../platform/schemas.ts";
import { Attendee, examplePeople, Host } from "./people.ts";

export const Change = z
  .looseObject({
    kind: z.string().meta({
      description:
        "What happened: booked, requested, confirmed, rejected, moved, cancelled, seat-booked, seat-cancelled, …",
    }),
    by: z.string().meta({ description: "The name of who did it" }),
    side: z.enum(["host", "attendee", "system"]).optional().meta({ description: "On which side they stand" }),
    reason: z.string().nullish(),
    previousStartTime: InstantOut.optional(),
    previousEndTime: InstantOut.optional(),
    previousHostIds: z.array(Id).optional().meta({ description: "Those whose time it took before" }),
    attendeeUids: z.array(z.string()).optional().meta({ description: "Of a session: whose seats it is about" }),
    occurrences: z
      .array(InstantOut)
      .optional()
      .meta({ description: "Every start of a series that was changed at once" }),
    movedTo: InstantOut.optional().meta({
      description: "Of a session that ended because its last seat moved: when the session begins that it moved to",
    }),
    silent: z.boolean().optional().meta({ description: "No mail was sent about it" }),
  })
  .meta({ description: "What happened, and who did it" });

// The fields of the published example are always there; the others whenever the booking is one of this installation.
export const Booking = z.looseObject({
  id: Id,
  uid: z
    .string()
    .meta({ description: "Stays through every reschedule; whoever has it may cancel or move the booking" }),
  bookingId: Id.optional().meta({ description: "The same as `id`" }),
  eventTypeId: Id.nullable().optional().meta({ description: "null once the event type is deleted" }),
  title: z.string(),
  type: z.string().meta({ description: "The event type's slug when it was booked" }),
  description: z.string().nullable().optional(),
  status: z
    .enum(["ACCEPTED", "PENDING", "CANCELLED", "REJECTED", "AWAITING_HOST"])
    .optional()
    .meta({ description: "As it is after the event" }),
  startTime: InstantOut,
  endTime: InstantOut,
  length: z.int().optional().meta({ description: "Minutes" }),
  organizer: Host.nullable().meta({ description: "The first host; null while an instant meeting waits for one" }),
  hosts: z.array(Host).optional().meta({ description: "Everybody whose time it takes, the organizer first" }),
  attendees: z.array(Attendee).meta({ description: "Of a session with seats: those whom the event is about" }),
  location: z.string().nullable().optional().meta({ description: "For people: an address, a phone number or a link" }),
  meetingUrl: z.string().nullable().optional().meta({ description: "Where to join, once the room is made" }),
  responses: z.record(z.string(), z.unknown()).optional().meta({ description: "Answers to the booking questions" }),
  metadata: z.record(z.string(), z.unknown()).optional().meta({ description: "What the booking call sent along" }),
  additionalNotes: z.string().nullable().optional(),
  price: z.int().optional().meta({ description: "In the currency's minor unit" }),
  currency: z.string().optional(),
  paid: z.boolean().optional(),
  seats: z.int().nullable().optional().meta({ description: "Places in a session; null for a meeting" }),
  recurringEventId: z.string().nullable().optional().meta({ description: "Shared by the occurrences of a series" }),
  sequence: z.int().optional().meta({ description: "Rises with each change; iCalendar's SEQUENCE" }),
  change: Change.optional(),
});

export const CancelledBooking = Booking.extend({
  cancellationReason: z.string().nullish(),
  cancelledBy: z.string().nullish().meta({ description: "The name of who cancelled" }),
});
export const RejectedBooking = Booking.extend({ rejectionReason: z.string().nullish() });
export const RescheduledBooking = Booking.extend({
  rescheduleUid: z.string().meta({ description: "The booking (or seat) that was moved" }),
  rescheduleStartTime: InstantOut.meta({ description: "When it was to begin before" }),
  rescheduleEndTime: InstantOut.meta({ description: "When it was to end before" }),
  rescheduledBy: z.string().nullish(),
});
export const InstantMeeting = Booking.extend({
  expiresAt: InstantOut.optional().meta({ description: "A host must accept by then" }),
  teamId: Id.optional(),
});
export const PaidBooking = Booking.extend({
  payment: z
    .looseObject({
      id: z.string().meta({ description: "The payment's own handle" }),
      amount: z.int().meta({ description: "In the currency's minor unit" }),
      currency: z.string(),
      provider: z.string().meta({ examples: ["stripe"] }),
      status: z.string().meta({ examples: ["succeeded"] }),
    })
    .meta({ description: "The payment that this is about" }),
});
export const NoShow = z.looseObject({
  message: z.string().meta({ description: "For people: who was marked" }),
  bookingUid: z.string(),
  bookingId: Id,
  eventTypeId: Id.nullable().optional(),
  attendees: z.array(z.looseObject({ email: z.string(), noShow: z.boolean() })),
  hostNoShow: z.boolean().optional().meta({ description: "Only where it is about the host" }),
  organizer: Host.nullable().optional(),
  hosts: z.array(Host).optional(),
});

/** The published example, with all else that every booking says: templates are tried with it. */
export const exampleBooking = {
  id: 501,
  uid: "bk_2f8a9c3e",
  bookingId: 501,
  eventTypeId: 42,
  title: "30-Min Consultation",
  type: "consultation",
  description: "What you have in mind, what it takes, and what it costs.",
  status: "ACCEPTED" as const,
  startTime: "2026-02-20T10:00:00Z",
  endTime: "2026-02-20T10:30:00Z",
  length: 30,
  organizer: examplePeople.sarah,
  hosts: [examplePeople.sarah],
  attendees: [
    {
      uid: "bka_5d1e7b90",
      ...examplePeople.alex,
      language: "en",
      phoneNumber: "+13125550123",
      noShow: false,
      guest: false,
    },
  ],
  location: "https://meet.jit.si/schedly-2f8a9c3e",
  meetingUrl: "https://meet.jit.si/schedly-2f8a9c3e",
  responses: { name: examplePeople.alex.name, email: examplePeople.alex.email, notes: "It is about a wedding" },
  metadata: { campaign: "spring" },
  additionalNotes: "It is about a wedding",
  price: 0,
  currency: "usd",
  paid: false,
  seats: null,
  recurringEventId: null,
  sequence: 0,
};

export const examplePayment = {
  id: "pay_3c41d7",
  amount: 5000,
  currency: "usd",
  provider: "stripe",
  status: "succeeded",
};
