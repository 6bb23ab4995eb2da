import { z } from "zod";
import { notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { ActionDraft, TextsDraft } from "../workflows/schema.ts";
import { preview } from "./preview.ts";
import { variables } from "./variables.ts";

const address = "/api/workflows";

export const listWorkflowVariables = operation({
  name: "workflows.variables",
  http: `GET ${address}/variables`,
  access: "workflows:read",
  summary: "List what the texts of workflows can say",
  output: z.array(z.object({ name: z.string(), meaning: z.string() })),
  run: async () => Object.entries(variables).map(([name, meaning]) => ({ name, meaning })),
});

const Preview = z
  .object({
    language: z.string(),
    subject: z.string().nullable(),
    text: z.string().nullable(),
    html: z.string().nullable().meta({ description: "Of mails" }),
    unknownVariables: z.array(z.string()).meta({ description: "There are no such variables: probably misspelt" }),
    error: z.string().nullable().meta({ description: "Why the text cannot be used, with its line" }),
  })
  .meta({ id: "WorkflowPreview" });

export const previewWorkflow = operation({
  name: "workflows.preview",
  http: `POST ${address}/preview`,
  access: "workflows:write",
  summary: "See a step's texts as their reader would, in every language",
  description: "With the values of a booking or appointment, or of a sample. Nothing is stored or sent.",
  reads: true,
  body: z.strictObject({
    action: ActionDraft.default("email_attendee"),
    texts: TextsDraft,
    uid: z.string().max(100).optional().meta({
      description: "A booking's or appointment's `uid`, for its values; a sample's if left out",
    }),
  }),
  output: z.object({ previews: z.array(Preview) }),
  errors: [notFound],
  run: preview,
});
