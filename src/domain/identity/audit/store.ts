import { type RawBuilder, sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import "../tables.ts";

// Entries are written by unit-of-work.ts, in the transaction of the change itself.

export type AuditFilters = {
  subject?: string | undefined;
  subjectId?: number | undefined;
  action?: string | undefined;
  userId?: number | undefined;
  /** Leaves out what anybody else did. */
  onlyOfUser?: number | undefined;
  /** ISO instants; `to` itself is left out. */
  from?: string | undefined;
  to?: string | undefined;
};
type Paging = { limit: number; cursor?: string | undefined };

/** The business's changes, newest first. */
export const listEntries = (context: Context, filters: AuditFilters, paging: Paging): Promise<Page<Row<"auditLog">>> =>
  listRecords(context, "auditLog", paging, { where: conditions(filters), order: "id", descending: true });

function conditions({ subject, subjectId, action, userId, onlyOfUser, from, to }: AuditFilters): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  if (subject) where.push(sql`subject = ${subject}`);
  if (subjectId) where.push(sql`subject_id = ${subjectId}`);
  if (action) where.push(sql`action = ${action}`);
  if (userId) where.push(sql`actor_user_id = ${userId}`);
  if (onlyOfUser !== undefined) where.push(sql`actor_user_id = ${onlyOfUser}`);
  if (from) where.push(sql`created_at >= ${from}`);
  if (to) where.push(sql`created_at < ${to}`);
  return where;
}

type Stored = Record<string, unknown>;
// Every update counts these up; they say nothing about what changed.
const bookkeeping = new Set(["version", "updatedAt"]);

/** The fields in which two states of a record differ. Nothing where it was made or deleted: then all of it is the change. */
export function changedFields(before: Stored | null, after: Stored | null) {
  if (!before || !after) return {};
  const names = new Set([...Object.keys(before), ...Object.keys(after)].filter((name) => !bookkeeping.has(name)));
  return Object.fromEntries(
    [...names]
      .filter((name) => !same(before[name], after[name]))
      .map((name) => [name, { before: before[name] ?? null, after: after[name] ?? null }]),
  );
}

// Both come from jsonb, which keeps the keys of an object in one order.
const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
