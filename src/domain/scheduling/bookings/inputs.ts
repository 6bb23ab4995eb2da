import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  Edge,
  Email,
  Id,
  IdParameter,
  Instant,
  Language,
  Name,
  Phone,
  Text,
  TimeZone,
} from "../../../platform/schemas.ts";
import { statuses } from "./schema.ts";

// What callers send: to book, to find, to change.

const responses = z.record(z.string().max(100), z.unknown()).meta({
  description: "Answers to the event type's booking questions: `name`, `email`, `guests`, `location`, and its own",
});

const EventBookingFields = {
  eventTypeId: Id.meta({ description: "What is booked" }),
  start: Instant,
  end: Instant.optional().meta({ description: "start + one of the event type's lengths; by default its `length`" }),
  responses,
  timeZone: TimeZone.default("UTC").meta({ description: "The booker's" }),
  language: Language.default("en"),
  metadata: z
    .record(z.string().max(100), z.union([z.string().max(2000), z.number(), z.boolean()]))
    .default({})
    .meta({ description: "Your own names and values, kept with the booking" }),
  hold: z.string().max(100).optional().meta({ description: "The `uid` of a hold that keeps this slot" }),
  link: z.string().max(100).optional().meta({ description: "A private link to the event type" }),
};

export const EventBooking = z.strictObject({
  ...EventBookingFields,
  rescheduleUid: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Moves this booking (or seat) instead of making another" }),
  rescheduleReason: Text.max(1000)
    .optional()
    .meta({ description: "Why it is moved, in words that everybody concerned reads" }),
});

export const RecurringBooking = z
  .strictObject({
    ...EventBookingFields,
    start: Instant.optional(),
    starts: z
      .array(Instant)
      .min(1)
      .max(52)
      .optional()
      .meta({ description: "Every start; instead of `start` and `recurringCount`" }),
    recurringCount: z
      .int()
      .min(1)
      .max(52)
      .optional()
      .meta({ description: "How many; at most what the event type allows" }),
    onConflict: z.enum(["reject", "skip", "propose"]).default("reject").meta({
      description:
        "What becomes of the series when a time is taken: nothing is booked, the others are, or alternatives are told",
    }),
  })
  .refine(({ start, starts }) => (start === undefined) !== (starts === undefined), {
    error: "Send either `start` (and `recurringCount`) or `starts`",
    path: ["start"],
  });

export const InstantBooking = z.strictObject({
  eventTypeId: Id,
  responses,
  timeZone: EventBookingFields.timeZone,
  language: EventBookingFields.language,
  metadata: EventBookingFields.metadata,
});

export const filters = ["upcoming", "past", "unconfirmed", "recurring", "cancelled"] as const;
export const BookingSearch = PageQuery.extend({
  status: z
    .string()
    .optional()
    .transform((text) => text?.split(",").filter(Boolean) ?? [])
    .pipe(z.array(z.enum([...filters, ...statuses])).max(10))
    .meta({ description: `One or several of ${[...filters, ...statuses].join(", ")}` }),
  search: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "In title, and in attendees' names and addresses" }),
  attendeeEmail: Email.optional().meta({ description: "Only bookings of this attendee, by the whole e-mail address" }),
  eventTypeId: IdParameter.optional().meta({ description: "Only bookings of this event type" }),
  teamId: IdParameter.optional().meta({ description: "Only bookings of this team's event types" }),
  userId: IdParameter.optional().meta({ description: "A host" }),
  from: Edge.optional().meta({ description: "Ends after this instant, or after this date begins" }),
  to: Edge.optional().meta({
    description: "Starts before this instant, or before this date (of the business's zone) is over",
  }),
  recurringEventId: z.string().max(100).optional().meta({ description: "Only bookings of this series" }),
  sort: z
    .enum(["startTime", "-startTime"])
    .optional()
    .meta({ description: "By default the next first; of past ones the last first" }),
});

/** An id or a uid: what people have at hand. */
export const BookingRef = z.object({
  uid: z.string().min(1).max(100).meta({ description: "The booking's `uid`, or its id" }),
});
export const BookingId = z.object({ id: IdParameter });

export const Cancellation = z.strictObject({
  uid: z.string().min(1).max(100),
  reason: Text.max(1000).optional(),
  allRemaining: z.boolean().default(false).meta({ description: "Of a series: this one and all that follow" }),
});
export const CancellationBody = z.strictObject({
  reason: Text.max(1000).optional().meta({ description: "Why, in words that everybody concerned reads" }),
  allRemaining: z.boolean().default(false).meta({ description: "Of a series: this one and all that follow" }),
  seatUid: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Cancels one attendee's seat alone; of a meeting without seats, a guest's part in it" }),
});
export const Rejection = z.strictObject({
  reason: Text.max(1000).optional().meta({ description: "Why, in words that the booker reads" }),
  allRemaining: z.boolean().default(false).meta({ description: "Of a series: this request and all that follow" }),
});
export const Confirmation = z.strictObject({
  allRemaining: z.boolean().default(false).meta({ description: "Of a series: this request and all that follow" }),
});
export const Move = z.strictObject({
  start: Instant,
  end: Instant.optional().meta({
    description:
      "By default its length stays; attendees may have one of the event type's lengths, hosts any up to a day",
  }),
  reason: Text.max(1000).optional().meta({ description: "Why, in words that everybody concerned reads" }),
  timeZone: TimeZone.optional(),
  anyTime: z
    .boolean()
    .default(false)
    .meta({ description: "Hosts only: any time that nothing else has taken, whatever hours, notice and window say" }),
});
export const NoShow = z
  .strictObject({
    host: z.boolean().optional().meta({ description: "Whether the host was missing" }),
    attendees: z
      .array(
        z.strictObject({
          email: Email.meta({ description: "The attendee's e-mail address, as the booking has it" }),
          noShow: z.boolean().meta({ description: "true: did not come; false takes that back" }),
        }),
      )
      .max(200)
      .optional()
      .meta({ description: "Which attendees did or did not come; those left out stay as they are" }),
  })
  .refine(({ host, attendees }) => host !== undefined || attendees !== undefined, {
    error: "Say who: host or attendees",
    path: ["attendees"],
  });
export const Guests = z.strictObject({
  guests: z
    .array(
      z.union([
        Email.transform((email) => ({ email, name: undefined })),
        z.strictObject({ email: Email, name: Name.optional() }),
      ]),
    )
    .min(1)
    .max(20),
});
export const Reassignment = z.strictObject({
  userId: Id.optional().meta({ description: "The new host; by default whose turn it is" }),
  fromUserId: Id.optional().meta({ description: "The host who gives it away; by default the organizer" }),
  start: Instant.optional().meta({
    description: "A new time as well, any that nothing else has taken; its length stays",
  }),
  reason: Text.max(1000).optional(),
});
export const BookingChanges = z.strictObject({
  title: Name.optional(),
  internalNote: Text.nullish(),
  description: Text.nullish(),
  location: z
    .strictObject({
      type: z.string().max(50),
      address: Text.max(500).optional(),
      link: z.string().max(500).optional(),
      phone: Phone.optional(),
    })
    .optional(),
});
