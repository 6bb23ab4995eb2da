import { createHash } from "node:crypto";
import pg from "pg";
import { carryFlights, Flight, type Shapes, type Statement } from "./flight.ts";

export type Connection = string | { host: string; port?: number; user: string; database: string; password?: string };

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

// Instants stay text: PostgreSQL's `2026-02-25 10:00:00+00` (the session runs in UTC) is one replacement away from ISO 8601,
// and no Date is made and printed again for each value. Dates and times of day stay text for the same reason.
const parsers: Record<number, (text: string) => unknown> = {
  20: Number, // int8: ids and counts, all below 2^53
  1016: (text) => (text === "{}" ? [] : text.slice(1, -1).split(",").map(Number)), // int8[], never with nulls
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

/**
 * A connection that talks little: writing to the socket, and being woken up by answers, costs this process more than all of
 * its own work for a request.
 *
 * - Every parametrised statement is named after its text, so that PostgreSQL parses it once per connection (0.6–0.8× the time).
 * - What is asked in one turn of the event loop is one flight: one write, and one answer.
 * - The `commit` of a transaction that only read travels with whatever is asked next, or follows within two milliseconds.
 */
export class ThriftyClient extends pg.Client {
  static names = new Map<string, string>();
  readonly #shapes: Shapes = new Map();
  #flight: Flight | null = null;
  #owesCommit = false;
  /** The first statement that PostgreSQL refused in the transaction that is open: all behind it fail for that alone (25P02). */
  refusal: Error | null = null;

  constructor(config?: pg.ClientConfig) {
    super(config);
    carryFlights(this);
  }

  /** Ends a transaction that has read something, when it suits. It holds no snapshot and no row meanwhile. */
  commitLater() {
    this.#owesCommit = true;
    setTimeout(() => this.#commitNow(), 2);
  }
  #commitNow() {
    if (!this.#owesCommit) return;
    this.#owesCommit = false;
    // A connection that is gone has ended its transactions too; the pool hears of it by itself.
    this.#boarding().add({ name: nameOf("commit"), text: "commit", values: [], answered: () => {} });
  }

  #boarding(): Flight {
    if (!this.#flight) {
      this.#flight = new Flight(this.#shapes, types, (error) => {
        this.refusal ??= error;
      });
      process.nextTick(() => this.#depart());
    }
    return this.#flight;
  }
  #depart() {
    const flight = this.#flight;
    this.#flight = null;
    if (flight) super.query(flight);
  }

  override query(query: any, values?: any, callback?: any): any {
    if (typeof query === "string" && Array.isArray(values) && values.length > 0)
      return this.constant(query, values, callback);
    this.#commitNow();
    this.#depart();
    // To a savepoint or as a whole: what comes next fails for reasons of its own.
    if (typeof query === "string" && query.startsWith("rollback")) this.refusal = null;
    return super.query(query, values, callback);
  }

  /** A statement whose text is always the same, with values or without. */
  constant(text: string, values: unknown[] = [], answered?: Statement["answered"], asker?: object): any {
    this.#commitNow();
    const name = nameOf(text);
    if (answered) return this.#boarding().add({ name, text, values, answered }, asker);
    return new Promise((resolve, reject) => {
      this.#boarding().add({ name, text, values, answered: settling(resolve, reject) }, asker);
    });
  }

  /** A statement over a list of items, which may leave as one with those of others who share the transaction. */
  batch(text: string, items: object[], rest: unknown[] = [], asker?: object): Promise<pg.QueryResult> {
    this.#commitNow();
    return new Promise((resolve, reject) => {
      this.#boarding().addBatch({ name: nameOf(text), text, items, rest, answered: settling(resolve, reject) }, asker);
    });
  }
}

const settling =
  (resolve: (result: pg.QueryResult) => void, reject: (error: Error) => void): Statement["answered"] =>
  (error, result) =>
    error ? reject(error) : resolve(result as pg.QueryResult);

/** What PostgreSQL keeps a statement under; nothing for what comes after the first 800. */
function nameOf(text: string): string | undefined {
  let name = ThriftyClient.names.get(text);
  if (!name && ThriftyClient.names.size < 800) {
    name = `k${createHash("sha1").update(text).digest("base64url").slice(0, 20)}`;
    ThriftyClient.names.set(text, name);
  }
  return name;
}

/** What a serving process is called in pg_stat_activity. */
export const serverName = "schedly";
