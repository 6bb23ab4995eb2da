import { z } from "zod";
import { prepared } from "../../../platform/database.ts";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { lockSender } from "./order.ts";

/** Sends what is due to a business's webhooks, as many as there are: a job for each would cost more than the request. */
export const sendWebhooks = defineJob({
  name: "send-webhooks",
  data: z.object({ businessId: z.int() }),
  retry: { limit: 5, delaySeconds: 2 },
  concurrency: 4,
  batch: 1,
});

/** How long a sender may be silent before another takes its place, and a job that was left may be late. */
const silence = 60_000;

/**
 * Leaves a job that sends what is due, unless one is left already or a sender is at work: that one looks once more before
 * it ends, and waits for us at this row (`settle`).
 */
export async function wakeSender(context: Context): Promise<void> {
  const { businessId, db, now } = context;
  const woken = await prepared(db, wake, [businessId, iso(now), iso(now - silence)]);
  if (woken.length > 0) context.enqueue(sendWebhooks, { businessId });
}
const wake = `
  insert into webhook_senders (business_id, wake_at) values ($1, $2)
  on conflict (business_id) do update set wake_at = excluded.wake_at
  where (webhook_senders.running_until is null or webhook_senders.running_until <= $2)
    and (webhook_senders.wake_at is null or webhook_senders.wake_at <= $3)
  returning 1`;

/** Takes the sender's place. False where another has it: then a job looks again when that one's time is over. */
export async function claimSender(context: Context): Promise<boolean> {
  const { businessId, db, now } = context;
  const claimed = await prepared(db, claim, [businessId, iso(now), iso(now + silence)]);
  if (claimed.length > 0) return true;
  const [{ until } = { until: iso(now) }] = await prepared<{ until: string }>(
    db,
    `select running_until as until from webhook_senders where business_id = $1 for no key update`,
    [businessId],
  );
  await wakeLater(context, epoch(until) + 1000);
  return false;
}
const claim = `
  insert into webhook_senders (business_id, running_until) values ($1, $3)
  on conflict (business_id) do update set running_until = excluded.running_until, wake_at = null,
    later_at = case when webhook_senders.later_at > $2 then webhook_senders.later_at end
  where webhook_senders.running_until is null or webhook_senders.running_until <= $2
  returning 1`;

export const staySender = ({ businessId, db, now }: Context) =>
  prepared(db, "update webhook_senders set running_until = $3 where business_id = $1 and running_until < $2", [
    businessId,
    iso(now + silence / 2),
    iso(now + silence),
  ]);

/**
 * Gives the place up, unless more became due meanwhile: then false. What is due later gets a job of its own, left once.
 * `heldUp` names the webhooks that may get nothing before an answer comes, which wakes a sender then. It is asked under the
 * lock: what came before that is known, what comes later finds the place free.
 */
export async function settleSender(context: Context, heldUp: () => number[]): Promise<boolean> {
  const { businessId, db, now } = context;
  await lockSender(context);
  const [{ due }] = (await prepared<{ due: string | null }>(db, nextDue, [businessId, heldUp()])) as [
    { due: string | null },
  ];
  if (due !== null && epoch(due) <= now) return false;
  await leaveSender(context);
  if (due !== null) await wakeLater(context, epoch(due));
  return true;
}

/** Gives the place up with work left, so that other businesses get their turn. */
export async function yieldSender(context: Context): Promise<void> {
  await leaveSender(context);
  await wakeSender(context);
}

const leaveSender = ({ businessId, db }: Context) =>
  prepared(db, "update webhook_senders set running_until = null where business_id = $1", [businessId]);

async function wakeLater(context: Context, at: number): Promise<void> {
  const { businessId, db, now } = context;
  const left = await prepared(db, later, [businessId, iso(at), iso(now)]);
  if (left.length > 0) context.enqueue(sendWebhooks, { businessId }, { at });
}
const later = `
  update webhook_senders set later_at = $2
  where business_id = $1 and (later_at is null or later_at <= $3 or later_at > $2) returning 1`;

const nextDue = `
  select min(greatest(d.next_attempt_at, d.lease_until)) as due from webhook_deliveries d
  where d.business_id = $1 and d.finished_at is null and d.next_attempt_at is not null
    and d.webhook_id <> all($2::bigint[])`;
