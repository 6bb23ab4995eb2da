import type { z } from "zod";
import { Appointment, exampleAppointment } from "./appointments.ts";
import {
  Booking,
  CancelledBooking,
  exampleBooking,
  examplePayment,
  InstantMeeting,
  NoShow,
  PaidBooking,
  RejectedBooking,
  RescheduledBooking,
} from "./bookings.ts";
import {
  exampleForm,
  exampleOutOfOffice,
  FormSubmission,
  MeetingEnded,
  MeetingStarted,
  OutOfOffice,
  Recording,
  Transcription,
} from "./others.ts";
import { examplePeople } from "./people.ts";

/** One kind of event that webhooks tell of: when it happens, what its payload holds, and how one looks. */
type Entry<Payload extends z.ZodType> = { description: string; payload: Payload; example: z.input<Payload> };
const entry = <Payload extends z.ZodType>(
  description: string,
  payload: Payload,
  example: z.input<Payload>,
): Entry<Payload> => ({ description, payload, example });

const byGuest = { by: examplePeople.alex.name, side: "attendee" as const };
const byHost = { by: examplePeople.sarah.name, side: "host" as const };
const booked = { ...exampleBooking, change: { kind: "booked", ...byGuest } };
const recording = {
  ...exampleBooking,
  recordingId: "rec_91c2",
  downloadLink: "https://meet.example.com/recordings/rec_91c2",
};
const staff = "James Wilson";
const appointment = { ...exampleAppointment, change: { kind: "booked", by: examplePeople.alex.name } };

/** Every documented trigger (SEMANTICS 18 says when each fires), in the order of the reference. */
export const triggers = {
  BOOKING_CREATED: entry("A booking was made and needs nobody's approval", Booking, booked),
  BOOKING_RESCHEDULED: entry("A booking was moved to another time", RescheduledBooking, {
    ...exampleBooking,
    startTime: "2026-02-21T10:00:00Z",
    endTime: "2026-02-21T10:30:00Z",
    rescheduleUid: exampleBooking.uid,
    rescheduleStartTime: exampleBooking.startTime,
    rescheduleEndTime: exampleBooking.endTime,
    rescheduledBy: examplePeople.alex.name,
    sequence: 1,
    change: {
      kind: "moved",
      ...byGuest,
      reason: null,
      previousStartTime: exampleBooking.startTime,
      previousEndTime: exampleBooking.endTime,
      previousHostIds: [examplePeople.sarah.id],
    },
  }),
  BOOKING_CANCELLED: entry("A booking, or one seat of a session, was cancelled", CancelledBooking, {
    ...exampleBooking,
    status: "CANCELLED",
    cancellationReason: "Something came up",
    cancelledBy: examplePeople.alex.name,
    sequence: 1,
    change: { kind: "cancelled", ...byGuest, reason: "Something came up" },
  }),
  BOOKING_CONFIRMED: entry("A requested booking was approved", Booking, {
    ...exampleBooking,
    change: { kind: "confirmed", ...byHost, reason: null },
  }),
  BOOKING_REJECTED: entry("A requested booking was declined", RejectedBooking, {
    ...exampleBooking,
    status: "REJECTED",
    rejectionReason: "I am travelling that day",
    change: { kind: "rejected", ...byHost, reason: "I am travelling that day" },
  }),
  BOOKING_PAID: entry("A booking's payment arrived", PaidBooking, {
    ...exampleBooking,
    paid: true,
    payment: examplePayment,
  }),
  BOOKING_PAYMENT_INITIATED: entry("Somebody began to pay for a booking", PaidBooking, {
    ...exampleBooking,
    payment: { ...examplePayment, status: "pending" },
  }),
  BOOKING_NO_SHOW_UPDATED: entry("Somebody was marked as not having come, or the mark was taken away", NoShow, {
    message: "alex@example.com marked as no-show",
    bookingUid: exampleBooking.uid,
    bookingId: exampleBooking.id,
    eventTypeId: exampleBooking.eventTypeId,
    attendees: [{ email: examplePeople.alex.email, noShow: true }],
    organizer: examplePeople.sarah,
    hosts: [examplePeople.sarah],
  }),
  BOOKING_REQUESTED: entry("A booking was made that waits for the host's approval", Booking, {
    ...exampleBooking,
    status: "PENDING",
    change: { kind: "requested", ...byGuest },
  }),
  MEETING_STARTED: entry("The first participant joined the meeting", MeetingStarted, {
    ...exampleBooking,
    startedAt: "2026-02-20T10:00:12Z",
  }),
  MEETING_ENDED: entry("The last participant left the meeting", MeetingEnded, {
    ...exampleBooking,
    startedAt: "2026-02-20T10:00:12Z",
    endedAt: "2026-02-20T10:28:40Z",
  }),
  MEETING_URL_CHANGED: entry("The meeting has another link", Booking, {
    ...exampleBooking,
    change: { kind: "url", ...byHost },
  }),
  RECORDING_READY: entry("The meeting's recording can be downloaded", Recording, {
    ...recording,
    durationSeconds: 1708,
  }),
  RECORDING_TRANSCRIPTION_GENERATED: entry("The recording's words were written down", Transcription, {
    ...exampleBooking,
    recordingId: "rec_91c2",
    transcriptionLinks: [{ format: "vtt", link: `${recording.downloadLink}.vtt` }],
  }),
  INSTANT_MEETING: entry("Somebody wants to meet now; the first host to accept gets the meeting", InstantMeeting, {
    ...exampleBooking,
    status: "AWAITING_HOST",
    organizer: null,
    expiresAt: "2026-02-20T10:02:00Z",
    teamId: 7,
    change: { kind: "instant", ...byGuest },
  }),
  FORM_SUBMITTED: entry("Somebody sent a routing form", FormSubmission, exampleForm),
  OOO_CREATED: entry("Somebody said when they are away", OutOfOffice, exampleOutOfOffice),
  SERVICE_BOOKING_CREATED: entry("A service appointment was made", Appointment, appointment),
  SERVICE_BOOKING_UPDATED: entry("A service appointment was moved or changed", Appointment, {
    ...exampleAppointment,
    version: 2,
    sequence: 1,
    startTime: "2026-02-21T10:00:00Z",
    endTime: "2026-02-21T10:30:00Z",
    change: {
      kind: "moved",
      by: staff,
      previousStartTime: exampleAppointment.startTime,
      previousEndTime: exampleAppointment.endTime,
      previousEmployeeId: exampleAppointment.employeeId,
    },
  }),
  SERVICE_BOOKING_CANCELLED: entry("A service appointment was cancelled", Appointment, {
    ...exampleAppointment,
    status: "canceled",
    canceledBy: "staff",
    change: { kind: "canceled", by: staff },
  }),
  SERVICE_BOOKING_COMPLETED: entry("A service appointment took place", Appointment, {
    ...exampleAppointment,
    status: "completed",
    change: { kind: "completed", by: staff },
  }),
};

export type Trigger = keyof typeof triggers;
export type PayloadOf<Name extends Trigger> = z.input<(typeof triggers)[Name]["payload"]>;
export const triggerNames = Object.keys(triggers) as [Trigger, ...Trigger[]];
export const isTrigger = (name: string): name is Trigger => Object.hasOwn(triggers, name);
