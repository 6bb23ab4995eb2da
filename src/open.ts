import { mkdirSync } from "node:fs";
import { sql } from "kysely";
import { type App, jobs as jobList, jobTools, subscribers } from "./app.ts";
import { type Config, publicUrlOf } from "./config.ts";
import { dispatch, dispatchEvents } from "./domain/events/dispatch.ts";
import { type Limits, rateLimits } from "./http/limits.ts";
import { systemClock, type VirtualClock, virtualClock } from "./platform/clock.ts";
import { type Connection, type Database, openDatabase, refuseSuperuser } from "./platform/database.ts";
import { type JobHandler, openJobs } from "./platform/jobs.ts";
import type { Logger } from "./platform/log.ts";
import { migrate } from "./platform/migrate.ts";
import type { Ports } from "./platform/operation.ts";
import { startEmbedded } from "./platform/postgres/embedded.ts";
import { encryptionKey, secretsWith } from "./platform/secrets.ts";

export type Opened = { app: App; limits: Limits; startWorkers(): Promise<void>; close(): Promise<void> };

/** Opens an installation: its database (embedded or given), migrated, with jobs, clock and secrets ready; no door yet. */
export async function openInstallation(config: Config, ports: Ports, log: Logger): Promise<Opened> {
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const embedded = config.DATABASE_URL
    ? null
    : await startEmbedded(config.DATA_DIR, { log: (line) => log.debug(line) });
  const database = openDatabase((config.DATABASE_URL ?? embedded?.connection) as Connection, {
    max: config.DATABASE_POOL,
    onError: (error) => log.warn({ err: error }, "A database connection ended"),
  });
  const closers: (() => Promise<unknown>)[] = [() => database.close(), async () => embedded?.stop()];
  const close = async () => {
    for (const closer of closers) await closer().catch((error) => log.warn({ err: error }, "Stopping met an error"));
  };
  try {
    await refuseSuperuser(database.db);
    const applied = await migrate(database.db, new URL("./migrations/", import.meta.url));
    if (applied.length > 0) log.info({ applied }, "The database is migrated");
    const secrets = secretsWith(encryptionKey(config.ENCRYPTION_KEY, config.DATA_DIR));
    await refuseOtherKey(database, secrets);
    const clock = config.CLOCK === "virtual" ? virtualClock(await storedOffset(database)) : systemClock;
    const limits = rateLimits(config, database);
    const jobs = await openJobs(database, [dispatchEvents, ...jobList] as never[], log);
    closers.unshift(() => jobs.stop());
    const app: App = {
      database,
      jobs,
      clock,
      log,
      ports,
      services: {
        secrets,
        publicUrl: publicUrlOf(config),
        defaultPlan: config.DEFAULT_PLAN,
        throttle: limits.throttle,
        settings: config,
        clock: config.CLOCK === "virtual" ? (clock as VirtualClock) : null,
      },
    };
    return { app, limits, startWorkers: () => jobs.start(handlersOf(app)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

function handlersOf(app: App): Map<string, JobHandler> {
  const tools = jobTools(app);
  const handlers = new Map<string, JobHandler>([[dispatchEvents.name, (data) => dispatch(tools, subscribers, data)]]);
  for (const job of jobList) handlers.set(job.name, (data, attempt) => job.run(tools, data, attempt));
  return handlers;
}

/** A database whose secrets were sealed with another key could be read, but not opened: better to say so at the start. */
async function refuseOtherKey(database: Database, secrets: ReturnType<typeof secretsWith>) {
  const word = "schedly";
  const { rows } = await sql<{ value: string }>`select value from installation where name = 'key_check'`.execute(
    database.db,
  );
  if (!rows[0]) {
    await sql`insert into installation (name, value) values ('key_check', ${secrets.seal(word)}) on conflict do nothing`.execute(
      database.db,
    );
    return;
  }
  try {
    secrets.open(rows[0].value);
  } catch {
    throw new Error(
      "The encryption key is not the one this database was made with. Set ENCRYPTION_KEY, or put the original encryption.key into DATA_DIR.",
    );
  }
}

async function storedOffset(database: Database): Promise<number> {
  const { rows } = await sql<{ value: string }>`select value from installation where name = 'clock_offset'`.execute(
    database.db,
  );
  return Number(rows[0]?.value ?? 0);
}
