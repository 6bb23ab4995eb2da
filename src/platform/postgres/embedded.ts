/**
 * The PostgreSQL that comes with Schedly: real server binaries from npm, started as a child of this process and
 * reachable only through a private socket. An operator who sets DATABASE_URL never gets here.
 *
 * What a data folder holds afterwards:
 *
 *     data/postgres.log              what PostgreSQL has to say, bounded in size
 *     data/postgres/18/              the cluster, one folder per major version
 *     data/postgres/lock, lock.pid   who uses it
 *     data/postgres/runtime-…/       a copy of the binaries, only where those in node_modules are out of reach
 *
 * Started as root, PostgreSQL runs as another user; where that user cannot reach the data folder, `data/postgres` is
 * a symbolic link to the place that was chosen instead (see home.ts).
 */
import path from "node:path";
import { createCluster } from "./cluster.ts";
import { type Connection, prepareDatabase } from "./database.ts";
import { findHome } from "./home.ts";
import { takeLock } from "./lock.ts";
import { findRuntime } from "./runtime.ts";
import { startServer } from "./server.ts";

export { AlreadyRunning, CannotStart } from "./errors.ts";
export type { Connection };

export type EmbeddedPostgres = {
  /** Connection settings for the application's role, which is no superuser: row-level security binds it. */
  connection: Connection;
  /** The same for the superuser; for this launcher and for tests alone. */
  admin: Connection;
  /** Stops the server and frees the data folder. Close pools first. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL on the cluster in `dataDir/postgres`, creating both on the first start, and gives back how to
 * connect. Neither the server nor this handle keeps the process alive.
 *
 * @param options.log receives the launcher's own rare lines; PostgreSQL's go to `dataDir/postgres.log`.
 * @throws AlreadyRunning when another process uses this folder
 * @throws CannotStart with a sentence for the operator: no binaries for this platform, a cluster of another major
 * version or of another user, a folder that cannot be written
 */
export async function startEmbedded(
  dataDir: string,
  options: { log?: (line: string) => void } = {},
): Promise<EmbeddedPostgres> {
  const folder = path.resolve(dataDir);
  const log = options.log ?? (() => {});
  const { home, account } = findHome(folder, log);
  const lock = takeLock(home, folder);
  try {
    const runtime = findRuntime(home, account);
    const cluster = await createCluster(home, runtime, account);
    const server = await startServer({ cluster, runtime, account, logFile: path.join(folder, "postgres.log"), log });
    try {
      const connection = await prepareDatabase(server.admin);
      const stop = async () => {
        await server.stop();
        lock.release();
      };
      return { connection, admin: server.admin, stop };
    } catch (error) {
      await server.stop();
      throw error;
    }
  } catch (error) {
    lock.release();
    throw error;
  }
}
