import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import type { ThriftyClient } from "./connection.ts";
import type { Db, Scope, Tables } from "./database.ts";
import { gathering } from "./gathering.ts";
import { Group, type Member, NotTogether } from "./grouped.ts";

/**
 * `first` answers the rows of the query of that name among the options. What `closing` is given is on its way already: the
 * commit follows at once, in the same write, and holds only if it succeeds.
 */
export type Work<Result> = (
  db: Db,
  first: () => Promise<unknown[]>,
  closing: (last: Promise<unknown>) => void,
) => Promise<Result>;
export type TransactionOptions = {
  /** Nothing is written, so its start travels with its first statement and nobody waits for its end. */
  readOnly?: boolean;
  attempts?: number;
  isolation?: "repeatable read";
  /** A constant query without values that travels with the start of the transaction; `work` gets its rows. Saves a round trip. */
  first?: string | undefined;
  /**
   * Whether it may share a transaction with others of the same scope while many are asked for (see grouped.ts): it is then
   * run again where the sharing fails. For short work that writes only what nobody else counts.
   */
  grouped?: boolean;
};

/** See `Database.transaction`. */
export async function transaction<Result>(
  pool: pg.Pool,
  scope: Scope,
  work: Work<Result>,
  { readOnly = false, attempts = 4, isolation, first, grouped }: TransactionOptions = {},
): Promise<Result> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await onConnection(pool, async (client) => {
        const { begun, rows } = begin(client, scope, { readOnly, isolation, first, grouped });
        // What is written must be inside for certain. Where `first` is asked for, as where nothing is written, only what a
        // business owns is touched: without the scope row-level security shows none of it and takes none.
        if (readOnly || first) begun.catch(() => {});
        else await begun;
        const last: Promise<unknown>[] = [];
        const result = await work(
          dbOf(client),
          () => rows,
          (statement) => void last.push(statement),
        );
        if (readOnly || last.length === 0) await begun;
        if (readOnly) {
          client.commitLater();
          client.release();
        } else await Promise.all([begun, ...last, commit(client)]);
        return result;
      });
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * (2 + Math.random() * 4)));
    }
  }
}

/** Lends a connection to `work`, which releases it. Where it fails, its transaction is rolled back. */
async function onConnection<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient & ThriftyClient) => Promise<Result>,
): Promise<Result> {
  const client = (await pool.connect()) as pg.PoolClient & ThriftyClient;
  try {
    return await work(client);
  } catch (error) {
    // Who did not wait for a statement learns of its refusal by the next one's, which says that something was refused.
    const cause = isAborted(error) ? (client.refusal ?? error) : error;
    await client.query("rollback").then(
      () => client.release(),
      // A connection that cannot even roll back is of no more use.
      (broken: Error) => client.release(broken),
    );
    throw cause;
  }
}

/** Runs what may share a transaction: the groups of a pool, by business and by what their transactions begin with. */
export function groupsOf(pool: pg.Pool) {
  const groups = new Map<string, (work: Work<unknown>) => Promise<unknown>>();
  function made(key: string, scope: Scope, options: TransactionOptions) {
    const run: (work: Work<unknown>) => Promise<unknown> = gathering(
      (one) => transaction(pool, scope, one, options),
      (works) => together(pool, scope, works, options),
      () => groups.get(key) === run && groups.delete(key),
    );
    groups.set(key, run);
    return run;
  }
  return <Result>(scope: Scope, work: Work<Result>, options: TransactionOptions): Promise<Result> => {
    const key = `${scope.businessId} ${options.first}`;
    const run = groups.get(key) ?? made(key, scope, options);
    return run(work as Work<unknown>) as Promise<Result>;
  };
}

/** Runs works in one transaction: all that they have written holds, or nothing of it (NotTogether). */
async function together(
  pool: pg.Pool,
  scope: Scope,
  works: Work<unknown>[],
  { first, grouped }: TransactionOptions,
): Promise<PromiseSettledResult<unknown>[]> {
  return onConnection(pool, async (client) => {
    const { begun, rows } = begin(client, scope, { first, grouped });
    const last: Promise<unknown>[] = [begun];
    const closing = (statement: Promise<unknown>) => {
      statement.catch(() => {});
      last.push(statement);
    };
    begun.catch(() => {});
    const { members } = new Group(client, works.length);
    const outcomes = await Promise.allSettled(
      works.map((work, place) => {
        const member = members[place]!;
        return member.run(() => work(dbOfMember(client, place, member), () => rows, closing));
      }),
    );
    // Who was refused may leave nothing behind, and shares a transaction with those who were not.
    if (outcomes.some(({ status }, place) => status === "rejected" && members[place]!.wrote)) throw new NotTogether();
    await Promise.all([...last, commit(client)]);
    return outcomes;
  }).catch((error) => {
    // What PostgreSQL has refused it has undone. Of a connection that broke nobody knows what became.
    throw error?.severity === "ERROR" || error instanceof RolledBack ? new NotTogether() : error;
  });
}

