import { createHash } from "node:crypto";
import { CamelCasePlugin, CompiledQuery, Kysely, PostgresDialect, type Selectable, sql } from "kysely";
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
  transaction<Result>(
    scope: Scope,
    work: (db: Db, first: unknown[]) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  close(): Promise<void>;
};
export type TransactionOptions = {
  readOnly?: boolean;
  attempts?: number;
  isolation?: "repeatable read";
  /** A constant query that travels with the start of the transaction; `work` gets its rows. Saves a round trip. */
  first?: string | undefined;
};

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

/** What a serving process is called in pg_stat_activity. */
export const serverName = "schedly";

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });

export const poolSettings = (connection: Connection, max: number, name = serverName): pg.PoolConfig => ({
  ...(typeof connection === "string" ? { connectionString: connection } : connection),
  max,
  application_name: name,
  // A server that does not answer becomes an error that says so, instead of requests that wait for ever.
  connectionTimeoutMillis: 10_000,
  keepAlive: true,
  // A client that stops in the middle of an upload or download must not keep a connection and its locks.
  options: "-c timezone=UTC -c intervalstyle=iso_8601 -c jit=off -c idle_in_transaction_session_timeout=60000",
  types,
});

export function openDatabase(
  connection: Connection,
  options: { max?: number; name?: string; onError?: (error: Error) => void } = {},
): Database {
  const pool = new pg.Pool({
    ...poolSettings(connection, options.max ?? 12, options.name),
    Client: PreparingClient,
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
  return {
    db,
    pool,
    connection,
    transaction: (scope, work, transactionOptions) => transaction(pool, scope, work, transactionOptions),
    close: () => {
      closing = true;
      return db.destroy();
    },
  };
}

async function transaction<Result>(
  pool: pg.Pool,
  scope: Scope,
  work: (db: Db, first: unknown[]) => Promise<Result>,
  { readOnly = false, attempts = 4, isolation, first }: TransactionOptions = {},
): Promise<Result> {
  // One round trip for all of it: numbers alone are put into the text.
  const begin = `begin${isolation ? ` isolation level ${isolation}` : ""}${readOnly ? " read only" : ""};${settingsOf(scope)}${first ? `;${first}` : ""}`;
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    try {
      // Several statements give several results, though pg's types know of one.
      const begun = (await client.query(begin)) as unknown as { rows: unknown[] }[];
      const result = await work(dbOf(client), first ? begun[2]!.rows : []);
      // Nothing can be lost of what was only read, so nobody waits for its end.
      if (readOnly) end(client);
      else await commit(client);
      return result;
    } catch (error) {
      await client.query("rollback").then(
        () => client.release(),
        // A connection that cannot even roll back is of no more use.
        (broken: Error) => client.release(broken),
      );
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * (2 + Math.random() * 4)));
    }
  }
}

const end = (client: pg.PoolClient) =>
  void client.query("commit").then(
    () => client.release(),
    (broken: Error) => client.release(broken),
  );

/** PostgreSQL answers `commit` with ROLLBACK, and no error, where a statement had failed and the failure was swallowed. */
async function commit(client: pg.PoolClient): Promise<void> {
  const { command } = await client.query("commit");
  if (command !== "COMMIT") throw new Error("The transaction was rolled back: a statement in it had failed");
  client.release();
}

const bound = new WeakMap<pg.PoolClient, Db>();
const clients = new WeakMap<Db, pg.PoolClient>();

/** Kysely on one connection, made once for each. */
function dbOf(client: pg.PoolClient): Db {
  let db = bound.get(client);
  if (!db) {
    const connection = { query: client.query.bind(client), release: () => {} };
    const pool = { connect: async () => connection, end: async () => {} } as unknown as pg.Pool;
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [camelCase] });
    bound.set(client, db);
    clients.set(db, client);
  }
  return db;
}

const settingsOf = ({ businessId, userId, onlyEmployeeId }: Scope) =>
  `select ${[
    setting("app.business_id", businessId),
    ...(userId == null ? [] : [setting("app.user_id", userId)]),
    ...(onlyEmployeeId == null ? [] : [setting("app.employee_id", onlyEmployeeId)]),
  ].join(",")}`;
const setting = (name: string, value: number | null) =>
  `set_config('${name}','${value === null ? "" : Math.trunc(value)}',true)`;

/**
 * Runs hand-written SQL as it is: no builder and no renaming of columns, which cost more than PostgreSQL itself takes for a
 * small statement. For the few statements of hot paths; the text must be a constant.
 */
export async function prepared<Result>(db: Db, text: string, values: unknown[]): Promise<Result[]> {
  const client = clients.get(db);
  if (client) return (await client.query(text, values)).rows as Result[];
  return (await db.withoutPlugins().executeQuery<Result>(CompiledQuery.raw(text, values))).rows;
}

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

/** Serialisation failure and deadlock: PostgreSQL undid the transaction and it may be run again. */
export const isRetryable = (error: unknown) => ["40P01", "40001"].includes((error as { code?: string })?.code ?? "");

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
