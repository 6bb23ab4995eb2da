import { isDeepStrictEqual } from "node:util";
import { sql } from "kysely";
import { conflict, DomainError, forbidden, missing, notFound } from "../../../platform/errors.ts";
import type { AuditEntry, Context, Operation } from "../../../platform/operation.ts";
import { refuseBeyondLimits } from "../../identity/agents/limits.ts";
import { changedFields } from "../../identity/audit/store.ts";
import { type Entry, type Inverse, inverses, reasonAgainst } from "./inverses.ts";

/** What every change counts up, and what tells of the change itself. */
const bookkeeping = new Set(["version", "updatedAt", "sequence", "history", "iCalSequence"]);

/**
 * Undoes one change, by the operation that is its opposite: with all of its checks, events and mails. Throws CONFLICT where
 * the record was changed since, where it does not come out as it was, or where there is no way back.
 */
export async function undoChange(context: Context, auditId: number | undefined) {
  const entries = await (auditId === undefined ? lastChange(context) : changeOf(context, auditId));
  const main = mainOf(entries);
  const inverse = inverses[main.action];
  if (!inverse) throw new DomainError(conflict, `${main.action} cannot be undone: ${reasonAgainst(main.action)}.`);
  refuseUnable(context, inverse.operation);
  if (inverse.creation) await refuseIfChangedSince(context, main);
  const written = await carryOut(context, inverse, main);
  if (!inverse.creation) refuseUnlessRestored(inverse, main, written);
  const { id, action, subject, subjectId } = main;
  // About the change, not the record: a customer's entries are emptied when the customer is erased.
  context.audit({
    action: "mcp.undone",
    subject: "change",
    subjectId: id,
    after: { action, auditIds: entries.map((entry) => entry.id) },
  });
  return {
    undone: { auditId: id, action, subject, subjectId },
    by: inverse.operation.tool ?? inverse.operation.name,
    kept: entries
      .filter((entry) => entry !== main && entry.subjectId !== main.subjectId)
      .map((entry) => ({
        auditId: entry.id,
        action: entry.action,
        subject: entry.subject,
        subjectId: entry.subjectId,
      })),
  };
}

/** Leaves out what was undone, and what undoing did. */
const stands = sql`not exists (select from audit_log undo where undo.business_id = entry.business_id and undo.action = 'mcp.undone'
  and (undo.after->'auditIds' @> to_jsonb(entry.id) or undo.request_id = entry.request_id and undo.created_at = entry.created_at))`;

/** The caller's last change through MCP that stands: all that one call wrote. */
async function lastChange(context: Context): Promise<Entry[]> {
  const { caller } = context;
  const [last] = await entriesWhere(
    context,
    sql`source = 'mcp' and actor_user_id = ${caller.userId} and actor_name = ${caller.name} and action not like 'mcp.%' and ${stands}`,
    1,
  );
  if (!last) throw new DomainError(notFound, "You have changed nothing through MCP that still stands.");
  return wholeCall(context, last);
}

async function changeOf(context: Context, auditId: number): Promise<Entry[]> {
  const { caller } = context;
  const all = caller.abilities.has("audit:read") && !caller.onlyOwn;
  const own = all ? sql`true` : sql`actor_user_id = ${caller.userId}`;
  const [found] = await entriesWhere(context, sql`id = ${auditId} and action not like 'mcp.%' and ${own}`, 1);
  if (!found) throw missing("change", auditId, "auditId");
  const [undone] = await entriesWhere(
    context,
    sql`action = 'mcp.undone' and after->'auditIds' @> to_jsonb(${auditId}::bigint)`,
    1,
  );
  if (undone) throw new DomainError(conflict, `This change was undone already, at ${undone.createdAt}.`);
  return wholeCall(context, found);
}

const wholeCall = (context: Context, { requestId, createdAt, actorUserId }: Entry) =>
  entriesWhere(
    context,
    sql`request_id = ${requestId} and created_at = ${createdAt} and actor_user_id = ${actorUserId} and action not like 'mcp.%'`,
    200,
  );