/**
 * One write and one round trip for all of it. Each is prepared once for a connection: parsed and planned every time, as
 * several statements in one text are, they took PostgreSQL 115 µs instead of 50.
 */
function begin(client: ThriftyClient, scope: Scope, { readOnly, isolation, first, grouped }: TransactionOptions) {
  const [settings, values] = settingsOf(scope, grouped);
  client.refusal = null;
  const started = client.constant(
    `begin${isolation ? ` isolation level ${isolation}` : ""}${readOnly ? " read only" : ""}`,
  );
  const entered = client.constant(settings, values);
  const read: Promise<unknown[]> = first
    ? client.constant(first).then(({ rows }: pg.QueryResult) => rows)
    : Promise.resolve([]);
  read.catch(() => {});
  return { begun: Promise.all([started, entered, read]), rows: read };
}

/** PostgreSQL answers `commit` with ROLLBACK, and no error, where a statement had failed and the failure was swallowed. */
async function commit(client: pg.PoolClient & ThriftyClient): Promise<void> {
  const { command } = await client.constant("commit");
  if (command !== "COMMIT") throw new RolledBack("The transaction was rolled back: a statement in it had failed");
  client.release();
}

class RolledBack extends Error {}

type Asking = Pick<ThriftyClient, "query" | "constant" | "batch"> & { readonly member?: Member };
const bound = new WeakMap<Asking, Db>();
const clients = new WeakMap<Db, Asking>();

/** What the statements of a transaction go through. */
export const askingThrough = (db: Db): Asking | undefined => clients.get(db);

/** Kysely on one connection, made once for each. */
function dbOf(client: Asking): Db {
  let db = bound.get(client);
  if (!db) {
    const connection = { query: (text: string, values: unknown[]) => client.query(text, values), release: () => {} };
    const pool = { connect: async () => connection, end: async () => {} } as unknown as pg.Pool;
    db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [camelCase] });
    bound.set(client, db);
    clients.set(db, client);
  }
  return db;
}

type Seat = Asking & { member: Member };
const seats = new WeakMap<pg.PoolClient, Seat[]>();

/** Kysely on a connection that is shared, made once for each place in a group. */
function dbOfMember(client: pg.PoolClient, place: number, member: Member): Db {
  let made = seats.get(client);
  if (!made) {
    made = [];
    seats.set(client, made);
  }
  made[place] ??= {
    member,
    query: (text: string, values: unknown[]) => made[place]!.member.query(text, values),
    constant: (text: string, values: unknown[] = []) => made[place]!.member.query(text, values),
    batch: (text: string, items: object[], rest: unknown[] = []) => made[place]!.member.batch(text, items, rest),
  };
  made[place].member = member;
  return dbOf(made[place]);
}

/** The statement that makes a transaction a business's, and its values. */
function settingsOf(
  { businessId, userId, onlyEmployeeId }: Scope,
  grouped?: boolean,
): [text: string, values: string[]] {
  const settings: [name: string, value: number | string | null][] = [
    ["app.business_id", businessId],
    ...(userId == null ? [] : [["app.user_id", userId] as [string, number]]),
    ...(onlyEmployeeId == null ? [] : [["app.employee_id", onlyEmployeeId] as [string, number]]),
    // Short work finds its rows by their keys. PostgreSQL would plan some of its statements anew for each set of values,
    // which takes longer than to run them.
    ...(grouped ? [["plan_cache_mode", "force_generic_plan"] as [string, string]] : []),
  ];
  return [
    `select ${settings.map(([name], place) => `set_config('${name}', $${place + 1}, true)`).join(", ")}`,
    settings.map(([, value]) => (value === null ? "" : String(value))),
  ];
}

const isAborted = (error: unknown) => (error as { code?: string })?.code === "25P02";

/** Serialisation failure and deadlock: PostgreSQL undid the transaction and it may be run again. */
export const isRetryable = (error: unknown) => ["40P01", "40001"].includes((error as { code?: string })?.code ?? "");

export const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true });
