import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { serverName } from "../platform/connection.ts";
import type { Database } from "../platform/database.ts";
import { appliedMigrations, migrate, migrationNames } from "../platform/migrate.ts";
import { type ForeignKey, readForeignKeys, readTables, type Table } from "./catalog.ts";
import { connectForCopy } from "./connect.ts";
import { BadBackup, type Block, type Header, jobsName, type Summary } from "./format.ts";
import { type JobKeeper, restoreJobs } from "./jobs.ts";
import { type Backup, openBackup } from "./read.ts";

export type Restored = { header: Header; rows: Record<string, number>; skippedJobs: number };

export type RestoreTools = {
  database: Database;
  /** The folder of this version's migrations. */
  migrations: URL;
  /** Refuses a header whose key is not at hand. */
  checkKey(header: Header): void;
  /** Makes the queues and gives back how to fill them; called once the tables are there. */
  openJobs(): Promise<JobKeeper>;
  /** Called when everything is in place, just before it becomes visible. */
  beforeCommit(header: Header): void;
};

/**
 * Fills an empty installation from a backup, in constant memory and in one transaction: whole or not at all. A backup
 * of an older version is brought up to date afterwards.
 *
 * @throws BadBackup when the file is damaged, of a newer version, or of another key; Error when there is data already
 */
export async function restoreBackup(input: Readable, tools: RestoreTools): Promise<Restored> {
  const unpacked = createGunzip();
  // Whichever side fails, the reader meets the error.
  pipeline(input, unpacked).catch(() => {});
  const backup = openBackup(unpacked);
  const header = await backup.header();
  await prepareTables(header, tools);
  tools.checkKey(header);
  const { rows, skippedJobs } = await load(backup, header, tools);
  unpacked.destroy();
  await migrate(tools.database.db, tools.migrations);
  await analyze(tools.database);
  return { header, rows, skippedJobs };
}

/** The tables as they were in the version that wrote the backup. */
async function prepareTables({ migrations, version }: Header, { database, migrations: folder }: RestoreTools) {
  const known = migrationNames(folder);
  if (migrations.some((name) => !known.includes(name)))
    throw new BadBackup(`This backup was made by a newer Schedly (${version}): restore it with that version.`);
  const applied = await appliedMigrations(database.db);
  if (applied.some((name) => !migrations.includes(name)))
    throw new Error(
      "This database was set up by a newer Schedly than the backup's: restore into one where Schedly never ran.",
    );
  await migrate(database.db, folder, migrations.at(-1));
}

async function load(backup: Backup, header: Header, tools: RestoreTools) {
  const jobs = await tools.openJobs();
  const client = await connectForCopy(tools.database);
  try {
    await client.query("begin");
    await refuseOthers(client);
    const tables = await readTables(client);
    const foreignKeys = await readForeignKeys(client);
    await open(client, tables, foreignKeys);
    await refuseData(client, tables);
    const { summary, rows, skippedJobs } = await readBlocks(backup, client, tables, jobs);
    await backup.verifyEnd();
    refuseMiscount(summary, rows);
    await continueSequences(client, summary);
    await close(client, tables, foreignKeys);
    tools.beforeCommit(header);
    await client.query("commit");
    return { rows, skippedJobs };
  } finally {
    // Before the commit this undoes everything.
    await client.end();
    await jobs.close();
  }
}

/** An embedded database cannot be shared; here somebody may serve from it while we fill it. */
async function refuseOthers(client: pg.Client) {
  const { rows } = await client.query(
    `select exists (select from pg_stat_activity where datname = current_database() and usename = current_user
       and (application_name = '${serverName}' or application_name = 'schedly-jobs' and query ilike 'listen%')) as others`,
  );
  if (rows[0].others) throw new Error("Schedly is running on this database: stop it before you restore.");
}

