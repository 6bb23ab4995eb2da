import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant, LocalDate, Text } from "../../../platform/schemas.ts";

export const OutOfOffice = z
  .object({
    id: Id,
    uid: z.string(),
    employeeId: Id.nullable(),
    userId: Id.nullable(),
    start: Instant,
    end: Instant,
    reason: z.string(),
    notes: z.string().nullable(),
    redirectUserId: Id.nullable().meta({
      description: "The colleague whose time their own event types offer meanwhile",
    }),
    createdAt: Instant,
    version: z.int(),
  })
  .meta({ id: "OutOfOffice" });

const Edge = z.union([LocalDate, Instant], {
  error: "Must be a date such as 2026-02-25, or an instant such as 2026-02-25T10:00:00Z",
});
const fields = {
  start: Edge.meta({ description: "An instant, or a local date from whose beginning they are away" }),
  end: Edge.meta({ description: "An instant, or the last local date on which they are away" }),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({ description: "In a word or two", examples: ["vacation", "travel", "sick", "public holiday"] }),
  notes: Text.nullable(),
  redirectUserId: Id.nullable().meta({
    description: "A colleague who takes over: their own event types offer the colleague's time meanwhile",
  }),
};

export const OutOfOfficeDraft = z
  .strictObject({
    employeeId: Id.nullish().meta({ description: "Yourself, if left out" }),
    userId: Id.nullish().meta({ description: "Instead of employeeId, for a member who is not on the staff list" }),
    ...fields,
    reason: fields.reason.default("unspecified"),
    notes: fields.notes.optional(),
    redirectUserId: fields.redirectUserId.optional(),
  })
  .refine(({ employeeId, userId }) => employeeId == null || userId == null, {
    error: "Cannot be sent together with employeeId",
    path: ["userId"],
  });
export const OutOfOfficeChanges = z.strictObject(fields).partial();
export const OutOfOfficeId = z.object({ id: IdParameter });
export const OutOfOfficeSearch = PageQuery.extend({
  employeeId: IdParameter.optional().meta({ description: "Only this staff member's" }),
  userId: IdParameter.optional().meta({ description: "The same for a member, who need not be on the staff list" }),
  from: Instant.optional().meta({ description: "Away after this; left out, from now on" }),
  to: Instant.optional().meta({ description: "Away before this" }),
});
