import { setImmediate as others } from "node:timers/promises";
import { sql } from "kysely";
import { z } from "zod";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { Instant, iso } from "../../../platform/schemas.ts";
import { type Trigger, triggers } from "../triggers/catalog.ts";
import type { Delivery } from "./deliveries.ts";
import { arrange, lockSender } from "./order.ts";
import { draftOf, insertDeliveries } from "./queue.ts";
import { TriggerName } from "./schema.ts";
import { renderBody } from "./template.ts";
import type { StoredWebhook } from "./visible.ts";
import { wakeSender } from "./wake.ts";

const replayable = ["delivered", "failed", "discarded"] as const;

export const ReplayRange = z
  .strictObject({
    from: Instant.optional().meta({ description: "Made at this time or later" }),
    to: Instant.optional().meta({ description: "Made before this time" }),
    status: z
      .array(z.enum(replayable))
      .min(1)
      .default(["failed", "discarded"])
      .meta({ description: "What became of them; by default those that did not arrive" }),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from < to, {
    error: "Must be after from",
    path: ["to"],
  });
export type ReplayRange = z.output<typeof ReplayRange>;

export const TestDraft = z.strictObject({
  trigger: TriggerName.optional().meta({ description: "By default the first that the webhook is told of" }),
});

/**
 * Sends one message again: the same bytes under the same id, so that the receiver can tell. One whose payload template
 * failed was never sent: it is written by the template of now, and stays failed where that fails too.
 */
export async function replayDelivery(context: Context, webhook: StoredWebhook, delivery: Delivery): Promise<void> {
  refuseInactive(webhook);
  if (delivery.status === "pending" || delivery.status === "sending")
    throw refuse(conflict, "This delivery is still under way.");
  await sendAgain(context, webhook, sql`id = ${delivery.id}`);
  await wakeSender(context);
}

/** Sends again what was made for a webhook in a range of time. Answers how many. */
export async function replayRange(context: Context, webhook: StoredWebhook, range: ReplayRange): Promise<number> {
  refuseInactive(webhook);
  const { from, to, status } = range;
  // A test was for whoever watched it then.
  const filters = [sql`webhook_id = ${webhook.id}`, sql`status = any(${status})`, sql`event_id is not null`];
  if (from !== undefined) filters.push(sql`created_at >= ${from}`);
  if (to !== undefined) filters.push(sql`created_at < ${to}`);
  const count = await sendAgain(context, webhook, sql.join(filters, sql` and `));
  if (count > 0) await wakeSender(context);
  return count;
}

async function sendAgain(context: Context, webhook: StoredWebhook, which: ReturnType<typeof sql>): Promise<number> {
  const { businessId, db } = context;
  await lockSender(context);
  await writeAnew(context, webhook, which);
  const { numAffectedRows } = await sql`
    update webhook_deliveries set status = 'pending', attempts = 0, next_attempt_at = null, lease_until = null,
      first_attempt_at = null, finished_at = null
    where business_id = ${businessId} and ${which} and not ${unwritten}`.execute(db);
  await arrange(context, webhook.id);
  return Number(numAffectedRows ?? 0);
}

/** Whose template failed: given up without an attempt, and with the documented body, which is not what its receiver is to get. */
const unwritten = sql`(status = 'failed' and attempts = 0 and error is not null)`;

async function writeAnew(
  { businessId, db }: Context,
  { payloadTemplate }: StoredWebhook,
  which: ReturnType<typeof sql>,
) {
  // Of what was forgotten nothing is left to write.
  const { rows } = await sql<{ id: number; body: string }>`
    select id, body from webhook_deliveries
    where business_id = ${businessId} and ${which} and ${unwritten} and body <> '{}'`.execute(db);
  for (let from = 0; from < rows.length; from += 100) {
    const written: { id: number; body: string; error: string | null }[] = [];
    for (const { id, body } of rows.slice(from, from + 100)) {
      const rendered = payloadTemplate === null ? null : renderBody(payloadTemplate, JSON.parse(body));
      written.push({
        id,
        body: rendered?.ok ? rendered.text : body,
        error: rendered && !rendered.ok ? rendered.error : null,
      });
      // A template may take long, and a range hold thousands.
      await others();
    }
    await sql`
      update webhook_deliveries d set body = one.body, error = one.error
      from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as one (id bigint, body text, error text)
      where d.business_id = ${businessId} and d.id = one.id`.execute(db);
  }
}

function refuseInactive({ active }: StoredWebhook): void {
  if (!active) throw refuse(conflict, "This webhook is switched off. Set active to true first.");
}

/** A delivery of a trigger's sample, to see whether the receiver gets it. It is tried once. Answers its id. */
export async function testWebhook(context: Context, webhook: StoredWebhook, trigger?: Trigger): Promise<number> {
  refuseInactive(webhook);
  const name = trigger ?? (webhook.eventTriggers[0] as Trigger);
  const told = {
    trigger: name,
    payload: triggers[name].example as Record<string, unknown>,
    createdAt: iso(context.now),
  };
  const draft = draftOf(context, webhook, { ...told, subject: "test" }, null);
  // A subject of its own: a test waits for no other.
  const [id] = await insertDeliveries(context, [{ ...draft, subject: `test:${draft.message_id}` }]);
  await wakeSender(context);
  return id!;
}
