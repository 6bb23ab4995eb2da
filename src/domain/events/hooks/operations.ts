import { z } from "zod";
import { forbidden, missing, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { PageQuery, page } from "../../../platform/page.ts";
import { removeRecord } from "../../../platform/records.ts";
import { Deleted, Id } from "../../../platform/schemas.ts";
import type { Trigger } from "../triggers/catalog.ts";
import { insertWebhook, listWebhooksOf } from "../webhooks/store.ts";
import { findWebhook, type StoredWebhook } from "../webhooks/visible.ts";
import { samplesOf } from "./samples.ts";
import { Hook, HookBody, HookDraft, HookId, SampleSearch } from "./schema.ts";

const address = "/api/zapier/hooks";

export const subscribeHook = operation({
  name: "hooks.subscribe",
  http: `POST ${address}`,
  access: "webhooks:write",
  summary: "Subscribe an app's address to one trigger (REST hook)",
  description:
    "What it receives is what webhooks receive: {triggerEvent, createdAt, payload}. It ends by DELETE, when the receiver answers 410, or when the user takes the app's access back. Hooks are webhooks of the kind `hook` and listed with them.",
  body: HookDraft,
  output: z.object({ id: Id.meta({ description: "Unsubscribe with it" }) }).meta({ id: "HookSubscription" }),
  status: 201,
  errors: [forbidden, notFound],
  async run(context, { target_url, event, trigger, ...scope }) {
    const draft = { subscriberUrl: target_url, eventTriggers: [(event ?? trigger)!], active: true, ...scope };
    const { id } = await insertWebhook(context, draft, { kind: "hook", field: "target_url" });
    return { id };
  },
});

export const listHooks = operation({
  name: "hooks.list",
  http: `GET ${address}`,
  access: "webhooks:read",
  summary: "List what apps have subscribed (REST hooks)",
  query: PageQuery,
  output: page(Hook),
  async run(context, query) {
    const { items, ...rest } = await listWebhooksOf(context, { ...query, kind: "hook" });
    return { ...rest, items: items.map(hookView) };
  },
});

export const getHook = operation({
  name: "hooks.get",
  http: `GET ${address}?id`,
  access: "webhooks:read",
  summary: "Get one REST hook",
  query: HookId,
  output: Hook,
  run: async (context, { id }) => hookView(await findHook(context, id)),
});

export const unsubscribeHook = operation({
  name: "hooks.unsubscribe",
  http: `DELETE ${address}/:id`,
  access: "webhooks:write",
  summary: "Unsubscribe a REST hook",
  query: HookId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeHook(context, id),
});

export const deleteHook = operation({
  name: "hooks.delete",
  http: `DELETE ${address}?id`,
  access: "webhooks:write",
  summary: "Unsubscribe a REST hook, named in the query",
  query: HookId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeHook(context, id),
});

export const listSamples = operation({
  name: "hooks.samples",
  http: "GET /api/zapier/samples",
  access: "webhooks:read",
  summary: "Show what a REST hook receives",
  description:
    "The latest events of the trigger, the newest first, exactly as a hook received them; where there are none yet, the documented example.",
  query: SampleSearch,
  output: z.array(HookBody),
  run: samplesOf,
});

async function findHook(context: Context, id: number): Promise<StoredWebhook> {
  const webhook = await findWebhook(context, id);
  if (webhook.kind !== "hook") throw missing("hook", id);
  return webhook;
}

async function removeHook(context: Context, id: number) {
  await findHook(context, id);
  return removeRecord(context, "webhooks", "webhook", id);
}

type Shown = Omit<z.input<typeof Hook>, "target_url" | "event"> & { subscriberUrl: string; eventTriggers: string[] };
const hookView = ({ subscriberUrl, eventTriggers, ...rest }: Shown): z.input<typeof Hook> => ({
  ...rest,
  target_url: subscriberUrl,
  event: eventTriggers[0] as Trigger,
});