/**
 * Inside this transaction, and for nobody else, the tables lie open: the owner's rows are no longer filtered (COPY FROM
 * and the test for emptiness need that), and foreign keys are gone until everything is there.
 */
async function open(client: pg.Client, tables: Table[], foreignKeys: ForeignKey[]) {
  for (const { table, name } of foreignKeys)
    await client.query(`alter table ${table} drop constraint ${client.escapeIdentifier(name)}`);
  for (const { name, perBusiness } of tables) {
    const table = client.escapeIdentifier(name);
    await client.query(`lock table ${table}; alter table ${table} disable trigger user`);
    if (perBusiness) await client.query(`alter table ${table} no force row level security`);
  }
}

/** Foreign keys first: checking them takes sight of every row. */
async function close(client: pg.Client, tables: Table[], foreignKeys: ForeignKey[]) {
  for (const { table, name, definition } of foreignKeys)
    await client.query(`alter table ${table} add constraint ${client.escapeIdentifier(name)} ${definition}`);
  for (const { name, perBusiness } of tables) {
    const table = client.escapeIdentifier(name);
    await client.query(`alter table ${table} enable trigger user`);
    if (perBusiness) await client.query(`alter table ${table} force row level security`);
  }
}

/** Facts about the installation itself (its key, its clock) do not make it a used one; the backup's replace them. */
async function refuseData(client: pg.Client, tables: Table[]) {
  for (const { name } of tables) {
    if (name === "installation") continue;
    const { rows } = await client.query(`select exists (select from ${client.escapeIdentifier(name)}) as used`);
    if (rows[0].used)
      throw new Error(
        `This installation is not empty (there are ${name.replaceAll("_", " ")}): restore into a new one.`,
      );
  }
  await client.query("delete from installation");
}

async function readBlocks(backup: Backup, client: pg.Client, tables: Table[], jobs: JobKeeper) {
  const rows: Record<string, number> = Object.fromEntries(tables.map(({ name }) => [name, 0]));
  let skippedJobs = 0;
  for (;;) {
    const block = await backup.next();
    if ("rows" in block) return { summary: block, rows, skippedJobs };
    if ("jobs" in block) {
      const { restored, skipped } = await restoreJobs(client, block.columns, backup.rows(), jobs);
      rows[jobsName] = restored + skipped;
      skippedJobs = skipped;
    } else {
      rows[block.table] = (rows[block.table] ?? 0) + (await copyBlock(backup, client, tables, block));
    }
  }
}

async function copyBlock(
  backup: Backup,
  client: pg.Client,
  tables: Table[],
  { table, columns }: Block & { table: string },
) {
  if (!tables.some(({ name }) => name === table)) throw backup.damaged();
  const names = columns.map((name) => client.escapeIdentifier(name)).join(", ");
  const copy = client.query(copyFrom(`copy ${client.escapeIdentifier(table)} (${names}) from stdin`));
  await pipeline(Readable.from(backup.rows()), copy);
  return (copy as unknown as { rowCount: number }).rowCount;
}

function refuseMiscount({ rows: promised }: Summary, rows: Record<string, number>) {
  for (const [name, count] of Object.entries(promised)) {
    if ((rows[name] ?? 0) !== count)
      throw new BadBackup(
        `This backup is damaged: of ${count} ${name} it holds ${rows[name] ?? 0}. Nothing was restored.`,
      );
  }
}

/** No id is given out twice, not even one whose record was deleted before the backup. */
async function continueSequences(client: pg.Client, { sequences }: Summary) {
  for (const { table, column, last } of sequences) {
    if (last === 0) continue;
    await client.query("select setval(pg_get_serial_sequence($1, $2), $3)", [
      client.escapeIdentifier(table),
      column,
      last,
    ]);
  }
}

/** Until the server has looked at the new rows it would plan for empty tables. */
async function analyze(database: Database) {
  const client = await connectForCopy(database);
  try {
    for (const { name } of await readTables(client)) await client.query(`analyze ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}
