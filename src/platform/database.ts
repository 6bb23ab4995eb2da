import { CompiledQuery, Kysely, PostgresDialect, type Selectable, sql } from "kysely";
import pg from "pg";
import { type Connection, poolSettings, ThriftyClient } from "./connection.ts";
import { askingThrough, camelCase, groupsOf, type TransactionOptions, transaction, type Work } from "./transaction.ts";

/**
 * The tables, as TypeScript sees them. Each noun adds its own beside its SQL:
 * `declare module "../../platform/database.ts" { interface Tables { customers: CustomerTable } }`.
 * Columns are camelCase here and snake_case in PostgreSQL.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Tables {}

export type Db = Kysely<Tables>;
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;

/** Whose rows a transaction may see. PostgreSQL's row-level security reads these, see migrations/0001. */
export type Scope = {
  businessId: number | null;
  userId?: number | null;
  /** Set for members who may see their own calendar and customers alone. */
  onlyEmployeeId?: number | null;
};

export type Database = {
  db: Db;
  pool: pg.Pool;
  connection: Connection;
  /** Runs `work` in one transaction that sees one business. Retries what PostgreSQL asks to be retried. */
  transaction<Result>(scope: Scope, work: Work<Result>, options?: TransactionOptions): Promise<Result>;
  close(): Promise<void>;
};
export function openDatabase(
  connection: Connection,
  options: { max?: number; name?: string; onError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    ...poolSettings(connection, options.max ?? 12, options.name),
    Client: ThriftyClient,
    pipeline: true,
  } as pg.PoolConfig);
  // Without a listener a connection that the server ends (57P01) would end this process: an idle one, or one between two
  // statements of its work. When we close, the server may be quicker than our goodbye.
  let closing = false;
  const ended = (error: Error) => closing || options.onError?.(error);
  pool.on("error", ended);
  pool.on("connect", (client) => client.on("error", ended));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [camelCase],
  });
  const grouped = groupsOf(pool);
  return {
    db,
    pool,
    connection,
    transaction: (scope, work, transactionOptions) =>
      transactionOptions?.grouped && scope.userId == null && scope.onlyEmployeeId == null
        ? grouped(scope, work, transactionOptions)
        : transaction(pool, scope, work, transactionOptions),
    close: () => {
      closing = true;
      return db.destroy();
    },
  };
}

/**
 * Runs hand-written SQL as it is: no builder and no renaming of columns, which cost more than PostgreSQL itself takes for a
 * small statement. For the few statements of hot paths; the text must be a constant.
 */
export async function prepared<Result>(db: Db, text: string, values: unknown[]): Promise<Result[]> {
  const client = askingThrough(db);
  if (client) return (await client.constant(text, values)).rows as Result[];
  return (await db.withoutPlugins().executeQuery<Result>(CompiledQuery.raw(text, values))).rows;
}

/**
 * The same for a statement over a list of items, which takes them as `$1::jsonb`, each with its `place` in the list, and
 * `rest` as `$2` and so on. Where several works share a transaction and ask the same at the same moment, it is asked once
 * for all of them: an insert of four appointments takes PostgreSQL little longer than one of one. Rows that it answers
 * must tell the `place` of their item.
 */
export async function batched<Result>(
  db: Db,
  text: string,
  items: object[],
  rest: unknown[] = [],
): Promise<(Result & { place: number })[]> {
  const client = askingThrough(db);
  if (client) return (await client.batch(text, items, rest)).rows;
  const list = JSON.stringify(items.map((item, place) => ({ ...item, place })));
  return (await db.withoutPlugins().executeQuery<never>(CompiledQuery.raw(text, [list, ...rest]))).rows;
}

/** The same for whole rows of a table, as TypeScript sees them. */
export async function batchedRows<Table extends keyof Tables>(
  db: Db,
  text: string,
  items: object[],
  rest: unknown[] = [],
): Promise<Row<Table>[]> {
  const rows = await batched<Record<string, unknown>>(db, text, items, rest);
  return rows.map(({ place, ...row }) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [namesInTypeScript.of(name), value])),
  ) as unknown as Row<Table>[];
}

/**
 * The same object for all works that share a transaction, by which to keep what they have to know of each other; nothing
 * for one that has a transaction of its own.
 */
export const sharedBy = (db: Db): object | undefined => askingThrough(db)?.member?.group;

/** The names of columns, renamed once each: there are some hundreds of them. */
const namesInTypeScript = {
  known: new Map<string, string>(),
  of(column: string): string {
    let name = this.known.get(column);
    if (!name) {
      name = column.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
      this.known.set(column, name);
    }
    return name;
  },
};

/**
 * Moves the rest of the transaction into another business, for the few operations that make or join one. What bound the
 * caller to their own records there does not apply here.
 */
export const enterBusiness = (db: Db, businessId: number) =>
  sql`select set_config('app.business_id', ${String(businessId)}, true), set_config('app.employee_id', '', true)`.execute(
    db,
  );

/** Lets the rest of the transaction see which businesses this user belongs to, for signing in. */
export const actAsUser = (db: Db, userId: number) =>
  sql`select set_config('app.user_id', ${String(userId)}, true)`.execute(db);

/**
 * Lifts, for `work` alone, the limit of a member who may see their own calendar and customers alone. For decisions that
 * need the whole business: is this customer known already, does anybody still expect them?
 */
export async function seeingAll<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  const { rows } = await sql<{ own: string | null }>`
    select current_setting('app.employee_id', true) as own, set_config('app.employee_id', '', true)`.execute(db);
  const result = await work();
  // A failure ends the transaction, or the savepoint around it; the setting goes with it.
  await sql`select set_config('app.employee_id', ${rows[0]!.own ?? ""}, true)`.execute(db);
  return result;
}

/** Refuses a server that is too old, and a role that row-level security does not bind: it would see every business. */
export async function refuseUnfitServer(db: Db): Promise<void> {
  const { rows } = await sql<{ role: string; free: boolean; version: string; number: number }>`
    select rolname as role, rolsuper or rolbypassrls as free, current_setting('server_version') as version,
      current_setting('server_version_num')::int as number
    from pg_roles where rolname = current_user`.execute(db);
  const { role, free, version, number } = rows[0]!;
  if (number < 150_000) throw new CannotServe(`PostgreSQL ${version} is too old: Schedly needs version 15 or newer.`);
  if (free) {
    throw new CannotServe(
      `DATABASE_URL signs in as "${role}", a role that bypasses row-level security, so one business could see another's data. ` +
        `Make a plain one: create role schedly login password '…'; create database schedly owner schedly;`,
    );
  }
}

/** A database that cannot be used, in one sentence for the operator. */
export class CannotServe extends Error {
  override name = "CannotServe";
}
