import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  Edge,
  Email,
  Id,
  IdParameter,
  Instant,
  InstantOut,
  Language,
  Money,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../platform/schemas.ts";
import type { BookedAs } from "../tables.ts";

export const statuses = ["pending", "approved", "canceled", "completed", "rejected", "no-show"] as const;
export type Status = (typeof statuses)[number];
export const recurrenceRules = ["weekly", "biweekly", "monthly"] as const;

const answers = z.record(z.string(), z.unknown());
const Attendee = z.object({
  id: Id,
  uid: z.string(),
  customerId: Id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  timeZone: z.string().meta({ description: "The attendee's IANA time zone, in which mails tell the time" }),
  status: z.enum(["booked", "canceled", "no-show"]),
  customFields: answers.meta({ description: "What was answered for this seat, by the keys of the custom fields" }),
});
const Occurrence = z.object({
  id: Id,
  uid: z.string(),
  startTime: InstantOut,
  endTime: InstantOut,
  status: z.enum(statuses),
});
const Skipped = z.object({ startTime: InstantOut, endTime: InstantOut, reason: z.string() });

const VisitPart = z.object({
  uid: z.string(),
  startTime: InstantOut,
  endTime: InstantOut,
  status: z.enum(statuses),
  service: z.object({ id: Id, name: z.string() }),
  employee: z.object({ id: Id, name: z.string() }).nullable(),
});

/** An appointment as staff see it. */
export const Appointment = z
  .object({
    id: Id,
    uid: z.string(),
    serviceId: Id,
    customerId: Id.nullable(),
    employeeId: Id.nullable(),
    locationId: Id.nullable(),
    startTime: InstantOut,
    endTime: InstantOut,
    status: z.enum(statuses),
    price: z.int().meta({ description: "Extras included, in the currency's minor unit" }),
    currency: z.string(),
    depositAmount: z.int(),
    service: z.object({ id: Id, name: z.string() }),
    customer: z
      .object({ id: Id, name: z.string(), email: z.string().nullable(), phone: z.string().nullable() })
      .nullable(),
    employee: z.object({ id: Id, name: z.string() }).nullable(),
    location: z.object({ id: Id, name: z.string() }).nullable(),
    extras: z.array(z.object({ extraId: Id, name: z.string(), quantity: z.int(), price: z.int(), duration: z.int() })),
    resources: z.array(z.object({ resourceId: Id, quantity: z.int() })),
    isGroupBooking: z.boolean(),
    capacity: z.int(),
    seatsLeft: z.int().nullable().meta({ description: "Of a group session" }),
    attendees: z.array(Attendee),
    recurrenceRule: z.enum(recurrenceRules).nullable(),
    seriesUid: z.string().nullable().meta({ description: "Shared by the occurrences of one series" }),
    visitUid: z.string().nullable().meta({ description: "Shared by the services of one visit" }),
    occurrences: z
      .array(Occurrence)
      .optional()
      .meta({ description: "Of a series: those that were just made, or just canceled" }),
    skipped: z.array(Skipped).optional().meta({ description: "Occurrences left out because their time is taken" }),
    notes: z.string().nullable(),
    internalNotes: z.string().nullable(),
    customFields: answers.meta({
      description: "What was answered, by the keys of the custom fields. Of a group session see each attendee's",
    }),
    cancellationReason: z.string().nullable(),
    canceledBy: z.string().nullable(),
    timeZone: z.string().meta({ description: "The customer's" }),
    language: z.string(),
    source: z.string(),
    createdAt: InstantOut,
    updatedAt: InstantOut,
    version: z.int(),
  })
  .meta({ id: "Appointment" });
/** `sequence` is the calendar entry's and `bookedAs` the visitor's; neither is answered. */
export type AppointmentView = z.input<typeof Appointment> & { sequence: number; bookedAs?: BookedAs | null };

