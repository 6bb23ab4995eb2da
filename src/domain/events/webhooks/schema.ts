import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, InstantOut, Url } from "../../../platform/schemas.ts";
import { triggerNames } from "../triggers/catalog.ts";

export const TriggerName = z.enum(triggerNames);

export const webhookKinds = ["webhook", "hook"] as const;
export type WebhookKind = (typeof webhookKinds)[number];

export const Webhook = z
  .object({
    id: Id,
    kind: z.enum(webhookKinds).meta({
      description: "hook: an app such as Zapier subscribed it, and unsubscribes it by itself; see /api/zapier/hooks",
    }),
    subscribedBy: z.string().nullable().meta({
      description: "Of a hook: who subscribed it and through which app; null of other webhooks",
    }),
    subscriberUrl: z.string(),
    eventTriggers: z.array(TriggerName),
    hasSecret: z.boolean().meta({ description: "Whether deliveries are signed; the secret itself is never told" }),
    payloadTemplate: z.string().nullable(),
    active: z.boolean(),
    disabledReason: z.string().nullable().meta({ description: "Why Schedly ended it; null where somebody else did" }),
    userId: Id.nullable(),
    teamId: Id.nullable(),
    eventTypeId: Id.nullable(),
    version: z.int(),
    createdAt: InstantOut,
    updatedAt: InstantOut,
  })
  .meta({ id: "Webhook" });

const carriesCredentials = (text: string) =>
  URL.canParse(text) && (new URL(text).username !== "" || new URL(text).password !== "");
export const SubscriberUrl = Url.refine((text) => !carriesCredentials(text), {
  error: "Must not hold a user name or password: they would end up in logs",
}).meta({
  description: "Where deliveries are posted to: an http or https address",
  examples: ["https://example.com/hooks"],
});

/**
 * What signs deliveries. `whsec_` announces base64 (Standard Webhooks). Node reads of that what it can, and of what is none
 * an empty key, with which anybody can sign.
 */
export const SigningSecret = z
  .string()
  .min(8)
  .max(200)
  .refine((secret) => !secret.startsWith("whsec_") || isBase64(secret.slice("whsec_".length)), {
    error: "After whsec_ must come a key in base64, such as whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  });
const isBase64 = (text: string) => text !== "" && z.base64().safeParse(text).success;

const fields = {
  subscriberUrl: SubscriberUrl,
  eventTriggers: z
    .array(TriggerName)
    .min(1)
    .max(triggerNames.length)
    .overwrite((names) => [...new Set(names)])
    .meta({ description: "What it is told of; see GET /api/webhooks/triggers" }),
  secret: SigningSecret.nullable().meta({
    description:
      "Signs every delivery: a text, or whsec_ and a key in base64. Kept encrypted and never shown again; null for none",
  }),
  payloadTemplate: z.string().min(1).max(20_000).nullable().meta({
    description:
      'Liquid that writes the body, which must be JSON, from triggerEvent, createdAt and payload: {"text": "{{ payload.title }}"}; a whole value is {{ payload | json }}. null for the documented body',
  }),
  active: z.boolean().meta({ description: "Whether it is told at all; what waits for it is discarded when it is not" }),
};

export const WebhookDraft = z
  .strictObject({
    ...fields,
    secret: fields.secret.optional(),
    payloadTemplate: fields.payloadTemplate.optional(),
    active: fields.active.default(true),
    userId: Id.nullish().meta({ description: "Only what concerns this person, as host or employee" }),
    teamId: Id.nullish().meta({ description: "Only what concerns this team's event types" }),
    eventTypeId: Id.nullish().meta({ description: "Only this event type's bookings" }),
  })
  .refine(({ userId, teamId, eventTypeId }) => [userId, teamId, eventTypeId].filter((id) => id != null).length <= 1, {
    error: "Send one of userId, teamId and eventTypeId, or none for the whole business",
    path: ["userId"],
  });
export type WebhookDraft = z.output<typeof WebhookDraft>;
export const WebhookChanges = z.strictObject(fields).partial();
export type WebhookChanges = z.output<typeof WebhookChanges>;

export const WebhookId = z.object({ id: IdParameter.meta({ description: "The webhook's id" }) });
export const WebhookSearch = PageQuery.extend({
  userId: IdParameter.optional().meta({ description: "Only webhooks about this person" }),
  teamId: IdParameter.optional().meta({ description: "Only webhooks about this team" }),
  eventTypeId: IdParameter.optional().meta({ description: "Only webhooks about this event type" }),
  active: BooleanParameter.optional().meta({
    description: "true: those that are told; false: those switched off; left out: both",
  }),
  kind: z.enum(webhookKinds).optional().meta({ description: "hook: only what apps such as Zapier subscribed" }),
});