async function entriesWhere({ db, businessId }: Context, where: ReturnType<typeof sql>, limit: number) {
  const { rows } = await sql<Entry>`
    select * from audit_log entry where business_id = ${businessId} and ${where} order by id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

function mainOf(entries: Entry[]): Entry {
  const order = Object.keys(inverses);
  const rank = ({ action }: Entry) => (order.includes(action) ? order.indexOf(action) : -1);
  // What has no way back is never passed over for something else that the same call did.
  const main = entries.toSorted((one, other) => rank(one) - rank(other) || one.id - other.id)[0]!;
  const alike = entries.filter(({ action, subjectId }) => action === main.action && subjectId !== main.subjectId);
  if (alike.length > 0)
    throw new DomainError(
      conflict,
      `That call changed ${alike.length + 1} records at once: undo them one by one, by auditId.`,
    );
  return main;
}

function refuseUnable({ caller }: Context, operation: Operation) {
  refuseBeyondLimits(operation, false, caller);
  if (operation.access === "public" || operation.access === "user" || caller.abilities.has(operation.access)) return;
  throw new DomainError(forbidden, `Undoing this needs the permission ${operation.access}, which you do not have.`);
}

/** What was made and has been worked on since is not taken away. */
async function refuseIfChangedSince(context: Context, { id, subject, subjectId, requestId, createdAt }: Entry) {
  const [later] = await entriesWhere(
    context,
    sql`subject = ${subject} and subject_id = ${subjectId} and id > ${id} and ${stands}
      and not (request_id = ${requestId} and created_at = ${createdAt})`,
    1,
  );
  if (later)
    throw new DomainError(
      conflict,
      `It was changed since (${later.action} by ${later.actorName}): undoing would undo that as well. Change it by hand.`,
    );
}

/** Runs the opposite within this transaction, and answers what it wrote into the audit log. */
async function carryOut(context: Context, { operation, query, body }: Inverse, entry: Entry): Promise<AuditEntry[]> {
  const written: AuditEntry[] = [];
  const listening: Context = {
    ...context,
    ifMatch: null,
    audit(one) {
      written.push(one);
      context.audit(one);
    },
  };
  const input = operation.query ? operation.query.safeParse(query(entry)) : { success: true, data: {} };
  const content = operation.body ? operation.body.safeParse(body?.(entry) ?? {}) : { success: true, data: {} };
  if (!input.success || !content.success || (body && Object.keys(content.data as object).length === 0))
    throw new DomainError(conflict, `${entry.action} cannot be undone: what it was before is no longer allowed.`);
  await operation.run(listening, { ...(content.data as object), ...(input.data as object) } as never);
  return written;
}

/** Compares what the opposite found and left with what the change had left and found. */
function refuseUnlessRestored({ fields }: Inverse, entry: Entry, written: AuditEntry[]) {
  const [was, made] = [entry.before, entry.after] as [Fields, Fields];
  const about = (fields ?? Object.keys(changedFields(was, made))).filter((name) => !bookkeeping.has(name));
  const own = written.filter(({ subject, subjectId }) => subject === entry.subject && subjectId === entry.subjectId);
  const found = plain(own[0]?.before);
  const left = plain(own.at(-1)?.after);
  if (!found || !left) throw new DomainError(conflict, "Nothing is left to undo: the record is as it was before.");
  const since = about.filter((name) => !isDeepStrictEqual(found[name] ?? null, made[name] ?? null));
  if (since.length > 0)
    throw new DomainError(
      conflict,
      `Somebody changed ${since.join(", ")} since: undoing would undo that as well. Change it by hand.`,
    );
  const lost = about.filter((name) => !isDeepStrictEqual(left[name] ?? null, was[name] ?? null));
  if (lost.length > 0)
    throw new DomainError(conflict, `${lost.join(", ")} would not come back as before. Change it by hand.`);
}
type Fields = Record<string, unknown>;
/** As the audit log keeps it: JSON. */
const plain = (record: unknown) => (record ? (JSON.parse(JSON.stringify(record)) as Fields) : null);
