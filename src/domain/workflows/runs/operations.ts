import { sql } from "kysely";
import { z } from "zod";
import { operation } from "../../../platform/operation.ts";
import { PageQuery, page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import { Id, IdParameter, InstantOut } from "../../../platform/schemas.ts";
import { runStatuses } from "../tables.ts";
import { actions, triggers } from "../triggers.ts";
import { messagesOf } from "./messages.ts";

const Run = z
  .object({
    id: Id,
    workflowId: Id.nullable().meta({ description: "null once the workflow is deleted" }),
    stepId: Id.nullable(),
    trigger: z.enum(triggers),
    action: z.enum(actions),
    subject: z.string().meta({ examples: ["booking:42", "appointment:7"] }),
    recipient: z.string().nullable().meta({ description: "Address, number or URL; null where there is none" }),
    dueAt: InstantOut,
    status: z.enum(runStatuses),
    outcome: z.string().nullable().meta({ description: "What came of it, in a sentence" }),
    attempts: z.int(),
    message: z
      .object({ id: Id, status: z.string(), error: z.string().nullable() })
      .nullable()
      .meta({ description: "What was put into the outbox, and whether it has left" }),
    createdAt: InstantOut,
    finishedAt: InstantOut.nullable(),
  })
  .meta({ id: "WorkflowRun" });

export const listWorkflowRuns = operation({
  name: "workflows.runs",
  http: "GET /api/workflows/runs",
  access: "workflows:read",
  summary: "List what workflows did, what they will do, and why they did not, newest first",
  query: PageQuery.extend({
    workflowId: IdParameter.optional(),
    status: z.enum(runStatuses).optional(),
    subject: z
      .string()
      .regex(/^[a-z-]+:[\w-]+$/, { error: "Must be such as booking:42 or appointment:7" })
      .max(100)
      .optional()
      .meta({ description: "What it is about", examples: ["booking:42"] }),
  }),
  output: page(Run),
  async run(context, { workflowId, status, subject, ...paging }) {
    const where = [];
    if (workflowId) where.push(sql`workflow_id = ${workflowId}`);
    if (status) where.push(sql`status = ${status}`);
    if (subject) where.push(sql`subject = ${subject}`);
    const found = await listRecords(context, "workflowRuns", paging, { where, descending: true });
    const messages = await messagesOf(context, found.items);
    const items = found.items.map((run) => ({ ...run, message: messages.get(run.messageId ?? 0) ?? null }));
    return { ...found, items };
  },
});
