import { sql } from "kysely";
import type { App } from "./app.ts";
import { dispatchEvents } from "./domain/events/dispatch.ts";
import type { PendingJob } from "./platform/jobs.ts";
import type { AuditEntry, Context, DomainEvent } from "./platform/operation.ts";
import { iso } from "./platform/schemas.ts";

/** What an operation has asked for on the side. Written in one go at the end of its transaction, or not at all. */
export type UnitOfWork = {
  events: DomainEvent[];
  audits: AuditEntry[];
  jobs: PendingJob[];
  afterCommit: (() => void)[];
  session?: { token: string; expiresAt: number } | null;
};

export async function flush(app: App, context: Context, unit: UnitOfWork): Promise<void> {
  const { businessId, caller, db } = context;
  if (unit.events.length > 0 || unit.audits.length > 0) {
    // One statement and one round trip for both.
    const { rows } = await sql<{ id: number }>`
      with audited as (
        insert into audit_log (business_id, action, subject, subject_id, before, after, actor_kind, actor_user_id, actor_name, source, request_id, created_at)
        select ${businessId}, action, subject, "subjectId", before, after, ${caller.kind}, ${caller.userId}::bigint, ${caller.name}, ${context.source}, ${context.requestId}, ${iso(context.now)}
        from jsonb_to_recordset(${JSON.stringify(unit.audits.map(withoutSecrets))}::jsonb) as entry (action text, subject text, "subjectId" bigint, before jsonb, after jsonb)
      )
      insert into events (business_id, trigger, subject, payload, actor, created_at)
      select ${businessId}, trigger, subject, payload, ${JSON.stringify({ kind: caller.kind, name: caller.name, source: context.source })}::jsonb, ${iso(context.now)}
      from jsonb_to_recordset(${JSON.stringify(unit.events)}::jsonb) as event (trigger text, subject text, payload jsonb)
      returning id`.execute(db);
    if (rows.length > 0)
      unit.jobs.push({
        name: dispatchEvents.name,
        data: { businessId, eventIds: rows.map((row) => row.id) },
        delaySeconds: 0,
      });
  }
  if (unit.jobs.length > 0) await app.jobs.enqueue(db, unit.jobs);
}

const secretFields = /hash|sealed|recovery|hashedKey/i;
/** The audit log tells what changed, never a secret: hashes and sealed values stay out. */
function withoutSecrets(entry: AuditEntry): AuditEntry {
  const clean = (record: unknown) =>
    record && typeof record === "object"
      ? Object.fromEntries(Object.entries(record).filter(([name]) => !secretFields.test(name)))
      : record;
  return { ...entry, before: clean(entry.before), after: clean(entry.after) };
}
