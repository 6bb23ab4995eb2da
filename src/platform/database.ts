import { createHash } from "node:crypto";
import { CamelCasePlugin, Kysely, PostgresDialect, type Selectable, sql } from "kysely";
import pg from "pg";

/**
 * The tables, as TypeScript sees them. Each noun adds its own beside its SQL:
 * `declare module "../../platform/database.ts" { interface Tables { customers: CustomerTable } }`.
 * Columns are camelCase here and snake_case in PostgreSQL.
 */
// biome-ignore lint/suspicious/noEmptyInterface: filled by declaration merging
export interface Tables {}

export type Db = Kysely<Tables>;
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type Connection = string | { host: string; port?: number; user: string; database: string; password?: string };

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
  transaction<Result>(scope: Scope, work: (db: Db) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  close(): Promise<void>;
};
export type TransactionOptions = { readOnly?: boolean; attempts?: number; isolation?: "repeatable read" };

// Instants stay text: PostgreSQL's `2026-02-25 10:00:00+00` (the session runs in UTC) is one replacement away from ISO 8601,
// and no Date is made and printed again for each value. Dates and times of day stay text for the same reason.
const parsers: Record<number, (text: string) => unknown> = {
  20: Number, // int8: ids and counts, all below 2^53
  1184: (text) => instantText(text),
  1082: (text) => text,
  1083: (text) => text,
};
const instantText = (text: string) => {
  const seconds = `${text.slice(0, 10)}T${text.slice(11, 19)}`;
  const fraction =
    text.length > 22
      ? text
          .slice(19, -3)
          .slice(0, 4)
          .replace(/\.?0*$/, "")
      : "";
  return `${seconds}${fraction}Z`;
};
const types = {
  getTypeParser: (oid: number, format?: string) =>
    (format !== "binary" && parsers[oid]) || pg.types.getTypeParser(oid, format as "text"),
} as unknown as pg.CustomTypesConfig;

/** Names every parametrised statement after its text, so that PostgreSQL parses it once per connection (0.6–0.8× the time). */
class PreparingClient extends pg.Client {
  static names = new Map<string, string>();
  override query(query: any, values?: any, callback?: any): any {
    if (typeof query === "string" && Array.isArray(values) && values.length > 0) {
      let name = PreparingClient.names.get(query);
      if (!name && PreparingClient.names.size < 800) {
        name = `k${createHash("sha1").update(query).digest("base64url").slice(0, 20)}`;
        PreparingClient.names.set(query, name);
      }
      if (name) return super.query({ name, text: query, values }, callback);
    }
    return super.query(query, values, callback);
  }
}

export const poolSettings = (connection: Connection, max: number, name = "schedly"): pg.PoolConfig => ({
  ...(typeof connection === "string" ? { connectionString: connection } : connection),
  max,
  application_name: name,
  options: "-c timezone=UTC -c intervalstyle=iso_8601 -c jit=off",
  types,
});

export function openDatabase(
  connection: Connection,
  options: { max?: number; onError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    ...poolSettings(connection, options.max ?? 12),
    Client: PreparingClient,
  } as pg.PoolConfig);
  // Without a listener an idle connection that the server ends (57P01) would end this process.
  pool.on("error", (error) => options.onError?.(error));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
  return {
    db,
    pool,
    connection,
    transaction: (scope, work, transactionOptions) => transaction(db, scope, work, transactionOptions),
    close: () => db.destroy(),
  };
}

async function transaction<Result>(
  db: Db,
  scope: Scope,
  work: (db: Db) => Promise<Result>,
  { readOnly = false, attempts = 4, isolation }: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.connection().execute(async (connection) => {
        const begin = `begin${isolation ? ` isolation level ${isolation}` : ""}${readOnly ? " read only" : ""}`;
        // One round trip: numbers alone are put into the text.
        await sql.raw(`${begin};${settingsOf(scope)}`).execute(connection);
        try {
          const result = await work(connection);
          await sql.raw("commit").execute(connection);
          return result;
        } catch (error) {
          await sql
            .raw("rollback")
            .execute(connection)
            .catch(() => {});
          throw error;
        }
      });
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * (2 + Math.random() * 4)));
    }
  }
}

const settingsOf = ({ businessId, userId, onlyEmployeeId }: Scope) =>
  `select ${[
    setting("app.business_id", businessId),
    ...(userId == null ? [] : [setting("app.user_id", userId)]),
    ...(onlyEmployeeId == null ? [] : [setting("app.employee_id", onlyEmployeeId)]),
  ].join(",")}`;
const setting = (name: string, value: number | null) =>
  `set_config('${name}','${value === null ? "" : Math.trunc(value)}',true)`;

/** Moves the rest of the transaction into another business, for the few operations that make or join one. */
export const enterBusiness = (db: Db, businessId: number) =>
  sql`select set_config('app.business_id', ${String(businessId)}, true)`.execute(db);

/** Serialisation failure and deadlock: PostgreSQL undid the transaction and it may be run again. */
const isRetryable = (error: unknown) => ["40P01", "40001"].includes((error as { code?: string })?.code ?? "");

/** Refuses a role that row-level security does not bind: it would see every business. */
export async function refuseSuperuser(db: Db): Promise<void> {
  const { rows } = await sql<{ role: string; free: boolean }>`
    select rolname as role, rolsuper or rolbypassrls as free from pg_roles where rolname = current_user`.execute(db);
  if (rows[0]?.free) {
    throw new Error(
      `DATABASE_URL signs in as "${rows[0].role}", a role that bypasses row-level security, so one business could see another's data. ` +
        `Make a plain one: create role schedly login password '…'; create database schedly owner schedly;`,
    );
  }
}
