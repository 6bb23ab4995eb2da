import { readdirSync, readFileSync } from "node:fs";
import { sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type { Db } from "./database.ts";

/** Runs the SQL files that have not run yet, in order, each once, all or none; processes that start together wait. */
export async function migrate(db: Db, folder: URL): Promise<string[]> {
  const migrator = new Migrator({
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => sqlFiles(folder) },
    migrationTableName: "schema_migrations",
    migrationLockTableName: "schema_migrations_lock",
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw new Error(`The database could not be migrated: ${(error as Error).message}`, { cause: error });
  return results.filter(({ status }) => status === "Success").map(({ migrationName }) => migrationName);
}

const sqlFiles = (folder: URL): Record<string, Migration> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith(".sql"))
      .map((file) => {
        const text = readFileSync(new URL(file, folder), "utf8");
        return [file.slice(0, -".sql".length), { up: (db) => sql.raw(text).execute(db) as Promise<never> }];
      }),
  );
