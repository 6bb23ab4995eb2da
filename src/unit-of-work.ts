import { sql } from "kysely";
import type { App } from "./app.ts";
import { dispatchEvents } from "./domain/events/dispatch.ts";
import { nounsOf } from "./domain/events/live.ts";
import { batched, type Db } from "./platform/database.ts";
import type { PendingJob } from "./platform/jobs.ts";
import type { AuditEntry, Context, DomainEvent } from "./platform/operation.ts";
import { iso } from "./platform/schemas.ts";

/** What an operation has asked for on the side. Written in one go at the end of its transaction, or not at all. */
export type UnitOfWork = {
  events: DomainEvent[];
  audits: AuditEntry[];
  jobs: PendingJob[];
  /** The names of all events so far, flushed ones included: what a dry run tells. */
  triggers: string[];
  afterCommit: (() => void)[];
  /** Statements that nobody has waited for yet. */
  underWay: Promise<unknown>[];
  session?: { token: string; expiresAt: number } | null;
};

/** Writes it down. With `closing`, what nobody has to wait for travels with the commit. */
export async function flush(
  app: App,
  context: Context,
  unit: UnitOfWork,
  closing?: (last: Promise<unknown>) => void,
): Promise<void> {
  if (closing) for (const statement of unit.underWay) closing(statement);
  else await Promise.all(unit.underWay);
  unit.underWay = [];
  if (unit.events.length > 0 || unit.audits.length > 0) {
    const written = write(app, context, unit);
    if (closing && app.relay && unit.jobs.length === 0) closing(written);
    else await written;
  }
  if (unit.jobs.length > 0) await app.jobs.enqueue(context.db, unit.jobs);
  unit.events = [];
  unit.audits = [];
  unit.jobs = [];
}

/** Events and audit entries in one statement and one round trip. */
async function write({ relay, news }: App, context: Context, unit: UnitOfWork): Promise<void> {
  const { businessId, caller, source, agent, requestId } = context;
  const nouns = nounsOf([...unit.audits, ...unit.events]);
  unit.afterCommit.push(() => news.tell(businessId, nouns));
  const now = iso(context.now);
  const item = {
    kind: caller.kind,
    userId: caller.userId,
    name: caller.name,
    source,
    agent,
    requestId,
    now,
    audits: unit.audits.map(withoutSecrets),
    events: unit.events,
    actor: { kind: caller.kind, name: caller.name, source, ...(agent ? { agent } : {}) },
    // Without a relay in this process a job takes them over, in the same transaction.
    dispatched: relay ? null : now,
  };
  const rows = await batched<{ id: number }>(context.db, insertBoth, [item], [businessId]);
  if (rows.length === 0) return;
  if (relay) unit.afterCommit.push(() => relay.wake(businessId));
  else
    unit.jobs.push({
      name: dispatchEvents.name,
      data: { businessId, eventIds: rows.map(({ id }) => id) },
      delaySeconds: 0,
    });
}

const insertBoth = `
  with item as (
    select * from jsonb_to_recordset($1::jsonb) as one (place int, kind text, "userId" bigint, name text, source text, agent text,
      "requestId" text, now timestamptz, audits jsonb, events jsonb, actor jsonb, dispatched timestamptz)
  ), audited as (
    insert into audit_log (business_id, action, subject, subject_id, before, after, actor_kind, actor_user_id, actor_name, source, request_id, created_at, agent)
    select $2, entry.action, entry.subject, "subjectId", before, after, kind, "userId", name, source, "requestId", now, agent
    from item, jsonb_to_recordset(audits) as entry (action text, subject text, "subjectId" bigint, before jsonb, after jsonb)
  ), told as (
    select place, nextval('events_id_seq') as id, event.*, actor, now, dispatched
    from item, jsonb_to_recordset(events) as event (trigger text, subject text, payload jsonb)
  ), written as (
    insert into events (business_id, id, trigger, subject, payload, actor, created_at, dispatched_at)
    select $2, id, trigger, subject, payload, actor, now, dispatched from told
  )
  select place, id from told`;

/** Runs `work` under a savepoint. Its failure undoes its rows, and what it asked for on the side is forgotten. */
export async function attempt<Result>(db: Db, unit: UnitOfWork, work: () => Promise<Result>): Promise<Result> {
  await Promise.all(unit.underWay);
  const { events, audits, jobs, triggers, afterCommit, session } = unit;
  const before = {
    events: [...events],
    audits: [...audits],
    jobs: [...jobs],
    triggers: [...triggers],
    afterCommit: [...afterCommit],
    underWay: [],
    session,
  };
  await sql`savepoint attempt`.execute(db);
  try {
    const result = await work();
    await Promise.all(unit.underWay);
    await sql`release savepoint attempt`.execute(db);
    return result;
  } catch (error) {
    // What was flushed meanwhile is undone with the rows, so what was pending before is pending again.
    await sql`rollback to savepoint attempt`.execute(db);
    await sql`release savepoint attempt`.execute(db);
    Object.assign(unit, before);
    throw error;
  }
}

const isSecret = (field: string) => /hash|sealed|recovery|hashedKey/i.test(field);
/** The audit log tells what changed, never a secret: hashes and sealed values stay out. */
const withoutSecrets = (entry: AuditEntry): AuditEntry => ({
  ...entry,
  before: clean(entry.before),
  after: clean(entry.after),
});
function clean(record: unknown): unknown {
  // Most records have none, and are left as they are.
  if (!record || typeof record !== "object" || !Object.keys(record).some(isSecret)) return record;
  return Object.fromEntries(Object.entries(record).filter(([name]) => !isSecret(name)));
}
