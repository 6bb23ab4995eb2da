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

const meeting = { ...exampleBooking, meetingUrl: "https://meet.jit.si/schedly-2f8a9c3e" };
const recording = { ...meeting, recordingId: "rec_91c2", downloadLink: "https://meet.example.com/recordings/rec_91c2" };

/** Every documented trigger (SEMANTICS 18 says when each fires), in the order of the reference. */
export const triggers = {
  BOOKING_CREATED: entry("A booking was made and needs nobody's approval", Booking, exampleBooking),
  BOOKING_RESCHEDULED: entry("A booking was moved to another time", RescheduledBooking, {
    ...exampleBooking,
    startTime: "2026-02-21T10:00:00Z",
    endTime: "2026-02-21T10:30:00Z",
    rescheduleUid: exampleBooking.uid,
    rescheduleStartTime: exampleBooking.startTime,
    rescheduleEndTime: exampleBooking.endTime,
    rescheduledBy: examplePeople.alex.name,
  }),
  BOOKING_CANCELLED: entry("A booking, or one seat of a session, was cancelled", CancelledBooking, {
    ...exampleBooking,
    status: "CANCELLED",
    cancellationReason: "Something came up",
    cancelledBy: examplePeople.alex.name,
  }),
  BOOKING_CONFIRMED: entry("A requested booking was approved", Booking, { ...exampleBooking, status: "ACCEPTED" }),
  BOOKING_REJECTED: entry("A requested booking was declined", RejectedBooking, {
    ...exampleBooking,
    status: "REJECTED",
    rejectionReason: "I am travelling that day",
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
    attendees: [{ email: examplePeople.alex.email, noShow: true }],
  }),
  BOOKING_REQUESTED: entry("A booking was made that waits for the host's approval", Booking, {
    ...exampleBooking,
    status: "PENDING",
  }),
  MEETING_STARTED: entry("The first participant joined the meeting", MeetingStarted, {
    ...meeting,
    startedAt: "2026-02-20T10:00:12Z",
  }),
  MEETING_ENDED: entry("The last participant left the meeting", MeetingEnded, {
    ...meeting,
    startedAt: "2026-02-20T10:00:12Z",
    endedAt: "2026-02-20T10:28:40Z",
  }),
  MEETING_URL_CHANGED: entry("The meeting has another link", Booking, meeting),
  RECORDING_READY: entry("The meeting's recording can be downloaded", Recording, {
    ...recording,
    durationSeconds: 1708,
  }),
  RECORDING_TRANSCRIPTION_GENERATED: entry("The recording's words were written down", Transcription, {
    ...meeting,
    recordingId: "rec_91c2",
    transcriptionLinks: [{ format: "vtt", link: `${recording.downloadLink}.vtt` }],
  }),
  INSTANT_MEETING: entry("Somebody wants to meet now; the first host to accept gets the meeting", InstantMeeting, {
    ...exampleBooking,
    status: "AWAITING_HOST",
    organizer: null,
    hosts: [{ id: 12, ...examplePeople.sarah }],
    expiresAt: "2026-02-20T10:02:00Z",
  }),
  FORM_SUBMITTED: entry("Somebody sent a routing form", FormSubmission, exampleForm),
  OOO_CREATED: entry("Somebody said when they are away", OutOfOffice, exampleOutOfOffice),
  SERVICE_BOOKING_CREATED: entry("A service appointment was made", Appointment, exampleAppointment),
  SERVICE_BOOKING_UPDATED: entry("A service appointment was moved or changed", Appointment, exampleAppointment),
  SERVICE_BOOKING_CANCELLED: entry("A service appointment was cancelled", Appointment, {
    ...exampleAppointment,
    status: "canceled",
  }),
  SERVICE_BOOKING_COMPLETED: entry("A service appointment took place", Appointment, {
    ...exampleAppointment,
    status: "completed",
  }),
};

export type Trigger = keyof typeof triggers;
export type PayloadOf<Name extends Trigger> = z.input<(typeof triggers)[Name]["payload"]>;
export const triggerNames = Object.keys(triggers) as [Trigger, ...Trigger[]];
export const isTrigger = (name: string): name is Trigger => Object.hasOwn(triggers, name);
