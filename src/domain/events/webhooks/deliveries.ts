import { sql } from "kysely";
import { z } from "zod";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { decodeIdCursor, PageQuery, toPage } from "../../../platform/page.ts";
import { Id, IdParameter, Instant, InstantOut } from "../../../platform/schemas.ts";
import { deliveryStatuses } from "./retry.ts";
import { TriggerName } from "./schema.ts";
import { visibleTo } from "./visible.ts";

export const Delivery = z
  .object({
    id: Id,
    webhookId: Id,
    messageId: z.string().meta({ description: "The header webhook-id: the same at every attempt and replay" }),
    eventId: Id.nullable().meta({ description: "The event of GET /api/events; null of a test" }),
    trigger: TriggerName,
    subject: z.string().meta({ description: "What it is about, such as booking:501" }),
    status: z.enum(deliveryStatuses).meta({
      description: "discarded: the webhook was switched off before. failed and discarded ones can be replayed",
    }),
    attempts: z.int(),
    nextAttemptAt: InstantOut.nullable(),
    responseStatus: z.int().nullable(),
    responseBody: z.string().nullable().meta({ description: "Its first 2 kB" }),
    durationMs: z.int().nullable(),
    error: z.string().nullable().meta({ description: "What was wrong at the last attempt, in words" }),
    finishedAt: InstantOut.nullable(),
    createdAt: InstantOut,
  })
  .meta({ id: "WebhookDelivery" });
export type Delivery = z.output<typeof Delivery>;

const Attempt = z.object({
  at: InstantOut,
  url: z.string(),
  requestHeaders: z.record(z.string(), z.string()),
  responseStatus: z.int().nullable(),
  responseHeaders: z.record(z.string(), z.string()).nullable(),
  responseBody: z.string().nullable(),
  error: z.string().nullable(),
  durationMs: z.int(),
});
export const DeliveryWithLog = Delivery.extend({
  body: z.string().meta({ description: "What is sent, byte by byte" }),
  log: z.array(Attempt).meta({ description: "Every attempt, the first one first" }),
}).meta({ id: "WebhookDeliveryWithLog" });

export const DeliverySearch = PageQuery.extend({
  webhookId: IdParameter.optional(),
  status: z.enum(deliveryStatuses).optional(),
  trigger: TriggerName.optional(),
  subject: z.string().max(100).optional().meta({ description: "What it is about, such as booking:501" }),
  from: Instant.optional().meta({ description: "Made at this time or later" }),
  to: Instant.optional().meta({ description: "Made before this time" }),
});

const columns = sql`d.id, d.webhook_id, d.message_id, d.event_id, d.trigger, d.subject, d.status, d.attempts,
  d.next_attempt_at, d.response_status, d.response_body, d.duration_ms, d.error, d.finished_at, d.created_at`;

/** The newest first. */
export async function listDeliveriesOf(context: Context, search: z.output<typeof DeliverySearch>) {
  const { limit, cursor, webhookId, status, trigger, subject, from, to } = search;
  const filters = [sql`d.business_id = ${context.businessId}`, visibleTo(context)];
  if (webhookId !== undefined) filters.push(sql`d.webhook_id = ${webhookId}`);
  if (status !== undefined) filters.push(sql`d.status = ${status}`);
  if (trigger !== undefined) filters.push(sql`d.trigger = ${trigger}`);
  if (subject !== undefined) filters.push(sql`d.subject = ${subject}`);
  if (from !== undefined) filters.push(sql`d.created_at >= ${from}`);
  if (to !== undefined) filters.push(sql`d.created_at < ${to}`);
  const source = sql`webhook_deliveries d join webhooks w on w.business_id = d.business_id and w.id = d.webhook_id
    where ${sql.join(filters, sql` and `)}`;
  const before = cursor === undefined ? sql`` : sql`and d.id < ${decodeIdCursor(cursor)}`;
  const { rows } = await sql<Delivery>`
    select ${columns} from ${source} ${before} order by d.id desc limit ${limit + 1}`.execute(context.db);
  const counted = await sql<{ count: number }>`select count(*) as count from ${source}`.execute(context.db);
  return toPage(rows, limit, counted.rows[0]!.count, ({ id }) => [id]);
}

/** One delivery that the caller may see, or 404. */
export async function findDelivery(context: Context, id: number): Promise<Delivery & { body: string }> {
  const { rows } = await sql<Delivery & { body: string }>`
    select ${columns}, d.body from webhook_deliveries d
    join webhooks w on w.business_id = d.business_id and w.id = d.webhook_id
    where d.business_id = ${context.businessId} and d.id = ${id} and ${visibleTo(context)}`.execute(context.db);
  if (!rows[0]) throw missing("delivery", id);
  return rows[0];
}

export async function attemptsOf({ businessId, db }: Context, deliveryId: number) {
  const { rows } = await sql<z.input<typeof Attempt>>`
    select attempted_at as at, url, request_headers, response_status, response_headers, response_body, error, duration_ms
    from webhook_attempts where business_id = ${businessId} and delivery_id = ${deliveryId} order by id`.execute(db);
  return rows;
}
