import { z } from "zod";
import { Id, Language, LocalDate, Name, Text, TimeZone, Url } from "../../../platform/schemas.ts";
import { Username } from "../usernames/rules.ts";
import { overlappingTrips } from "./rules.ts";

const Trip = z
  .strictObject({
    timeZone: TimeZone.meta({ description: "The IANA zone of where you are then" }),
    startDate: LocalDate.meta({ description: "The first local date there" }),
    endDate: LocalDate.nullable().meta({ description: "The last one, itself included; null is for good" }),
  })
  .refine(({ startDate, endDate }) => endDate === null || endDate >= startDate, {
    error: "Must not be before startDate",
    path: ["endDate"],
  })
  .meta({ id: "TravelSchedule" });
export type Trip = z.output<typeof Trip>;

const Trips = z
  .array(Trip)
  .max(100)
  .superRefine((trips, issues) => {
    const found = overlappingTrips(trips);
    if (found)
      issues.addIssue({ code: "custom", path: [found.index, "startDate"], message: `Overlaps ${found.other}` });
  });

const timeFormat = z
  .union([z.literal(12), z.literal(24)], { error: "Must be 12 or 24" })
  .meta({ description: "Hours of the clock" });
const weekStart = z.int().min(0).max(6).meta({ description: "0 is Sunday" });
const travel = "Where you are when: on these dates your hours are read on the clock there";

export const Me = z
  .object({
    id: Id,
    name: z.string(),
    email: z.string(),
    username: z.string().nullable().meta({ description: "The last part of your booking page's address" }),
    bookingPage: z.string().nullable().meta({ description: "Where people find what they can book with you" }),
    bio: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    timeZone: z.string(),
    language: z.string().meta({ description: "The locale of what you read" }),
    timeFormat,
    weekStart,
    defaultScheduleId: Id.nullable().meta({
      description:
        "The schedule that counts unless an event type names another; the business's opening hours where you have none of your own",
    }),
    travelSchedules: z
      .array(z.object({ timeZone: z.string(), startDate: z.string(), endDate: z.string().nullable() }))
      .meta({ description: travel }),
    business: z.object({ id: Id, name: z.string(), subdomain: z.string() }),
    role: z.string(),
    bookingCounts: z
      .object({
        upcoming: z.int(),
        past: z.int(),
        pending: z.int().meta({ description: "To come, and not confirmed yet" }),
      })
      .meta({ description: "Of the bookings that you host" }),
  })
  .meta({ id: "Me" });
export type Me = z.input<typeof Me>;

export const MeChanges = z
  .strictObject({
    name: Name.meta({ description: "Your name, as those who book you read it" }),
    username: Username,
    bio: Text.max(2000)
      .nullable()
      .meta({ description: "A few sentences about you on your booking page; null for none" }),
    avatarUrl: Url.nullable().meta({ description: "The http or https address of your picture; null for none" }),
    timeZone: TimeZone.meta({ description: "Of what you read; your hours have their own, in your schedules" }),
    language: Language.meta({ description: "The locale of what you read, as a tag such as en or pt-BR" }),
    timeFormat,
    weekStart,
    defaultScheduleId: Id.meta({ description: "One of your own schedules" }),
    travelSchedules: Trips.meta({ description: `${travel}. Replaced as a whole` }),
  })
  .partial();
export type MeChanges = z.output<typeof MeChanges>;
