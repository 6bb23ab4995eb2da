import { z } from "zod";
import { InstantOut } from "../../../platform/schemas.ts";
import { type Trigger, triggers } from "./catalog.ts";

type Json = Record<string, unknown>;

/** What arrives at a webhook: `{triggerEvent, createdAt, payload}` (SEMANTICS 19), as JSON Schema. */
export function bodySchema(trigger: Trigger): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(
    z.object({
      triggerEvent: z.literal(trigger),
      createdAt: InstantOut.meta({ description: "When it happened, ISO 8601 in UTC" }),
      payload: triggers[trigger].payload,
    }),
    { io: "input", reused: "inline" },
  ) as Json;
  return schema;
}

export const payloadSchema = (trigger: Trigger): Json => (bodySchema(trigger) as any).properties.payload;

/** The `webhooks` of the OpenAPI document. */
export const describeWebhooks = (): Json =>
  Object.fromEntries(
    Object.entries(triggers).map(([name, { description, example }]) => [
      name,
      {
        post: {
          operationId: `webhook.${name}`,
          summary: description,
          tags: ["webhooks"],
          security: [{}],
          requestBody: {
            required: true,
            content: { "application/json": { schema: bodySchema(name as Trigger), example: bodyOf(name, example) } },
          },
          responses: {
            "200": { description: "Any 2xx: the delivery is done" },
            "410": { description: "Nobody wants this any more: the webhook is disabled" },
          },
        },
      },
    ]),
  );

/** A whole body as a webhook gets it, of the documented example. */
export const exampleBody = (trigger: Trigger) => bodyOf(trigger, triggers[trigger].example as Json);

const bodyOf = <Name extends string>(triggerEvent: Name, payload: Json) => ({
  triggerEvent,
  createdAt: "2026-02-19T14:30:00Z",
  payload,
});
