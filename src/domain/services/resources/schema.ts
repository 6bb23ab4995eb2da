import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, epoch, Id, IdParameter, Instant, Name, Text } from "../../../platform/schemas.ts";

const types = ["equipment", "room", "station"] as const;

export const Resource = z
  .object({
    id: Id,
    locationId: Id,
    name: z.string(),
    type: z.enum(types),
    description: z.string().nullable(),
    quantity: z.int().meta({ description: "How many of it can be used at the same time" }),
    active: z.boolean().meta({ description: "One that is not active has no unit to give" }),
    version: z.int(),
  })
  .meta({ id: "Resource" });

export const ResourceDraft = z.strictObject({
  locationId: Id,
  name: Name,
  type: z.enum(types).default("equipment"),
  description: Text.nullish(),
  quantity: z.int().min(1).max(500).default(1),
  active: z.boolean().default(true),
});
export const ResourceChanges = z.strictObject({
  locationId: Id.optional(),
  name: Name.optional(),
  type: z.enum(types).optional(),
  description: Text.nullish(),
  quantity: z.int().min(1).max(500).optional(),
  active: z.boolean().optional(),
});
export const ResourceId = z.object({ id: IdParameter });
export const ResourceSearch = PageQuery.extend({
  locationId: IdParameter.optional(),
  type: z.enum(types).optional(),
  active: BooleanParameter.optional(),
});

export const AvailabilityQuery = z
  .object({
    resourceId: IdParameter,
    startTime: Instant,
    endTime: Instant,
    quantity: z
      .string()
      .regex(/^[1-9]\d{0,2}$/, { error: "Must be a whole number from 1 to 999" })
      .transform(Number)
      .default(1),
  })
  .refine(({ startTime, endTime }) => epoch(startTime) < epoch(endTime), {
    error: "Must be after startTime",
    path: ["endTime"],
  });

export const ResourceAvailability = z
  .object({
    available: z.boolean(),
    totalQuantity: z.int(),
    bookedQuantity: z.int().meta({ description: "Units taken during any part of the time, buffers included" }),
    availableQuantity: z.int(),
    requestedQuantity: z.int(),
  })
  .meta({ id: "ResourceAvailability" });
