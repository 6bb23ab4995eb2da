import { type RawBuilder, sql } from "kysely";
import type { Row, Tables } from "./database.ts";
import { DomainError, missing, preconditionFailed } from "./errors.ts";
import type { Context } from "./operation.ts";
import { decodeCursor, encodeCursor, type Page } from "./page.ts";

// The statements that every editable record needs: read, list, add, change, remove, each in the caller's business, with
// the audit entry that belongs to it. Plain functions: a store that needs other SQL writes it.

type Table = keyof Tables & string;
type Values = Record<string, unknown>;

/** Adds a record and says so in the audit log. `noun` is what people call it: "service". */
export async function insertRecord<T extends Table>(
  context: Context,
  table: T,
  noun: string,
  values: Values,
): Promise<Row<T>> {
  const row = (await anyTable(context)
    .insertInto(table)
    .values({ businessId: context.businessId, ...values })
    .returningAll()
    .executeTakeFirstOrThrow()) as Row<T>;
  context.audit({ action: `${subjectOf(noun)}.created`, subject: subjectOf(noun), subjectId: idOf(row), after: row });
  return row;
}

/**
 * One record of the caller's business, or 404. `lock` keeps it for the rest of the transaction; records that point at it
 * can still be added meanwhile, so that nobody's booking waits for somebody's edit.
 */
export async function findRecord<T extends Table>(
  context: Context,
  table: T,
  noun: string,
  id: number,
  options: { lock?: boolean; field?: string; evenDeleted?: boolean } = {},
): Promise<Row<T>> {
  let query = anyTable(context)
    .selectFrom(table)
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("id", "=", id);
  if (options.lock) query = query.forNoKeyUpdate();
  const row = (await query.executeTakeFirst()) as (Row<T> & { deletedAt?: string | null }) | undefined;
  if (!row || (row.deletedAt && !options.evenDeleted)) throw missing(noun, id, options.field);
  return row;
}

/** Throws 404 for the first of `wanted` that is no (undeleted) record of the caller's business, naming its field. */
export async function requireRecords(
  context: Context,
  table: Table,
  noun: string,
  wanted: { id: number; field: string }[],
): Promise<void> {
  if (wanted.length === 0) return;
  const { rows } = await sql<{ row: { id: number; deleted_at?: string | null } }>`
    select to_jsonb(found) as row from ${sql.table(table)} found
    where business_id = ${context.businessId} and id = any(${wanted.map(({ id }) => id)})`.execute(context.db);
  const known = new Set(rows.filter(({ row }) => !row.deleted_at).map(({ row }) => row.id));
  const unknown = wanted.find(({ id }) => !known.has(id));
  if (unknown) throw missing(noun, unknown.id, unknown.field);
}

/** Changes the fields that are given (`undefined` is none), under `If-Match` where the caller sent one. */
export async function changeRecord<T extends Table>(
  context: Context,
  table: T,
  noun: string,
  id: number,
  changes: Values,
): Promise<{ before: Row<T>; after: Row<T> }> {
  const before = await findRecord(context, table, noun, id, { lock: true });
  refuseOldVersion(context, before);
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length === 0) return { before, after: before };
  const after = (await anyTable(context)
    .updateTable(table)
    .set(given)
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow()) as Row<T>;
  context.audit({ action: `${subjectOf(noun)}.updated`, subject: subjectOf(noun), subjectId: id, before, after });
  return { before, after };
}

/** Deletes a record, or hides it (`deleted_at`) where others still point at it. Answers what `DELETE` answers. */
export async function removeRecord<T extends Table>(
  context: Context,
  table: T,
  noun: string,
  id: number,
  { hide = false, values = {} }: { hide?: boolean; values?: Values } = {},
): Promise<{ id: number; deleted: true }> {
  const before = await findRecord(context, table, noun, id, { lock: true });
  refuseOldVersion(context, before);
  const target = hide
    ? anyTable(context)
        .updateTable(table)
        .set({ ...values, deletedAt: new Date(context.now).toISOString() })
    : anyTable(context).deleteFrom(table);
  await target.where("businessId", "=", context.businessId).where("id", "=", id).execute();
  context.audit({ action: `${subjectOf(noun)}.deleted`, subject: subjectOf(noun), subjectId: id, before });
  return { id, deleted: true };
}

export function refuseOldVersion(context: Context, record: unknown) {
  const { version } = record as { version?: number };
  if (context.ifMatch !== null && version !== undefined && version !== context.ifMatch)
    throw new DomainError(preconditionFailed);
}

/**
 * One page of a table in the order of `order` (a column name, ascending or descending) and id.
 * `where` is added to "this business, not deleted".
 */
export async function listRecords<T extends Table>(
  context: Context,
  table: T,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  options: { where?: RawBuilder<unknown>[]; order?: string; descending?: boolean; hidesDeleted?: boolean } = {},
): Promise<Page<Row<T>>> {
  const { order = "id", descending = false, hidesDeleted = false } = options;
  const filters = [sql`business_id = ${context.businessId}`, ...(options.where ?? [])];
  if (hidesDeleted) filters.push(sql`deleted_at is null`);
  const counted = sql<{
    count: number;
  }>`select count(*) as count from ${sql.table(table)} where ${sql.join(filters, sql` and `)}`;
  if (cursor) {
    const [key, id] = decodeCursor(cursor, 2);
    const than = sql.raw(descending ? "<" : ">");
    filters.push(sql`(${sql.ref(order)}, id) ${than} (${key}, ${id})`);
  }
  const direction = sql.raw(descending ? "desc" : "asc");
  const { rows } = await sql<Row<T>>`
    select * from ${sql.table(table)} where ${sql.join(filters, sql` and `)}
    order by ${sql.ref(order)} ${direction}, id ${direction} limit ${limit + 1}`.execute(context.db);
  // A first page that is not full has said how many there are.
  const total = !cursor && rows.length <= limit ? rows.length : (await counted.execute(context.db)).rows[0]!.count;
  const items = rows.slice(0, limit);
  const last = items.at(-1) as Values | undefined;
  const key = order.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return {
    items,
    total,
    nextCursor: rows.length > limit && last ? encodeCursor([last[key] as string, last.id as number]) : null,
  };
}

/** `%`, `_` and `\` in what a person searches for are letters, not patterns. */
export const containing = (text: string) => `%${text.replace(/[\\%_]/g, (letter) => `\\${letter}`)}%`;

// Table names vary here, so Kysely's column types cannot help; the callers' types do.
const anyTable = (context: Context) => context.db as any;
/** "employee role" → `employee_role`, as the audit log calls it. */
const subjectOf = (noun: string) => noun.replaceAll(" ", "_");
const idOf = (row: unknown) => (row as { id?: number }).id ?? null;
