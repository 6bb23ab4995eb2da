import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  Email,
  Id,
  IdParameter,
  Instant,
  InstantOut,
  Language,
  LocalDate,
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

const Attendee = z.object({
  id: Id,
  uid: z.string(),
  customerId: Id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  status: z.enum(["booked", "canceled", "no-show"]),
});
const Occurrence = z.object({
  id: Id,
  uid: z.string(),
  startTime: InstantOut,
  endTime: InstantOut,
  status: z.enum(statuses),
});
const Skipped = z.object({ startTime: InstantOut, endTime: InstantOut, reason: z.string() });

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
    occurrences: z
      .array(Occurrence)
      .optional()
      .meta({ description: "Of a series: those that were just made, or just canceled" }),
    skipped: z.array(Skipped).optional().meta({ description: "Occurrences left out because their time is taken" }),
    notes: z.string().nullable(),
    internalNotes: z.string().nullable(),
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

export const ExtraChoice = z.strictObject({ extraId: Id, quantity: z.int().min(1).max(100).default(1) });
export const ResourceChoice = z.strictObject({ resourceId: Id, quantity: z.int().min(1).max(500).default(1) });
const AttendeeDraft = z
  .strictObject({
    customerId: Id.optional(),
    name: Name.optional(),
    email: Email.nullish(),
    phone: Phone.nullish(),
    timeZone: TimeZone.optional(),
    language: Language.optional(),
    status: z.enum(["booked", "no-show"]).optional(),
  })
  .refine((attendee) => attendee.customerId !== undefined || attendee.name !== undefined, {
    error: "Needs a name or a customerId",
    path: ["name"],
  });

const Notify = z.boolean().optional().meta({ description: "false keeps mails about this change to yourself" });
const shared = {
  customerId: Id.nullable(),
  employeeId: Id.nullable(),
  locationId: Id.nullable(),
  status: z.enum(statuses),
  price: Money,
  notes: Text.nullable(),
  internalNotes: Text.nullable(),
  extras: z.array(ExtraChoice).max(50),
  resources: z.array(ResourceChoice).max(50),
  attendees: z.array(AttendeeDraft).max(1000),
  timeZone: TimeZone,
  language: Language,
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
    serviceId: Id,
    startTime: Instant,
    endTime: Instant,
    isGroupBooking: z.boolean().optional(),
    recurrenceRule: z.enum(recurrenceRules).nullish(),
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
  serviceId: Id.optional(),
  startTime: Instant.optional(),
  endTime: Instant.optional(),
  cancellationReason: Text.nullish(),
  notify: Notify,
  ...z.strictObject(shared).partial().shape,
};
export const AppointmentChanges = z.strictObject(changeFields).refine(startBeforeEnd, order);
export type Changes = z.output<typeof AppointmentChanges>;

export const scopes = ["one", "following", "all"] as const;
export const Cancellation = z.strictObject({
  reason: Text.nullish(),
  scope: z.enum(scopes).default("one").meta({
    description: "Of a series: this one alone, this and the later ones, or all that are not over yet",
  }),
  notify: Notify,
});

export const AppointmentId = z.object({ id: IdParameter });
const Edge = z.union([LocalDate, Instant], { error: "Must be a valid ISO 8601 date" });
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
  employeeId: IdParameter.optional(),
  customerId: IdParameter.optional(),
  serviceId: IdParameter.optional(),
  locationId: IdParameter.optional(),
  seriesUid: z.string().max(100).optional(),
  order: z.enum(["asc", "desc"]).default("asc").meta({ description: "By start" }),
});

/** What a customer sends to book. */
export const Booking = z
  .strictObject({
    subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
    serviceId: Id,
    startTime: Instant,
    endTime: Instant.optional().meta({ description: "Must agree with the service's length, if sent" }),
    employeeId: Id.nullish().meta({ description: "Anybody who is free, if left out" }),
    locationId: Id.nullish(),
    resourceId: Id.nullish(),
    name: Name,
    email: Email.nullish(),
    phone: Phone.nullish(),
    notes: Text.nullish(),
    extras: z.array(ExtraChoice).max(50).optional(),
    hold: z
      .string()
      .max(100)
      .optional()
      .meta({ description: "The uid of a hold on this slot, which the booking takes up" }),
    timeZone: TimeZone.optional(),
    language: Language.optional(),
  })
  .refine(({ email, phone }) => Boolean(email || phone), { error: "Needs an email or a phone number", path: ["email"] })
  .refine(startBeforeEnd, order);
