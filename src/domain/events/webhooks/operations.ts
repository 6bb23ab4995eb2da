import { z } from "zod";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { removeRecord } from "../../../platform/records.ts";
import { Deleted, Id } from "../../../platform/schemas.ts";
import { attemptsOf, Delivery, DeliverySearch, DeliveryWithLog, findDelivery, listDeliveriesOf } from "./deliveries.ts";
import { ReplayRange, replayDelivery, replayRange, TestDraft, testWebhook } from "./replay.ts";
import { Webhook, WebhookChanges, WebhookDraft, WebhookId, WebhookSearch } from "./schema.ts";
import { changeWebhook, insertWebhook, listWebhooksOf, webhookView } from "./store.ts";
import { findWebhook } from "./visible.ts";

const address = "/api/webhooks";

export const listWebhooks = operation({
  name: "webhooks.list",
  http: `GET ${address}`,
  tool: "list_webhooks",
  access: "webhooks:read",
  summary: "List webhooks with what each is told of",
  description: "Members with the role employee see those about themselves and their own event types.",
  query: WebhookSearch,
  output: page(Webhook),
  run: listWebhooksOf,
});

export const getWebhook = operation({
  name: "webhooks.get",
  http: `GET ${address}?id`,
  tool: "get_webhook",
  access: "webhooks:read",
  summary: "Get one webhook: where it posts and what it is told of",
  query: WebhookId,
  output: Webhook,
  run: async (context, { id }) => webhookView(await findWebhook(context, id)),
});

export const createWebhook = operation({
  name: "webhooks.create",
  http: `POST ${address}`,
  tool: "create_webhook",
  access: "webhooks:write",
  summary: "Create a webhook: an HTTP request to your address whenever something happens",
  description:
    "Of the whole business, or of one user, team or event type. Members with the role employee make them for themselves (also where they name nothing) and for their own event types.",
  body: WebhookDraft,
  output: Webhook,
  status: 201,
  errors: [forbidden, notFound],
  run: async (context, draft) => webhookView(await insertWebhook(context, draft)),
});

export const updateWebhook = operation({
  name: "webhooks.update",
  http: `PATCH ${address}?id`,
  alsoMethod: "PUT",
  tool: "update_webhook",
  access: "webhooks:write",
  summary: "Change the given fields of a webhook and leave the others",
  description:
    "Whom or what it is about stays: userId, teamId and eventTypeId are said when it is made. For another, make another webhook.",
  query: WebhookId,
  body: WebhookChanges,
  output: Webhook,
  errors: [notFound],
  run: async (context, { id, ...changes }) => webhookView(await changeWebhook(context, id, changes)),
});

export const deleteWebhook = operation({
  name: "webhooks.delete",
  http: `DELETE ${address}?id`,
  tool: "delete_webhook",
  access: "webhooks:write",
  summary: "Delete a webhook and the log of its deliveries",
  query: WebhookId,
  output: Deleted,
  errors: [notFound],
  async run(context, { id }) {
    await findWebhook(context, id);
    return removeRecord(context, "webhooks", "webhook", id);
  },
});

export const sendTest = operation({
  name: "webhooks.test",
  http: `POST ${address}/:id/test`,
  tool: "test_webhook",
  access: "webhooks:write",
  summary: "Send a test payload to a webhook, once",
  description: "Answers the delivery at once; ask for it again to see what came of it.",
  query: WebhookId,
  body: TestDraft,
  output: Delivery,
  status: 202,
  errors: [conflict, notFound],
  async run(context, { id, trigger }) {
    const webhook = await findWebhook(context, id);
    return findDelivery(context, await testWebhook(context, webhook, trigger));
  },
});

export const replayWebhook = operation({
  name: "webhooks.replay",
  http: `POST ${address}/:id/replay`,
  access: "webhooks:write",
  summary: "Send a webhook's deliveries of a range of time again",
  description:
    "By default those that did not arrive. Each keeps its body and its webhook-id; what failed for its payload template is written by the template of now, and stays failed where that fails too. Of what happened while the webhook was switched off there is none: `GET /api/events` has that.",
  query: WebhookId,
  body: ReplayRange,
  output: z.object({ webhookId: Id, replayed: z.int().meta({ description: "How many are sent again" }) }),
  status: 202,
  errors: [conflict, notFound],
  async run(context, { id, ...range }) {
    const webhook = await findWebhook(context, id);
    return { webhookId: id, replayed: await replayRange(context, webhook, range) };
  },
});

export const listDeliveries = operation({
  name: "webhooks.deliveries",
  http: `GET ${address}/deliveries`,
  access: "webhooks:read",
  summary: "List what was sent to webhooks and what came of it, the newest first",
  description: "Kept for 30 days.",
  query: DeliverySearch,
  output: page(Delivery),
  run: listDeliveriesOf,
});

export const getDelivery = operation({
  name: "webhooks.delivery",
  http: `GET ${address}/deliveries?id`,
  access: "webhooks:read",
  summary: "Get one delivery with its body and every attempt",
  query: WebhookId,
  output: DeliveryWithLog,
  run: async (context, { id }) => ({ ...(await findDelivery(context, id)), log: await attemptsOf(context, id) }),
});

export const replayOneDelivery = operation({
  name: "webhooks.replayDelivery",
  http: `POST ${address}/deliveries/:id/replay`,
  access: "webhooks:write",
  summary: "Send one delivery again, with the same body and webhook-id",
  description:
    "One that failed for its payload template is written by the webhook's template of now. Where that fails too, it stays failed: see `error`.",
  query: WebhookId,
  output: Delivery,
  status: 202,
  errors: [conflict, notFound],
  async run(context, { id }) {
    const delivery = await findDelivery(context, id);
    await replayDelivery(context, await findWebhook(context, delivery.webhookId), delivery);
    return findDelivery(context, id);
  },
});
