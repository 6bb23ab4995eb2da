import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, Instant } from "../../../platform/schemas.ts";

const Record = z.record(z.string(), z.unknown());

/** One change: who made it, through what, and what the record was before and after. */
export const AuditEntry = z
  .object({
    id: Id,
    action: z.string().meta({ examples: ["service.updated"] }),
    subject: z.string().meta({ examples: ["service"] }),
    subjectId: Id.nullable(),
    before: Record.nullable().meta({ description: "null where something was made" }),
    after: Record.nullable().meta({ description: "null where something was deleted" }),
    changes: z
      .record(z.string(), z.object({ before: z.unknown(), after: z.unknown() }))
      .meta({ description: "The fields that an update changed" }),
    actor: z.object({
      kind: z.enum(["key", "session", "oauth", "public", "system"]),
      userId: Id.nullable(),
      name: z.string().meta({ description: "As it was then" }),
    }),
    source: z.string().meta({ description: "The door: rest, mcp, system" }),
    agent: z.string().nullable().meta({ description: "The AI agent that made the change, as it names itself" }),
    requestId: z.string().nullable().meta({ description: "The X-Request-Id of the request" }),
    createdAt: Instant,
  })
  .meta({ id: "AuditEntry" });

export const AuditSearch = PageQuery.extend({
  subject: z.string().max(100).optional().meta({ description: "What kind of record, such as `service`" }),
  subjectId: IdParameter.optional(),
  action: z.string().max(100).optional().meta({ description: "Such as `service.updated`" }),
  userId: IdParameter.optional().meta({ description: "Who made the change" }),
  from: Instant.optional(),
  to: Instant.optional().meta({ description: "Changes before this" }),
});
