import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  BooleanParameter,
  Colour,
  Currency,
  Id,
  IdParameter,
  InstantOut,
  LocalDate,
  Name,
  Text,
  TimeZone,
  Url,
} from "../../../platform/schemas.ts";
import { BookingQuestions } from "../../services/questions/schema.ts";
import { EventLocations } from "./locations.ts";

export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "Must be small letters, digits and single hyphens" })
  .max(100);

const limit = (most: number) => z.int().min(1).max(most);
const limits = (most: number) =>
  z
    .strictObject({
      PER_DAY: limit(most).meta({ description: "In one day" }),
      PER_WEEK: limit(most).meta({ description: "In one week" }),
      PER_MONTH: limit(most).meta({ description: "In one month" }),
      PER_YEAR: limit(most).meta({ description: "In one year" }),
    })
    .partial();

const Threshold = z
  .strictObject({
    time: z.int().min(1).max(100_000).meta({ description: "How many units ahead" }),
    unit: z.enum(["minutes", "hours", "days"]).meta({ description: "The unit of time" }),
  })
  .meta({ id: "ConfirmationThreshold" });
const Recurrence = z
  .strictObject({
    freq: z.enum(["daily", "weekly", "monthly", "yearly"]).meta({ description: "In which rhythm it repeats" }),
    interval: z
      .int()
      .min(1)
      .max(99)
      .default(1)
      .meta({ description: "Every so many days, weeks, months or years; 1 by default" }),
    count: z.int().min(2).max(100).meta({ description: "Most occurrences of a series" }),
  })
  .meta({ id: "EventRecurrence" });

const minutesOfDay = z.int().min(0).max(1440);
const notice = z.int().min(0).max(525_600);

