import { z } from "zod";
import { Id, Instant, TimeZone } from "../../../platform/schemas.ts";

export const Hold = z
  .object({
    uid: z.string(),
    serviceId: Id,
    employeeId: Id.nullable(),
    locationId: Id.nullable(),
    startTime: Instant,
    endTime: Instant,
    expiresAt: Instant,
  })
  .meta({ id: "Hold" });

export const HoldDraft = z.strictObject({
  subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
  serviceId: Id,
  startTime: Instant,
  employeeId: Id.nullish(),
  locationId: Id.nullish(),
  resourceId: Id.nullish(),
  extras: z
    .array(z.strictObject({ extraId: Id, quantity: z.int().min(1).max(100).default(1) }))
    .max(50)
    .optional(),
  minutes: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .meta({ description: "How long to hold it; at most and by default what the business has set" }),
  timeZone: TimeZone.optional(),
});
export const HoldUid = z.object({ uid: z.string().min(1).max(100) });
