import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant, InstantOut } from "../../../platform/schemas.ts";

export const PrivateLink = z
  .object({
    id: Id,
    eventTypeId: Id,
    link: z.string(),
    url: z.string().meta({ description: "The address to hand out" }),
    expiresAt: InstantOut.nullable(),
    maxUsageCount: z
      .int()
      .nullable()
      .meta({ description: "How often somebody may book with it; null is any number. A series is booked once" }),
    usageCount: z.int(),
    createdAt: InstantOut,
  })
  .meta({ id: "PrivateLink" });

export const PrivateLinkDraft = z.strictObject({
  eventTypeId: Id,
  expiresAt: Instant.nullish(),
  maxUsageCount: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullish()
    .meta({ description: "How often somebody may book with it; without it any number. A series is booked once" }),
});
export const PrivateLinkId = z.object({ id: IdParameter });
export const PrivateLinkSearch = PageQuery.extend({ eventTypeId: IdParameter.optional() });