/** What a personal event type has; a managed one hands all of it to its children. */
export const ownFields = {
  title: Name.meta({ description: "What it is called, as bookers read it" }),
  slug: Slug.meta({ description: "The last part of its address; made of the title where it is not given" }),
  description: Text.nullable().meta({ description: "A few words for bookers about it; null for none" }),
  length: z.int().min(1).max(1440).meta({ description: "Minutes" }),
  lengthOptions: z.array(z.int().min(1).max(1440)).max(20).meta({
    description: "Lengths that the booker may choose from, `length` among them; empty where there is no choice",
  }),
  active: z.boolean().meta({ description: "Whether it can be booked" }),
  hidden: z.boolean().meta({ description: "Left out of the booking page; its own address works" }),
  color: Colour.nullable().meta({ description: "Its colour in calendars, such as #0f766e; null for none" }),
  locations: EventLocations.meta({ description: "By default a Jitsi room" }),
  bookingFields: BookingQuestions.meta({
    description: "Questions to the booker; name and email are always among them",
  }),
  scheduleId: Id.nullable().meta({ description: "null follows the host's default schedule" }),
  lockTimeZone: z.boolean().meta({ description: "Shows times in `timeZone` (else the host's) whoever looks" }),
  timeZone: TimeZone.nullable().meta({
    description:
      "The IANA zone that lockTimeZone shows, and in which dates of its booking period are read; null is the host's",
  }),
  minimumBookingNotice: notice.meta({
    description: "Minutes that lie at least between booking and start; 120 by default",
  }),
  beforeEventBuffer: minutesOfDay.meta({ description: "Minutes kept free before" }),
  afterEventBuffer: minutesOfDay.meta({ description: "Minutes kept free after" }),
  slotInterval: z.int().min(1).max(1440).nullable().meta({ description: "Minutes; null is the length" }),
  offsetStart: z.int().min(0).max(1439).meta({ description: "Minutes by which every start is shifted" }),
  onlyFirstSlotPerDay: z.boolean().meta({ description: "Offers only the first open slot of each day" }),
  periodType: z.enum(["UNLIMITED", "ROLLING", "ROLLING_WINDOW", "RANGE"]).meta({
    description:
      "How far ahead: periodDays from today (ROLLING), the next periodDays with open slots (ROLLING_WINDOW), between two dates (RANGE)",
  }),
  periodDays: z
    .int()
    .min(0)
    .max(1095)
    .nullable()
    .meta({ description: "How many days ahead, for ROLLING and ROLLING_WINDOW; 60 where none are said" }),
  periodCountCalendarDays: z.boolean().meta({ description: "Otherwise Monday to Friday alone are counted" }),
  periodStartDate: LocalDate.nullable().meta({ description: "First local date that can be booked, for RANGE" }),
  periodEndDate: LocalDate.nullable().meta({ description: "Last local date that can be booked, for RANGE" }),
  bookingLimits: limits(100_000).meta({ description: "Most bookings per day, week, month and year" }),
  durationLimits: limits(600_000).meta({ description: "Most minutes per day, week, month and year" }),
  seatsPerTimeSlot: z
    .int()
    .min(1)
    .max(1000)
    .nullable()
    .meta({ description: "How many people can book the same slot, each a seat; null for one" }),
  seatsShowAttendees: z.boolean().meta({ description: "Whether attendees of a session see each other" }),
  seatsShowAvailabilityCount: z.boolean().meta({ description: "Whether bookers see how many seats are left" }),
  requiresConfirmation: z.boolean().meta({ description: "Whether the host has to confirm each booking" }),
  requiresConfirmationThreshold: Threshold.nullable().meta({
    description: "Needed only for starts sooner than this; null is always",
  }),
  requiresConfirmationWillBlockSlot: z
    .boolean()
    .meta({ description: "Whether a request keeps its time while it waits for an answer" }),
  recurringEvent: Recurrence.nullable().meta({
    description: "Lets it be booked as a series; null for single bookings",
  }),
  price: z.int().min(0).max(2_000_000_000).meta({ description: "In the currency's minor unit (cents)" }),
  currency: Currency.meta({ description: "Of `price`: an ISO 4217 code such as usd; by default the business's" }),
  disableGuests: z.boolean().meta({ description: "Whether bookers cannot bring others along" }),
  disableCancelling: z.boolean().meta({ description: "Whether attendees cannot cancel by themselves" }),
  disableRescheduling: z.boolean().meta({ description: "Whether attendees cannot move it by themselves" }),
  minimumCancellationNotice: notice.meta({ description: "Minutes before the start until which attendees can cancel" }),
  minimumReschedulingNotice: notice.meta({ description: "Minutes before the start until which attendees can move it" }),
  successRedirectUrl: Url.nullable().meta({
    description: "Where bookers go on after booking: an http or https address; null for the booking's own page",
  }),
  forwardParamsSuccessRedirect: z
    .boolean()
    .meta({ description: "Whether that address is told about the booking, as query parameters" }),
  isInstantEvent: z
    .boolean()
    .meta({ description: "Whether visitors can ask for a meeting right now; for a team's event type" }),
  instantExpirySeconds: z
    .int()
    .min(30)
    .max(3600)
    .meta({ description: "Seconds for which such a request waits for a host" }),
  metadata: z
    .record(z.string().max(100), z.unknown())
    .meta({ description: "Your own names and values, kept with the event type" }),
};
export type OwnField = keyof typeof ownFields;
export const unlockable = Object.keys(ownFields) as OwnField[];

export const schedulingTypes = ["collective", "roundRobin", "managed"] as const;
const Host = z.strictObject({
  userId: Id.meta({ description: "A member of the team" }),
  isFixed: z.boolean().optional().meta({ description: "Takes part in every meeting" }),
  priority: z.int().min(0).max(4).optional().meta({ description: "0 lowest to 4 highest; 2 by default" }),
  weight: z.int().min(0).max(10_000).optional().meta({ description: "Share of the meetings; 100 by default" }),
  groupId: z
    .string()
    .max(50)
    .nullable()
    .optional()
    .meta({ description: "The `id` of a host group: one host of each group takes part" }),
  scheduleId: Id.nullable().optional().meta({ description: "One of the host's own schedules" }),
});
export type HostDraft = z.output<typeof Host>;

