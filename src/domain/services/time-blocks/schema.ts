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
    updatedAt: Instant,
    version: z.int(),
  })
  .meta({ id: "TimeBlock" });

const Reason = z.string().trim().max(500).nullish().meta({ description: "What it is for; staff alone see it" });
const order = { error: "Must be after startTime", path: ["endTime"] };

export const TimeBlockDraft = z
  .strictObject({
    employeeId: Id.nullish().meta({ description: "Yourself, if left out" }),
    startTime: Instant,
    endTime: Instant,
    reason: Reason,
  })
  .refine(({ startTime, endTime }) => epoch(startTime) < epoch(endTime), order);

export const TimeBlockChanges = z
  .strictObject({
    employeeId: Id.optional().meta({ description: "Whose time it takes from now on" }),
    startTime: Instant.optional().meta({ description: "New start" }),
    endTime: Instant.optional().meta({ description: "New end; by default the length stays" }),
    reason: Reason,
  })
  .refine(({ startTime, endTime }) => !startTime || !endTime || epoch(startTime) < epoch(endTime), order);

export const TimeBlockId = z.object({ id: IdParameter });
export const TimeBlockSearch = PageQuery.extend({
  employeeId: IdParameter.optional(),
  from: Instant.optional().meta({ description: "Blocks that end after this" }),
  to: Instant.optional().meta({ description: "Blocks that start before this" }),
});
