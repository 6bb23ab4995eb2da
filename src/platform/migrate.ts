import { readdirSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { CannotServe, type Db } from "./database.ts";

const table = "schema_migrations";

/**
 * Runs the SQL files that have not run yet, in order, each once, all or none; processes that start together wait.
 * With `upTo` it stops after that one, as a restored backup of an older version needs.
 */
export async function migrate(db: Db, folder: URL, upTo?: string): Promise<string[]> {
  const migrator = new Migrator({
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => sqlFiles(folder) },
    migrationTableName: table,
    migrationLockTableName: `${table}_lock`,
  });
  const { error, results = [] } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest());
  if (error) throw explain(error as Error);
  return results.filter(({ status }) => status === "Success").map(({ migrationName }) => migrationName);
}

/** The migrations that this version knows, in order. */
export const migrationNames = (folder: URL): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".sql"))
    .map((file) => file.slice(0, -".sql".length))
    .sort();

/** Those that a database has seen; none where Schedly never was. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const { rows: found } = await sql<{ found: boolean }>`select to_regclass(${table}) is not null as found`.execute(db);
  if (!found[0]!.found) return [];
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(table)} order by name`.execute(db);
  return rows.map(({ name }) => name);
}

const sqlFiles = (folder: URL): Record<string, Migration> =>
  Object.fromEntries(
    migrationNames(folder).map((name) => {
      const text = readFileSync(new URL(`${name}.sql`, folder), "utf8");
      return [name, { up: (db) => sql.raw(text).execute(db) as Promise<never> }];
    }),
  );

function explain(error: Error & { code?: string }): Error {
  const { message, code } = error;
  if (message.startsWith("corrupted migrations"))
    return new CannotServe("This database was last used by a newer Schedly: start that version, or a newer one.", {
      cause: error,
    });
  if (code === "42501")
    return new CannotServe(
      `The role of DATABASE_URL may not set up the database (${message}): make it the database's owner.`,
      { cause: error },
    );
  return new Error(`The database could not be migrated: ${message}`, { cause: error });
}