/** What a team's event type has besides. */
const teamFields = {
  schedulingType: z.enum(schedulingTypes).meta({
    description: "Every host takes part, one of them does (the default), or each has a copy of it",
  }),
  hosts: z.array(Host).max(500).meta({ description: "By default everybody in the team" }),
  hostGroups: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(50).meta({ description: "Your own name of the group, for `hosts.groupId`" }),
        name: Name.meta({ description: "What people call the group" }),
      }),
    )
    .max(50)
    .meta({ description: "Of a round-robin: one host of each group takes part" }),
  assignAllTeamMembers: z.boolean().meta({ description: "Whoever joins the team becomes a host" }),
  roundRobinPeriod: z
    .enum(["day", "month"])
    .meta({ description: "Over which time a round-robin evens out; month by default" }),
  roundRobinBasis: z.enum(["createdAt", "startTime"]).meta({
    description: "Whether a meeting counts for the period in which it was booked (the default) or takes place",
  }),
  isRRWeightsEnabled: z
    .boolean()
    .meta({ description: "Whether the hosts' weights count; otherwise all get the same share" }),
  countNoShows: z.boolean().meta({ description: "Whether a meeting that a host or attendee missed counts as given" }),
  countCancellations: z.boolean().meta({ description: "Whether a cancelled meeting counts as given" }),
  countAbsences: z.boolean().meta({ description: "Whether somebody who was away makes up for it afterwards" }),
  unlockedFields: z.array(z.enum(unlockable as [OwnField, ...OwnField[]])).meta({
    description: "Of a managed type: fields that each host may change for themselves",
  }),
};

const nullable = {
  ...ownFields,
  bookingLimits: ownFields.bookingLimits
    .nullable()
    .meta({ description: "Most bookings per day, week, month and year; null for no limit" }),
  durationLimits: ownFields.durationLimits
    .nullable()
    .meta({ description: "Most minutes per day, week, month and year; null for no limit" }),
};
export const EventTypeDraft = z
  .strictObject({
    ...nullable,
    ...teamFields,
    teamId: Id.meta({ description: "The team it belongs to; otherwise it is your own" }),
    userId: Id.meta({ description: "Whose it is, where a manager makes it for somebody else" }),
  })
  .partial()
  .required({ title: true, length: true });
export type EventTypeDraft = z.output<typeof EventTypeDraft>;
export const EventTypeChanges = z.strictObject({ ...nullable, ...teamFields }).partial();
export type EventTypeChanges = z.output<typeof EventTypeChanges>;

export const EventTypeId = z.object({ id: IdParameter.meta({ description: "The event type's id" }) });
export const EventTypeSearch = PageQuery.extend({
  teamId: IdParameter.optional().meta({ description: "Those of a team" }),
  userId: IdParameter.optional().meta({ description: "Those of a colleague, for managers" }),
  all: BooleanParameter.optional().meta({ description: "Everything you may see, not your own alone" }),
  active: BooleanParameter.optional().meta({
    description: "true: those that can be booked; false: those switched off; left out: both",
  }),
  search: z.string().max(200).optional().meta({ description: "Part of the title, slug or description" }),
  withBookingCounts: BooleanParameter.optional().meta({ description: "Adds how often each was booked" }),
});
export const DuplicateDraft = z
  .strictObject({
    title: Name.meta({ description: "The copy's title; by default the same with (copy)" }),
    slug: Slug.meta({
      description:
        "The last part of the copy's address: small letters, digits and hyphens; by default a free one like the original's",
    }),
    description: Text.nullable().meta({ description: "The copy's description; by default the same" }),
  })
  .partial();
export const Order = z.strictObject({
  ids: z.array(Id).min(1).max(500).meta({ description: "Event types in the order in which they shall be shown" }),
});
export const Reordered = z.object({ ids: z.array(Id) });

const Owner = z.object({ id: Id, name: z.string(), username: z.string().nullable() });
export const EventType = z
  .object({
    id: Id,
    ...ownFields,
    // Stored ones may be older than a rule.
    slug: z.string(),
    position: z.int(),
    userId: Id.nullable(),
    teamId: Id.nullable(),
    parentId: Id.nullable().meta({ description: "The managed event type that this one is a copy of" }),
    owner: Owner.nullable(),
    team: z.object({ id: Id, name: z.string(), slug: z.string() }).nullable(),
    ...teamFields,
    schedulingType: teamFields.schedulingType.nullable(),
    hosts: z.array(
      z.object({
        userId: Id,
        name: z.string(),
        isFixed: z.boolean(),
        priority: z.int(),
        weight: z.int(),
        groupId: z.string().nullable(),
        scheduleId: Id.nullable(),
      }),
    ),
    link: z.string().meta({ description: "The address of its booking page" }),
    bookings: z
      .object({ total: z.int(), upcoming: z.int() })
      .optional()
      .meta({ description: "Accepted and pending ones, with `withBookingCounts`" }),
    version: z.int(),
    createdAt: InstantOut,
    updatedAt: InstantOut,
  })
  .meta({ id: "EventType" });
export type EventTypeView = z.input<typeof EventType>;
