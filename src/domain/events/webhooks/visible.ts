import { type RawBuilder, sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { forbidden, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import type { WebhookDraft } from "./schema.ts";
import "./tables.ts";

export type StoredWebhook = Row<"webhooks">;

/**
 * Which webhooks a caller sees and changes: managers and above all of the business's; others those about themselves and
 * their own event types. `w` is the webhook. Event types are a later wing's: its table is read here in plain SQL.
 */
export const visibleTo = ({ businessId, caller }: Context): RawBuilder<unknown> =>
  caller.onlyOwn
    ? sql`(w.user_id = ${caller.userId} or w.event_type_id in (
        select id from event_types where business_id = ${businessId} and user_id = ${caller.userId}))`
    : sql`true`;

/** One of them, or 404. `lock` keeps it for the rest of the transaction. */
export async function findWebhook(context: Context, id: number, { lock = false } = {}): Promise<StoredWebhook> {
  const { rows } = await sql<{ id: number }>`
    select id from webhooks w where w.business_id = ${context.businessId} and w.id = ${id} and ${visibleTo(context)}`.execute(
    context.db,
  );
  if (rows.length === 0) throw missing("webhook", id);
  return findRecord(context, "webhooks", "webhook", id, { lock });
}

type Scope = { userId: number | null; teamId: number | null; eventTypeId: number | null };

/** Whom or what a new webhook is about. Throws 404 for what is not there and 403 for what is not the caller's. */
export async function scopeOf(context: Context, draft: WebhookDraft): Promise<Scope> {
  const { caller } = context;
  const scope = { userId: draft.userId ?? null, teamId: draft.teamId ?? null, eventTypeId: draft.eventTypeId ?? null };
  // Whoever sees only their own work cannot mean the whole business.
  if (caller.onlyOwn && Object.values(scope).every((id) => id === null)) return { ...scope, userId: caller.userId };
  await requireThere(context, scope);
  if (!caller.onlyOwn || scope.userId === caller.userId) return scope;
  if (scope.eventTypeId !== null && (await ownsEventType(context, scope.eventTypeId))) return scope;
  throw refuse(forbidden, "Members with your role make webhooks for themselves and their own event types alone.");
}

async function requireThere({ businessId, db }: Context, { userId, teamId, eventTypeId }: Scope): Promise<void> {
  const { rows } = await sql<{ user: boolean; team: boolean; eventType: boolean }>`
    select exists (select from members where business_id = ${businessId} and user_id = ${userId}) as user,
      exists (select from teams where business_id = ${businessId} and id = ${teamId}) as team,
      exists (select from event_types where business_id = ${businessId} and id = ${eventTypeId}) as event_type`.execute(
    db,
  );
  const there = rows[0]!;
  if (userId !== null && !there.user) throw missing("member", userId, "userId");
  if (teamId !== null && !there.team) throw missing("team", teamId, "teamId");
  if (eventTypeId !== null && !there.eventType) throw missing("event type", eventTypeId, "eventTypeId");
}

async function ownsEventType({ businessId, db, caller }: Context, eventTypeId: number): Promise<boolean> {
  const { rows } = await sql`
    select from event_types where business_id = ${businessId} and id = ${eventTypeId} and user_id = ${caller.userId}`.execute(
    db,
  );
  return rows.length > 0;
}
