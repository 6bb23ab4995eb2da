import { z } from "zod";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { Id } from "../../../platform/schemas.ts";
import { undoChange } from "./undo.ts";

const Change = z.object({
  auditId: Id,
  action: z.string(),
  subject: z.string(),
  subjectId: Id.nullable(),
});

export const undo = operation({
  name: "agents.undo",
  tool: "undo",
  access: "user",
  summary: "Undo a change: your own last one through MCP, or the one that you name",
  description:
    "What was made is removed or cancelled, what was changed gets its values back, a moved booking its time. " +
    "Refused where somebody changed it since, where the time is taken, and for what has no way back, such as a cancellation or a deletion. " +
    "People who were told of the change are told of this one too.",
  body: z.strictObject({
    auditId: Id.optional().meta({ description: "Id of the change in the audit log; by default your last one" }),
  }),
  output: z.object({
    undone: Change,
    by: z.string().meta({ description: "The tool or operation that undid it" }),
    kept: z.array(Change).meta({ description: "What the same call did besides, and what stays" }),
  }),
  errors: [conflict, forbidden, notFound],
  run: (context, { auditId }) => undoChange(context, auditId),
});
