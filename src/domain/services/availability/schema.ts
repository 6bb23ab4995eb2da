import { z } from "zod";
import { Id, IdParameter, Instant, InstantOut, LocalDate, TimeZone } from "../../../platform/schemas.ts";

export const AvailabilityQuery = z.object({
  subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
  serviceId: IdParameter.meta({ description: "The service that is to be booked" }),
  employeeId: IdParameter.optional().meta({ description: "Only slots of this staff member; anybody's if left out" }),
  locationId: IdParameter.optional().meta({ description: "Only slots at this location" }),
  resourceId: IdParameter.optional().meta({
    description: "Only slots at which this room, station or piece of equipment is free",
  }),
  date: LocalDate.optional().meta({ description: "One local date of the business" }),
  from: LocalDate.optional().meta({ description: "First local date, today if left out" }),
  to: LocalDate.optional().meta({ description: "Last local date; a week after `from` if left out, at most 92 days" }),
  timeZone: TimeZone.optional().meta({
    description: "The viewer's zone, in which the days are grouped; the business's if left out",
  }),
  extras: z
    .string()
    .regex(/^\d{1,16}(:\d{1,3})?(,\d{1,16}(:\d{1,3})?)*$/, {
      error: "Must be ids of extras, each with :quantity if more than one, such as 3,4:2",
    })
    .optional()
    .meta({ description: "Extras that lengthen the appointment, such as 3,4:2" }),
  moving: z.string().max(100).optional().meta({
    description:
      "The uid of an appointment that is to be moved: its own time counts as free, and its length is asked for",
  }),
  explain: Instant.optional().meta({ description: "Why this instant can or cannot be booked, instead of a list" }),
});

const Slot = z.object({
  startTime: InstantOut,
  endTime: InstantOut,
  employeeIds: z.array(Id),
  seatsLeft: z.int().optional().meta({ description: "Of a group session that has begun to fill" }),
});
const Days = z.object({ timeZone: z.string(), days: z.array(z.object({ date: z.string(), slots: z.array(Slot) })) });
const Explanation = z.object({
  timeZone: z.string(),
  startTime: InstantOut,
  bookable: z.boolean(),
  reasons: z.array(
    z.object({
      rule: z.string(),
      employeeId: Id.optional(),
      message: z.string(),
      source: z.string(),
      details: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});
export const Availability = z.union([Days, Explanation]).meta({ id: "Availability" });
export type Days = z.input<typeof Days>;
