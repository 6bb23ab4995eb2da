import { sql } from "kysely";
import type { z } from "zod";
import { conflict, DomainError, invalid, refuse, validationError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { namesPrivate } from "../../../platform/outgoing.ts";
import { decodeIdCursor, toPage } from "../../../platform/page.ts";
import { changeRecord, insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { type Trigger, triggers } from "../triggers/catalog.ts";
import { discardOpen } from "./disable.ts";
import type { Webhook, WebhookChanges, WebhookDraft, WebhookKind, WebhookSearch } from "./schema.ts";
import { renderBody } from "./template.ts";
import { findWebhook, type StoredWebhook, scopeOf, visibleTo } from "./visible.ts";

export const webhookView = (stored: StoredWebhook): z.input<typeof Webhook> => {
  const { businessId: _, sealedSecret, createdByUserId: __, grantId: ___, ...webhook } = stored;
  return { ...webhook, eventTriggers: webhook.eventTriggers as Trigger[], hasSecret: sealedSecret !== null };
};

export async function listWebhooksOf(context: Context, search: z.output<typeof WebhookSearch>) {
  const { limit, cursor, userId, teamId, eventTypeId, active, kind } = search;
  const filters = [sql`w.business_id = ${context.businessId}`, visibleTo(context)];
  if (userId !== undefined) filters.push(sql`w.user_id = ${userId}`);
  if (teamId !== undefined) filters.push(sql`w.team_id = ${teamId}`);
  if (eventTypeId !== undefined) filters.push(sql`w.event_type_id = ${eventTypeId}`);
  if (active !== undefined) filters.push(sql`w.active = ${active}`);
  if (kind !== undefined) filters.push(sql`w.kind = ${kind}`);
  const all = sql.join(filters, sql` and `);
  const after = cursor === undefined ? 0 : decodeIdCursor(cursor);
  const { rows } = await sql<StoredWebhook>`
    select w.* from webhooks w where ${all} and w.id > ${after} order by w.id limit ${limit + 1}`.execute(context.db);
  const counted = await sql<{ count: number }>`select count(*) as count from webhooks w where ${all}`.execute(
    context.db,
  );
  return toPage(rows.map(webhookView), limit, counted.rows[0]!.count, ({ id }) => [id]);
}

/** `field` is what the caller calls the address. */
export async function insertWebhook(
  context: Context,
  draft: WebhookDraft,
  { kind = "webhook", field = "subscriberUrl" }: { kind?: WebhookKind; field?: string } = {},
): Promise<StoredWebhook> {
  const { secret = null, payloadTemplate = null, subscriberUrl, eventTriggers, active } = draft;
  const scope = await scopeOf(context, draft);
  refusePrivate(context, subscriberUrl, field);
  refuseTemplate(payloadTemplate, eventTriggers);
  const { name, grantId, userId } = context.caller;
  return insertRecord(context, "webhooks", "webhook", {
    kind,
    ...(kind === "hook" ? { subscribedBy: name, grantId } : {}),
    subscriberUrl,
    eventTriggers,
    payloadTemplate,
    active,
    ...scope,
    sealedSecret: sealed(context, secret),
    createdByUserId: userId,
    createdAt: iso(context.now),
  });
}

export async function changeWebhook(context: Context, id: number, changes: WebhookChanges): Promise<StoredWebhook> {
  const before = await findWebhook(context, id, { lock: true });
  refuseToReshape(before, changes);
  const { secret, subscriberUrl, eventTriggers = before.eventTriggers, ...rest } = changes;
  const payloadTemplate = changes.payloadTemplate === undefined ? before.payloadTemplate : changes.payloadTemplate;
  if (subscriberUrl !== undefined) refusePrivate(context, subscriberUrl);
  if (changes.payloadTemplate !== undefined || changes.eventTriggers !== undefined)
    refuseTemplate(payloadTemplate, eventTriggers);
  const { after } = await changeRecord(context, "webhooks", "webhook", id, {
    ...rest,
    subscriberUrl,
    eventTriggers: changes.eventTriggers,
    ...(secret === undefined ? {} : { sealedSecret: sealed(context, secret) }),
    // Whoever switches it on again has read why it was off.
    ...(changes.active === undefined ? {} : { disabledReason: null }),
  });
  if (before.active && !after.active) await discardOpen(context, id);
  return after;
}

/** An app works with what it subscribed to; people may switch its hook off and on, or delete it. */
function refuseToReshape({ kind }: StoredWebhook, { active: _, ...shape }: WebhookChanges): void {
  if (kind === "hook" && Object.keys(shape).length > 0)
    throw refuse(conflict, "An app subscribed this hook and expects it as it is. Change `active` alone, or delete it.");
}

const sealed = ({ services }: Context, secret: string | null) =>
  secret === null ? null : services.secrets.seal(secret);

/** What names a private address is told so at once. A name that leads to one is refused when it is asked. */
function refusePrivate({ services }: Context, url: string, field = "subscriberUrl"): void {
  if (services.settings.WEBHOOK_ALLOW_PRIVATE === true || !namesPrivate(new URL(url))) return;
  throw invalid(
    field,
    "Leads to the installation's own network. An installation that wants that sets WEBHOOK_ALLOW_PRIVATE=true",
  );
}

/** A template must make JSON of every event that its webhook is told of. */
function refuseTemplate(template: string | null, eventTriggers: readonly string[]): void {
  if (template === null) return;
  for (const name of eventTriggers as Trigger[]) {
    const event = { triggerEvent: name, createdAt: "2026-02-19T14:30:00Z", payload: triggers[name].example };
    const rendered = renderBody(template, event);
    if (rendered.ok) continue;
    throw new DomainError(validationError, undefined, [
      { field: "payloadTemplate", message: `${rendered.error} (with the sample of ${name})` },
    ]);
  }
}
