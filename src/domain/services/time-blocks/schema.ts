import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { epoch, Id, IdParameter, Instant } from "../../../platform/schemas.ts";

export const TimeBlock = z
  .object({
    id: Id,
    employeeId: Id.nullable(),
    employee: z.object({ id: Id, name: z.string() }).nullable(),
    startTime: Instant,
    endTime: Instant,
    reason: z.string().nullable(),
    createdAt: Instant,
  })
  .meta({ id: "TimeBlock" });

export const TimeBlockDraft = z
  .strictObject({
    employeeId: Id.nullish().meta({ description: "Yourself, if left out" }),
    startTime: Instant,
    endTime: Instant,
    reason: z.string().trim().max(500).nullish(),
  })
  .refine(({ startTime, endTime }) => epoch(startTime) < epoch(endTime), {
    error: "Must be after startTime",
    path: ["endTime"],
  });

export const TimeBlockId = z.object({ id: IdParameter });
export const TimeBlockSearch = PageQuery.extend({
  employeeId: IdParameter.optional(),
  from: Instant.optional().meta({ description: "Blocks that end after this" }),
  to: Instant.optional().meta({ description: "Blocks that start before this" }),
});
