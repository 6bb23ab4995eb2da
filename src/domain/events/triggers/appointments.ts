import { z } from "zod";
import { Id, InstantOut } from "../../../platform/schemas.ts";
import { Attendee, examplePeople, Named } from "./people.ts";

const Change = z
  .looseObject({
    kind: z.string().meta({
      description:
        "booked, requested, approved, rejected, moved, edited, canceled, completed, no-show, joined, left, …",
    }),
    by: z.string().meta({ description: "The name of who did it" }),
    previousStartTime: InstantOut.optional(),
    previousEndTime: InstantOut.optional(),
    previousEmployeeId: Id.nullable().optional(),
    previousService: z.looseObject({ id: Id, name: z.string() }).optional(),
    previousLocation: z.looseObject({ id: Id, name: z.string() }).nullish(),
    reason: z.string().nullish(),
    silent: z.boolean().optional().meta({ description: "No mail was sent about it" }),
  })
  .meta({ description: "What happened, and who did it" });

const Extra = z.looseObject({ extraId: Id, name: z.string(), quantity: z.int(), price: z.int(), duration: z.int() });
const answers = z.record(z.string(), z.unknown()).optional();
export const Appointment = z.looseObject({
  id: Id,
  uid: z.string().meta({ description: "Whoever has it may cancel or move the appointment" }),
  appointmentId: Id.optional().meta({ description: "The same as `id`" }),
  title: z.string().meta({ description: "The service's name" }),
  type: z.literal("service"),
  status: z.string().meta({ description: "pending, approved, rejected, canceled, completed or no-show" }),
  startTime: InstantOut,
  endTime: InstantOut,
  service: Named.meta({ description: "What is booked" }),
  employee: Named.nullable().meta({ description: "Who performs it" }),
  customer: Named.extend({ email: z.string().nullable().optional(), phone: z.string().nullable().optional() })
    .nullable()
    .meta({ description: "Whom it is for; null of a group session" }),
  location: z
    .looseObject({ id: Id, name: z.string() })
    .nullable()
    .optional()
    .meta({ description: "Where it takes place" }),
  organizer: z
    .looseObject({ name: z.string(), email: z.string().nullable() })
    .meta({ description: "Who performs it, at the business's address" }),
  attendees: z.array(
    Attendee.extend({
      status: z.string().optional().meta({ description: "Of a seat: booked, canceled or no-show" }),
      customFields: answers.meta({ description: "What was answered for this seat" }),
    }),
  ),
  customFields: answers.meta({
    description:
      "Answers to the business's custom fields, by their keys, without those for staff alone; of a group session see each attendee's",
  }),
  serviceId: Id.optional(),
  employeeId: Id.nullable().optional(),
  customerId: Id.nullable().optional(),
  locationId: Id.nullable().optional(),
  notes: z.string().nullable().optional().meta({ description: "What the customer wrote" }),
  price: z.int().optional().meta({ description: "Extras included, in the currency's minor unit" }),
  depositAmount: z.int().optional().meta({ description: "In the currency's minor unit" }),
  currency: z.string().optional(),
  extras: z.array(Extra).optional(),
  resources: z
    .array(z.looseObject({ resourceId: Id, quantity: z.int() }))
    .optional()
    .meta({ description: "Rooms and equipment that it takes" }),
  isGroupBooking: z.boolean().optional(),
  capacity: z.int().optional(),
  seatsLeft: z.int().nullable().optional().meta({ description: "Of a group session" }),
  recurrenceRule: z.string().nullable().optional().meta({ description: "weekly, biweekly or monthly" }),
  seriesUid: z.string().nullable().optional().meta({ description: "Shared by the occurrences of one series" }),
  visitUid: z.string().nullable().optional().meta({ description: "Shared by the services of one visit" }),
  language: z.string().optional().meta({ description: "The customer's: a language tag such as en" }),
  source: z.string().optional().meta({ description: "Where it was made: page, rest, mcp, import, …" }),
  canceledBy: z.string().nullable().optional(),
  cancellationReason: z.string().nullable().optional(),
  sequence: z.int().optional().meta({ description: "Of the calendar entry: rises with each change" }),
  version: z.int().optional().meta({ description: "The `ETag` of the appointment" }),
  createdAt: InstantOut.optional(),
  updatedAt: InstantOut.optional(),
  change: Change.optional(),
});

export const exampleAppointment = {
  id: 901,
  uid: "apt_7f3b2a1c",
  appointmentId: 901,
  title: "Haircut",
  type: "service" as const,
  status: "approved",
  startTime: "2026-02-20T10:00:00Z",
  endTime: "2026-02-20T10:30:00Z",
  service: { id: 12, name: "Haircut" },
  employee: { id: 5, name: "James Wilson" },
  customer: { id: 88, name: examplePeople.alex.name, email: examplePeople.alex.email, phone: "+13125550123" },
  location: { id: 3, name: "Downtown" },
  organizer: { name: "James Wilson", email: "salon@example.com" },
  attendees: [examplePeople.alex],
  customFields: { "any-allergies": "Latex" },
  serviceId: 12,
  employeeId: 5,
  customerId: 88,
  locationId: 3,
  notes: "Shorter than last time",
  price: 3500,
  depositAmount: 0,
  currency: "usd",
  extras: [],
  resources: [],
  isGroupBooking: false,
  capacity: 1,
  seatsLeft: null,
  recurrenceRule: null,
  seriesUid: null,
  visitUid: null,
  language: "en",
  source: "page",
  canceledBy: null,
  cancellationReason: null,
  sequence: 0,
  version: 1,
  createdAt: "2026-02-19T14:30:00Z",
  updatedAt: "2026-02-19T14:30:00Z",
};
