import { createHash, type Hash } from "node:crypto";
import type { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { Database } from "../platform/database.ts";
import { appliedMigrations } from "../platform/migrate.ts";
import { isKeyOf } from "../platform/secrets.ts";
import { version } from "../version.ts";
import { readSequences, readTables, type Table } from "./catalog.ts";
import { connectForCopy, enter } from "./connect.ts";
import { type Block, endOfBlock, formatVersion, type Header, jobsName, type Summary } from "./format.ts";

export type Written = { rows: Record<string, number>; businesses: number };

/**
 * Writes an installation as it is at this instant, in constant memory, while others go on working on it.
 *
 * @param key the encryption key, to go into the backup; without it the backup needs the key from elsewhere
 */
export async function writeBackup(database: Database, out: Writable, { key }: { key?: Buffer } = {}): Promise<Written> {
  const migrations = await appliedMigrations(database.db);
  if (migrations.length === 0) throw new Error("There is nothing to back up: this database holds no Schedly.");
  const client = await connectForCopy(database);
  try {
    await client.query("begin isolation level repeatable read read only");
    const keyCheck = await readKeyCheck(client);
    if (key && keyCheck !== null && !isKeyOf(keyCheck, key))
      throw new Error("The encryption key at hand is not the one this database was made with.");
    const header: Header = {
      schedly: "backup",
      format: formatVersion,
      version,
      createdAt: new Date().toISOString(),
      migrations,
      keyCheck,
      ...(key ? { key: key.toString("hex") } : {}),
    };
    const tally = { rows: {} as Record<string, number>, businesses: 0 };
    await pipeline(lines(client, header, tally), createGzip(), out);
    await client.query("commit");
    return tally;
  } finally {
    await client.end();
  }
}

async function readKeyCheck(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query("select value from installation where name = 'key_check'");
  return rows[0]?.value ?? null;
}

async function* lines(client: pg.Client, header: Header, tally: Written): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  const line = (value: object) => hashed(hash, Buffer.from(`${JSON.stringify(value)}\n`));
  yield line(header);

  const tables = await readTables(client);
  for (const table of tables) tally.rows[table.name] = 0;
  for (const table of tables.filter(({ perBusiness }) => !perBusiness)) {
    yield line({ table: table.name, columns: table.columns } satisfies Block);
    yield* rowsOf(client, selection(table), hash, tally, table.name);
  }

  const protectedTables = tables.filter(({ perBusiness }) => perBusiness);
  const last = await lastBusiness(client);
  for (let business = 0; business <= last; business++) {
    await enter(client, business);
    const filled = new Set(await tablesWithRows(client, protectedTables));
    if (filled.has("businesses")) tally.businesses++;
    for (const table of protectedTables.filter(({ name }) => filled.has(name))) {
      yield line({ table: table.name, business, columns: table.columns } satisfies Block);
      yield* rowsOf(client, selection(table), hash, tally, table.name);
    }
  }

  yield line({ jobs: true, columns: jobColumns } satisfies Block);
  yield* rowsOf(client, jobSelection, hash, tally, jobsName);

  // Sequences do not belong to the snapshot: read last, they are past every id in it.
  yield line({ rows: tally.rows, sequences: await readSequences(client) } satisfies Summary);
  yield Buffer.from(`${JSON.stringify({ end: true, sha256: hash.digest("hex") })}\n`);
}

async function* rowsOf(client: pg.Client, query: string, hash: Hash, tally: Written, name: string) {
  let count = 0;
  for await (const chunk of client.query(copyTo(`copy (${query}) to stdout`)) as AsyncIterable<Buffer>) {
    count += countLines(chunk);
    yield hashed(hash, chunk);
  }
  tally.rows[name] = (tally.rows[name] ?? 0) + count;
  yield hashed(hash, Buffer.from(endOfBlock));
}

const selection = ({ name, columns }: Table) => `select ${columns.map(quoted).join(", ")} from ${quoted(name)}`;

/** Every id that was ever given out is tried, so nothing is missed, whatever became of a business. */
async function lastBusiness(client: pg.Client): Promise<number> {
  const { rows } = await client.query(
    `select greatest((select coalesce(max(business_id), 0) from subdomains),
       (select coalesce(last_value, 0) from pg_sequences
        where format('%I.%I', schemaname, sequencename)::regclass = pg_get_serial_sequence('businesses', 'id')::regclass))::text as last`,
  );
  return Number(rows[0].last);
}

async function tablesWithRows(client: pg.Client, tables: Table[]): Promise<string[]> {
  const probes = tables.map(({ name }) => `case when exists (select from ${quoted(name)}) then ${literal(name)} end`);
  const { rows } = await client.query({
    name: "tables-with-rows",
    text: `select array_remove(array[${probes.join(", ")}], null) as names`,
  });
  return rows[0].names;
}

/**
 * What a queue needs to do the work later. A job that is being done counts as undone: its transaction is not in the
 * snapshot. pg-boss's own jobs are left out, it makes them again.
 */
const jobColumns = ["id", "name", "data", "priority", "start_after", "singleton_key"];
const jobSelection = `select ${jobColumns.join(", ")} from jobs.job
  where state in ('created', 'retry', 'active') and not starts_with(name, '__pgboss') order by name, id`;

const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;

function hashed(hash: Hash, bytes: Buffer): Buffer {
  hash.update(bytes);
  return bytes;
}

/** Within a row COPY writes line breaks as `\n`. */
function countLines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count++;
  return count;
}
