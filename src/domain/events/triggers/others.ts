import { z } from "zod";
import { Id, InstantOut } from "../../../platform/schemas.ts";
import { Booking } from "./bookings.ts";
import { examplePeople } from "./people.ts";

export const MeetingStarted = Booking.extend({
  startedAt: InstantOut.meta({ description: "When the first participant came" }),
});
export const MeetingEnded = Booking.extend({
  startedAt: InstantOut.optional(),
  endedAt: InstantOut.meta({ description: "When the last participant left" }),
});
export const Recording = Booking.extend({
  recordingId: z.string(),
  downloadLink: z.string().meta({ description: "Works for a while, for whoever has it" }),
  durationSeconds: z.int().optional(),
});
export const Transcription = Booking.extend({
  recordingId: z.string(),
  transcriptionLinks: z
    .array(z.looseObject({ format: z.string().meta({ examples: ["vtt"] }), link: z.string() }))
    .meta({ description: "The same words in several formats" }),
});

export const FormSubmission = z.looseObject({
  formId: Id,
  formName: z.string(),
  responseId: Id,
  responseUid: z.string().optional().meta({ description: "The response's handle" }),
  teamId: Id.nullish().meta({ description: "The team that the form belongs to" }),
  responses: z
    .record(z.string(), z.looseObject({ label: z.string(), value: z.unknown() }))
    .meta({ description: "By the name of the field" }),
  routedTo: z.looseObject({ type: z.string(), value: z.unknown() }).nullish().meta({
    description: "Where the form sent this person: an event type, a link, a message",
  }),
  metadata: z.record(z.string(), z.string()).optional().meta({
    description: "Where the visitor came from, such as utm_source",
  }),
  timeZone: z.string().optional().meta({ description: "The visitor's" }),
  language: z.string().optional().meta({ description: "The visitor's" }),
  submittedAt: InstantOut,
});

const Person = z.looseObject({
  id: Id,
  name: z.string(),
  email: z.string().nullable(),
  username: z.string().nullable().optional(),
  timeZone: z.string().optional(),
});
export const OutOfOffice = z.looseObject({
  oooEntry: z.looseObject({
    id: Id,
    uuid: z.string(),
    start: InstantOut,
    end: InstantOut,
    reason: z.string().meta({ description: "Why: vacation, sick …" }),
    notes: z.string().nullish(),
    createdAt: InstantOut.optional(),
    user: Person.nullable().meta({ description: "Who is away, where that is a user" }),
    employee: Person.nullable().optional().meta({ description: "Who is away, as the staff list has them" }),
    toUser: Person.nullable().optional().meta({ description: "Who takes their bookings meanwhile" }),
  }),
});

export const exampleForm = {
  formId: 31,
  formName: "Talk to sales",
  responseId: 702,
  responseUid: "fr_8b21f0d4",
  teamId: null,
  responses: {
    email: { label: "Email", value: examplePeople.alex.email },
    size: { label: "Company size", value: "11-50" },
  },
  routedTo: { type: "eventType", value: "consultation" },
  metadata: { utm_source: "newsletter" },
  timeZone: "America/Chicago",
  language: "en",
  submittedAt: "2026-02-19T14:30:00Z",
};
export const exampleOutOfOffice = {
  oooEntry: {
    id: 77,
    uuid: "5d2a2a0e-6f5b-4f6e-9d2e-0c6d3a1b7f10",
    start: "2026-03-02T00:00:00Z",
    end: "2026-03-07T00:00:00Z",
    reason: "vacation",
    notes: null,
    createdAt: "2026-02-19T14:30:00Z",
    user: examplePeople.sarahAway,
    employee: { id: 5, name: examplePeople.sarah.name, email: examplePeople.sarah.email },
    toUser: null,
  },
};
