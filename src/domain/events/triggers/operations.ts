import { z } from "zod";
import { operation } from "../../../platform/operation.ts";
import { type Trigger, triggerNames, triggers } from "./catalog.ts";
import { payloadSchema } from "./json-schema.ts";

const TriggerView = z
  .object({
    trigger: z.enum(triggerNames),
    description: z.string(),
    payloadSchema: z.record(z.string(), z.unknown()).meta({ description: "JSON Schema of `payload`" }),
    sample: z.record(z.string(), z.unknown()).meta({ description: "A payload as a test delivery sends it" }),
  })
  .meta({ id: "WebhookTrigger" });

export const listTriggers = operation({
  name: "webhooks.triggers",
  http: "GET /api/webhooks/triggers",
  access: "webhooks:read",
  summary: "List what webhooks can tell of, with the schema and a sample of each payload",
  output: z.array(TriggerView),
  run: async () => views,
});

const views = Object.entries(triggers).map(([name, { description, example }]) => ({
  trigger: name as Trigger,
  description,
  payloadSchema: payloadSchema(name as Trigger),
  sample: example as Record<string, unknown>,
}));
