import { z } from "zod";
import { badRequest, DomainError } from "../../../platform/errors.ts";
import { Id, IdParameter, Instant, InstantOut, LocalDate, TimeZone } from "../../../platform/schemas.ts";

const edge = z.union([Instant, LocalDate]);

export const SlotQuery = z.object({
  eventTypeId: IdParameter.optional().meta({ description: "Which event type; or name it by `username` and `slug`" }),
  username: z.string().max(100).optional().meta({ description: "With `slug`, instead of `eventTypeId`" }),
  subdomain: z.string().max(63).optional().meta({ description: "With `team` and `slug`, for a team's event type" }),
  team: z.string().max(100).optional().meta({ description: "The team's slug" }),
  slug: z.string().max(100).optional().meta({ description: "The event type's slug" }),
  timeZone: TimeZone.optional().meta({ description: "The viewer's; by default the host's" }),
  duration: z
    .string()
    .regex(/^\d{1,4}$/, { error: "Must be a number of minutes" })
    .transform(Number)
    .optional()
    .meta({ description: "One of the event type's lengths; by default its `length`" }),
  rescheduleUid: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "A booking that is to be moved: its own time counts as free" }),
  link: z.string().max(100).optional().meta({ description: "A private link to the event type" }),
});
export const SlotRange = SlotQuery.extend({
  start: edge.optional().meta({ description: "An instant, or a date in the viewer's zone; by default now" }),
  end: edge
    .optional()
    .meta({ description: "An instant, or a date in the viewer's zone (inclusive); by default a week after start" }),
});
export const SlotInstant = SlotQuery.extend({ start: Instant });

const Slot = z
  .object({
    start: InstantOut,
    end: InstantOut,
    seatsLeft: z.int().optional().meta({ description: "Seats left in a session that can be joined, or in a new one" }),
    hostIds: z.array(Id).optional().meta({ description: "Who could take it; for members of the business" }),
  })
  .meta({ id: "Slot" });

export const Slots = z
  .object({
    eventTypeId: Id,
    timeZone: z.string().meta({ description: "The zone of the dates" }),
    duration: z.int(),
    slots: z
      .record(z.string(), z.array(Slot))
      .meta({ description: "By the viewer's date; dates without slots are left out" }),
  })
  .meta({ id: "Slots" });

export const Explanation = z
  .object({
    eventTypeId: Id,
    timeZone: z.string(),
    start: InstantOut,
    bookable: z.boolean(),
    reasons: z.array(
      z.object({
        rule: z.string(),
        message: z.string(),
        source: z.string().meta({ description: "The rule or record that decides" }),
        userId: Id.optional(),
        details: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
    assignment: z
      .object({
        rule: z.string(),
        hostIds: z.array(Id).meta({ description: "Who would take it, the organizer first" }),
        ranking: z.array(
          z.object({
            userId: Id,
            name: z.string(),
            shortfall: z.number().meta({ description: "Bookings that this host is behind its share" }),
            bookings: z.number(),
            calibration: z.number(),
            weight: z.number(),
            priority: z.number(),
          }),
        ),
      })
      .nullable()
      .meta({ description: "For members of the business: why this host" }),
  })
  .meta({ id: "SlotExplanation" });

/** How a call names an event type. Throws BAD_REQUEST where it does not. */
export function refOf({
  eventTypeId,
  username,
  team,
  slug,
}: {
  eventTypeId?: number | undefined;
  username?: string | undefined;
  team?: string | undefined;
  slug?: string | undefined;
}) {
  if (eventTypeId !== undefined) return { eventTypeId };
  if (username && slug) return { username, slug };
  if (team && slug) return { team, slug };
  throw new DomainError(
    badRequest,
    "Say which event type: eventTypeId, username and slug, or subdomain, team and slug.",
    [{ field: "eventTypeId", message: "Required field" }],
  );
}
