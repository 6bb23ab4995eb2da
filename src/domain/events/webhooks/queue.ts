import { prepared } from "../../../platform/database.ts";
import { newHandle } from "../../../platform/handles.ts";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { StoredEvent, Subscriber } from "../subscriber.ts";
import { triggerNames } from "../triggers/catalog.ts";
import { type Subscription, webhooksFor } from "./match.ts";
import { lockSender } from "./order.ts";
import { renderBody } from "./template.ts";
import { wakeSender } from "./wake.ts";

/** Writes down what each webhook that wants to hear of an event gets. The sender does the rest. */
export const queueDeliveries: Subscriber = {
  name: "webhooks",
  triggers: triggerNames,
  async run(context, event) {
    if (!(await triggersWanted(context)).has(event.trigger)) return;
    const subscriptions = await webhooksFor(context.db, event);
    if (subscriptions.length === 0) return;
    const drafts = subscriptions.map((webhook) => draftOf(context, webhook, event, event.id));
    if ((await insertDeliveries(context, drafts)).length > 0) await wakeSender(context);
  },
};

/** What any webhook of the business wants to hear of. */
const triggersWanted = (context: Context): Promise<Set<string>> =>
  once(context, "triggers wanted", async () => {
    const text = "select distinct unnest(event_triggers) as trigger from webhooks where business_id = $1 and active";
    const rows = await prepared<{ trigger: string }>(context.db, text, [context.businessId]);
    return new Set(rows.map(({ trigger }) => trigger));
  });

type Told = Pick<StoredEvent, "trigger" | "subject" | "payload" | "createdAt">;
type Draft = {
  business_id: number;
  webhook_id: number;
  message_id: string;
  event_id: number | null;
  trigger: string;
  subject: string;
  body: string;
  error: string | null;
  now: string;
};

/** A message to one webhook: its bytes are made once, so that every attempt sends the same. */
export function draftOf(context: Context, webhook: Subscription, told: Told, eventId: number | null): Draft {
  const event = { triggerEvent: told.trigger, createdAt: told.createdAt, payload: told.payload };
  const rendered = webhook.payloadTemplate === null ? null : renderBody(webhook.payloadTemplate, event);
  return {
    business_id: context.businessId,
    webhook_id: webhook.id,
    message_id: newHandle("msg", context.businessId),
    event_id: eventId,
    trigger: told.trigger,
    subject: told.subject,
    body: rendered?.ok ? rendered.text : JSON.stringify(event),
    // The documented body is kept, to be seen; what the webhook's owner wants to be sent cannot be made.
    error: rendered && !rendered.ok ? rendered.error : null,
    now: iso(context.now),
  };
}

/** Answers the ids of those that are new: a repeated event makes nothing twice. */
export async function insertDeliveries(context: Context, drafts: Draft[]): Promise<number[]> {
  await lockSender(context);
  const rows = await prepared<{ id: number }>(context.db, insert, [JSON.stringify(drafts)]);
  return rows.map(({ id }) => id);
}

const insert = `
  insert into webhook_deliveries (business_id, webhook_id, message_id, event_id, trigger, subject, body, error, status, next_attempt_at, finished_at, created_at)
  select business_id, webhook_id, message_id, event_id, trigger, subject, body, error,
    case when error is null then 'pending' else 'failed' end,
    case when error is null and not exists (
      select from webhook_deliveries earlier
      where earlier.business_id = draft.business_id and earlier.webhook_id = draft.webhook_id
        and earlier.subject = draft.subject and earlier.finished_at is null
    ) then now end, case when error is not null then now end, now
  from jsonb_to_recordset($1::jsonb) as draft (business_id bigint, webhook_id bigint, message_id text, event_id bigint,
    trigger text, subject text, body text, error text, now timestamptz)
  on conflict (business_id, webhook_id, event_id) do nothing
  returning id`;