/** The same as the person who booked it may see it. */
export const OwnAppointment = Appointment.omit({
  internalNotes: true,
  attendees: true,
  resources: true,
  source: true,
  customerId: true,
  canceledBy: true,
})
  .extend({
    customer: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    seatUid: z.string().nullable().meta({ description: "Of a group session: the handle of this customer's seat" }),
    visit: z
      .array(VisitPart)
      .optional()
      .meta({ description: "Of a visit with several services: all of them, in their order" }),
    customFields: answers.meta({
      description: "What this customer answered, by the keys of the custom fields; without what staff alone may see",
    }),
    links: z.object({ cancel: z.string(), reschedule: z.string(), calendar: z.string() }),
  })
  .meta({ id: "OwnAppointment" });

/** What a mail to staff is about, for whoever has its token: what concerns the appointment, not the people's records. */
export const RequestedAppointment = Appointment.pick({
  uid: true,
  startTime: true,
  endTime: true,
  status: true,
  price: true,
  currency: true,
  depositAmount: true,
  service: true,
  employee: true,
  location: true,
  extras: true,
  isGroupBooking: true,
  capacity: true,
  seatsLeft: true,
  notes: true,
  cancellationReason: true,
  timeZone: true,
})
  .extend({
    customer: z.object({ name: z.string(), email: z.string().nullable(), phone: z.string().nullable() }).nullable(),
    attendees: z.array(Attendee.pick({ name: true, status: true })),
  })
  .meta({ id: "RequestedAppointment" });

export const ExtraChoice = z.strictObject({
  extraId: Id.meta({ description: "An extra of the service" }),
  quantity: z.int().min(1).max(100).default(1).meta({ description: "How many of it; 1 if left out" }),
});
export const ResourceChoice = z.strictObject({
  resourceId: Id.meta({ description: "A room, station or piece of equipment" }),
  quantity: z.int().min(1).max(500).default(1).meta({ description: "How many units of it; 1 if left out" }),
});
export const GivenAnswers = z.record(z.string().max(100), z.unknown());
const AttendeeDraft = z
  .strictObject({
    customerId: Id.optional().meta({ description: "A customer who is known already; instead of a name" }),
    name: Name.optional().meta({ description: "Name of a guest; becomes a customer where they are not known" }),
    email: Email.nullish().meta({ description: "The guest's e-mail address" }),
    phone: Phone.nullish().meta({ description: "The guest's phone number, best with its country code" }),
    timeZone: TimeZone.optional().meta({ description: "The guest's IANA time zone; by default the session's" }),
    language: Language.optional().meta({ description: "Of the guest's mails, such as en; by default the session's" }),
    status: z.enum(["booked", "no-show"]).optional().meta({ description: "no-show: did not come. By default booked" }),
    customFields: GivenAnswers.optional().meta({
      description: "Answers to the service's custom fields for this seat, by their keys; the others stay",
    }),
  })
  .refine((attendee) => attendee.customerId !== undefined || attendee.name !== undefined, {
    error: "Needs a name or a customerId",
    path: ["name"],
  });

const Notify = z.boolean().optional().meta({ description: "false keeps mails about this change to yourself" });
const shared = {
  customerId: Id.nullable().meta({ description: "For whom; null for nobody in particular" }),
  employeeId: Id.nullable().meta({ description: "Who performs it; null for nobody yet" }),
  locationId: Id.nullable().meta({ description: "Where; null for no location" }),
  status: z.enum(statuses).meta({
    description:
      "pending awaits an answer, approved is booked, completed took place, no-show: the customer did not come",
  }),
  price: Money.meta({ description: "Extras included, in the currency's minor unit: 3500 is 35.00" }),
  notes: Text.nullable().meta({ description: "Notes that the customer may read" }),
  internalNotes: Text.nullable().meta({ description: "Notes for staff alone" }),
  customFields: GivenAnswers.meta({
    description:
      "Answers to the service's custom fields, by their keys; the others stay, and null takes one away. Of a group session send them with `attendees`",
  }),
  extras: z.array(ExtraChoice).max(50).meta({ description: "Extras of the service; they replace the earlier ones" }),
  resources: z
    .array(ResourceChoice)
    .max(50)
    .meta({ description: "Rooms, stations and equipment that it takes; they replace the earlier ones" }),
  attendees: z
    .array(AttendeeDraft)
    .max(1000)
    .meta({ description: "Guests of a group session; they replace the earlier ones" }),
  timeZone: TimeZone.meta({ description: "The customer's IANA time zone, in which mails tell the time" }),
  language: Language.meta({ description: "Of mails about it, such as en or pt-BR" }),
};

