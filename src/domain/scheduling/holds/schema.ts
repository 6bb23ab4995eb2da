import { z } from "zod";
import { Id, Instant, InstantOut, TimeZone } from "../../../platform/schemas.ts";

export const EventHold = z
  .object({
    uid: z.string(),
    eventTypeId: Id,
    start: InstantOut,
    end: InstantOut,
    expiresAt: InstantOut,
  })
  .meta({ id: "EventHold" });

export const EventHoldDraft = z.strictObject({
  eventTypeId: Id,
  start: Instant,
  end: Instant.optional(),
  timeZone: TimeZone.default("UTC"),
  minutes: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: "How long to hold it; at most and by default what the business has set" }),
});
export const HoldUid = z.object({ uid: z.string().min(1).max(100) });
