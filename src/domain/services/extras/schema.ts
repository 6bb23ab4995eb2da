import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, Money, Name, Text } from "../../../platform/schemas.ts";

export const Extra = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    price: z.int().meta({ description: "In the business's minor unit, each" }),
    duration: z.int().meta({ description: "Minutes that each adds to the appointment" }),
    maxQuantity: z.int(),
    serviceId: Id.nullable().meta({ description: "The service it goes with; null goes with every one" }),
    position: z.int().meta({ description: "Smaller comes first" }),
    active: z.boolean(),
    version: z.int(),
  })
  .meta({ id: "Extra" });

const fields = {
  name: Name,
  description: Text.nullable(),
  price: Money,
  duration: z.int().min(0).max(1440),
  maxQuantity: z.int().min(1).max(100),
  serviceId: Id.nullable(),
  position: z.int().min(0).max(100_000),
  active: z.boolean(),
};
/** `price` defaults to 0, `duration` to 0 minutes, `maxQuantity` to 1. */
export const ExtraDraft = z.strictObject(fields).partial().required({ name: true });
export const ExtraChanges = z.strictObject(fields).partial();
export const ExtraId = z.object({ id: IdParameter });
export const ExtraSearch = PageQuery.extend({
  serviceId: IdParameter.optional().meta({ description: "Extras that can be booked with this service" }),
  active: BooleanParameter.optional(),
  search: z.string().trim().max(200).optional().meta({ description: "Part of the name or description" }),
});
