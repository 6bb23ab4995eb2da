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
    redirectUserId: Id.nullable().meta({ description: "Who takes their bookings meanwhile" }),
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
  reason: z.string().trim().min(1).max(100),
  notes: Text.nullable(),
  redirectUserId: Id.nullable(),
};

export const OutOfOfficeDraft = z.strictObject({
  employeeId: Id.nullish().meta({ description: "Yourself, if left out" }),
  ...fields,
  reason: fields.reason.default("unspecified"),
  notes: fields.notes.optional(),
  redirectUserId: fields.redirectUserId.optional(),
});
export const OutOfOfficeChanges = z.strictObject(fields).partial();
export const OutOfOfficeId = z.object({ id: IdParameter });
export const OutOfOfficeSearch = PageQuery.extend({
  employeeId: IdParameter.optional(),
  from: Instant.optional().meta({ description: "Away after this; left out, from now on" }),
  to: Instant.optional().meta({ description: "Away before this" }),
});