export const startBeforeEnd = ({
  startTime,
  endTime,
}: {
  startTime?: string | undefined;
  endTime?: string | undefined;
}) => startTime === undefined || endTime === undefined || Date.parse(startTime) < Date.parse(endTime);
export const order = { error: "Must be after startTime", path: ["endTime"] };

export const AppointmentDraft = z
  .strictObject({
    serviceId: Id.meta({ description: "What is performed" }),
    startTime: Instant.meta({ description: "Start: an ISO 8601 instant with an offset, such as 2026-02-25T10:00:00Z" }),
    endTime: Instant.meta({ description: "End: an ISO 8601 instant with an offset, after startTime" }),
    isGroupBooking: z
      .boolean()
      .optional()
      .meta({ description: "true makes a session that several guests join, see attendees" }),
    recurrenceRule: z
      .enum(recurrenceRules)
      .nullish()
      .meta({ description: "How often it repeats; null or left out: once" }),
    recurrenceCount: z
      .int()
      .min(1)
      .max(104)
      .nullish()
      .meta({ description: "How many in all, the first included; 1 if left out" }),
    onConflict: z.enum(["reject", "skip", "propose"]).default("reject").meta({
      description:
        "What to do when an occurrence's time is taken: refuse all, leave it out, or refuse and propose other times",
    }),
    notify: Notify,
    ...z.strictObject(shared).partial().shape,
  })
  .refine(startBeforeEnd, order);

export const changeFields = {
  serviceId: Id.optional().meta({ description: "Another service, which brings its length, price and resources" }),
  startTime: Instant.optional().meta({ description: "New start: an ISO 8601 instant with an offset" }),
  endTime: Instant.optional().meta({
    description: "New end: an ISO 8601 instant with an offset; by default the length stays",
  }),
  cancellationReason: Text.nullish().meta({
    description: "Why it is canceled, in words that the customer reads; with status canceled",
  }),
  notify: Notify,
  ...z.strictObject(shared).partial().shape,
};
export const AppointmentChanges = z.strictObject(changeFields).refine(startBeforeEnd, order);
export type Changes = z.output<typeof AppointmentChanges>;

export const scopes = ["one", "following", "all"] as const;
export const Cancellation = z.strictObject({
  reason: Text.nullish().meta({ description: "Why, in words that the customer reads" }),
  scope: z.enum(scopes).default("one").meta({
    description: "Of a series: this one alone, this and the later ones, or all that are not over yet",
  }),
  notify: Notify,
});

export const AppointmentId = z.object({ id: IdParameter.meta({ description: "The appointment's id" }) });
export const AppointmentSearch = PageQuery.extend({
  from: Edge.optional().meta({ description: "Appointments that end after this instant, or after this date begins" }),
  to: Edge.optional().meta({
    description: "Appointments that start before this instant, or before this date (of the business's zone) is over",
  }),
  status: z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(statuses)))
    .optional()
    .meta({ description: "One status, or several with commas" }),
  search: z.string().trim().max(200).optional().meta({
    description:
      "Words, each of which is part of the customer's name, e-mail address or phone number, of the service, of a note, or the appointment's id or uid",
  }),
  employeeId: IdParameter.optional().meta({ description: "Only those that this staff member performs" }),
  customerId: IdParameter.optional().meta({ description: "Only this customer's" }),
  serviceId: IdParameter.optional().meta({ description: "Only those of this service" }),
  locationId: IdParameter.optional().meta({ description: "Only those at this location" }),
  seriesUid: z.string().max(100).optional().meta({ description: "Only those of this series" }),
  visitUid: z.string().max(100).optional().meta({ description: "Only those of this visit" }),
  order: z.enum(["asc", "desc"]).default("asc").meta({ description: "By start" }),
});
