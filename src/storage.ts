import type { Config } from "./config.ts";
import type { Connection } from "./platform/connection.ts";
import { type Database, openDatabase, refuseUnfitServer } from "./platform/database.ts";
import type { Logger } from "./platform/log.ts";
import { startEmbedded } from "./platform/postgres/embedded.ts";
import { shown } from "./platform/postgres/errors.ts";
import { findRunning } from "./platform/postgres/running.ts";
import { explainUnreachable } from "./platform/unreachable.ts";

/** Where an installation keeps its data: a connected database, and how to let go of it. */
export type Storage = {
  database: Database;
  /** For people, without the password: "embedded PostgreSQL in ./data". */
  description: string;
  close(): Promise<void>;
};

/** `name` tells PostgreSQL who is connected; without one it is a serving process. */
export type StorageOptions = { beside?: boolean; name?: string };

/**
 * Connects to DATABASE_URL, else starts the embedded PostgreSQL in DATA_DIR. With `beside`, a database that a running
 * Schedly has started there is used instead of being refused as taken.
 *
 * @throws CannotServe, CannotStart, AlreadyRunning, each with one sentence for the operator
 */
export async function openStorage(
  config: Config,
  log: Logger,
  { beside = false, name }: StorageOptions = {},
): Promise<Storage> {
  const running = beside && !config.DATABASE_URL ? await findRunning(config.DATA_DIR) : null;
  const embedded =
    config.DATABASE_URL || running
      ? null
      : await startEmbedded(config.DATA_DIR, { log: (line) => log.info({ source: "postgres" }, line) });
  let database: Database | undefined;
  const close = async () => {
    await database?.close().catch((error) => log.warn({ err: error }, "Closing the database connections met an error"));
    await embedded?.stop();
  };
  try {
    const connection = (config.DATABASE_URL ?? running ?? embedded!.connection) as Connection;
    database = openDatabase(connection, {
      max: config.DATABASE_POOL,
      ...(name ? { name } : {}),
      onError: (error) => log.warn({ err: error }, "A database connection ended"),
    });
    await refuseUnfitServer(database.db);
    return { database, description: describe(config), close };
  } catch (error) {
    await close();
    throw config.DATABASE_URL ? explainUnreachable(error, hostOf(config.DATABASE_URL)) : error;
  }
}

const describe = (config: Config) =>
  config.DATABASE_URL
    ? `PostgreSQL at ${hostOf(config.DATABASE_URL)}`
    : `embedded PostgreSQL in ${shown(config.DATA_DIR)}`;

/** `db.example.com:5432/schedly`: what may be shown of a DATABASE_URL. */
function hostOf(url: string): string {
  const [, host, database = ""] = /^\w+:\/\/(?:[^@/]*@)?([^/?]*)(\/[^?]*)?/.exec(url) ?? [];
  const socket = new URLSearchParams(url.split("?")[1]).get("host");
  return `${host || socket || "localhost"}${database}`;
}
