import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { Verdict } from "./retry.ts";

export const webhookDisabled = "webhook.disabled";

type Judged = { delivery: { id: number; webhookId: number }; verdict: Verdict };

/**
 * Ends webhooks that nobody listens to: whose receiver says so (410), or that failed for days without one success. Its
 * owner is told by whoever follows the event. An app's hook is dropped at a 410: the app subscribes anew when it wants to.
 */
export async function disableWebhooks(context: Context, judged: Judged[]): Promise<void> {
  for (const { delivery, verdict } of judged) {
    if (verdict.status !== "failed" || verdict.because === "test") continue;
    if (verdict.because === "gone" && (await dropHook(context, delivery.webhookId))) continue;
    if (verdict.because === "gone") await disable(context, delivery.webhookId, "Its receiver answered 410: gone");
    else if (!(await deliveredSince(context, delivery)))
      await disable(context, delivery.webhookId, "Nothing could be delivered for days");
  }
}

/** Whether anything arrived since the first attempt of a delivery. */
async function deliveredSince({ businessId, db }: Context, { id, webhookId }: Judged["delivery"]): Promise<boolean> {
  const found = await prepared(
    db,
    `select from webhook_deliveries d
     where d.business_id = $1 and d.webhook_id = $2 and d.status = 'delivered'
       and d.finished_at > (select first_attempt_at from webhook_deliveries f where f.business_id = $1 and f.id = $3)
     limit 1`,
    [businessId, webhookId, id],
  );
  return found.length > 0;
}

/** An app's subscription ends where its receiver says that it is gone. Answers whether it was one. */
async function dropHook(context: Context, webhookId: number): Promise<boolean> {
  const { businessId, db } = context;
  const [dropped] = await prepared<{ subscriberUrl: string; eventTriggers: string[] }>(
    db,
    `delete from webhooks where business_id = $1 and id = $2 and kind = 'hook'
     returning subscriber_url as "subscriberUrl", event_triggers as "eventTriggers"`,
    [businessId, webhookId],
  );
  if (!dropped) return false;
  const before = { ...dropped, deletedBecause: "Its receiver answered 410: gone" };
  context.audit({ action: "webhook.deleted", subject: "webhook", subjectId: webhookId, before });
  return true;
}

async function disable(context: Context, webhookId: number, reason: string): Promise<void> {
  const { businessId, db } = context;
  const [disabled] = await prepared<{ subscriberUrl: string; createdByUserId: number | null }>(
    db,
    `update webhooks set active = false, disabled_reason = $3 where business_id = $1 and id = $2 and active
     returning subscriber_url as "subscriberUrl", created_by_user_id as "createdByUserId"`,
    [businessId, webhookId, reason],
  );
  if (!disabled) return;
  await discardOpen(context, webhookId);
  const after = { active: false, disabledReason: reason };
  context.audit({
    action: "webhook.disabled",
    subject: "webhook",
    subjectId: webhookId,
    before: { active: true },
    after,
  });
  context.emit({
    trigger: webhookDisabled,
    subject: `webhook:${webhookId}`,
    payload: { webhookId, reason, ...disabled },
  });
}

/** What waits for a webhook that is not active is not sent, but can be replayed once it is. */
export const discardOpen = ({ businessId, db, now }: Context, webhookId: number) =>
  prepared(
    db,
    `update webhook_deliveries set status = 'discarded', next_attempt_at = null, lease_until = null, finished_at = $3
     where business_id = $1 and webhook_id = $2 and finished_at is null`,
    [businessId, webhookId, iso(now)],
  );
