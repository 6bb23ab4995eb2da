import { sql } from "kysely";
import { type App, jobs as jobList, jobTools, subscribers } from "./app.ts";
import { type Config, publicUrlOf } from "./config.ts";
import { dispatch, dispatchEvents, recoverEvents } from "./domain/events/dispatch.ts";
import { type Limits, rateLimits } from "./http/limits.ts";
import { openNews } from "./news.ts";
import { systemClock, type VirtualClock, virtualClock } from "./platform/clock.ts";
import type { Database } from "./platform/database.ts";
import { type JobDefinition, type JobHandler, openJobs } from "./platform/jobs.ts";
import type { Logger } from "./platform/log.ts";
import { migrate } from "./platform/migrate.ts";
import type { Ports } from "./platform/operation.ts";
import { watchRush } from "./platform/rush.ts";
import { encryptionKey, existingKey, isKeyOf, keyCheckOf, secretsWith } from "./platform/secrets.ts";
import { signal } from "./platform/signal.ts";
import { freshStatistics } from "./platform/statistics.ts";
import { type Relay, startRelay } from "./relay.ts";
import { openStorage, type StorageOptions } from "./storage.ts";

export type Opened = {
  app: App;
  limits: Limits;
  /** Where the data is, for people. */
  storage: string;
  /** Runs background jobs from now on, unless WORKERS=false. */
  startWorkers(): Promise<void>;
  close(): Promise<void>;
};

/** Every kind of background job. */
export const allJobs = [dispatchEvents, recoverEvents, ...jobList] as JobDefinition<never>[];
export const migrations = new URL("./migrations/", import.meta.url);

/**
 * Opens an installation: its database (embedded or given), migrated, with jobs, clock and secrets ready; no door yet.
 * `beside` is for commands that may be run while a server uses the same data folder.
 */
export async function openInstallation(
  config: Config,
  ports: Ports,
  log: Logger,
  options: StorageOptions = {},
): Promise<Opened> {
  const storage = await openStorage(config, log, options);
  const { database } = storage;
  const closers: (() => Promise<unknown>)[] = [() => storage.close()];
  const close = async () => {
    for (const closer of closers) await closer().catch((error) => log.warn({ err: error }, "Stopping met an error"));
  };
  try {
    const applied = await migrate(database.db, migrations);
    if (applied.length > 0) log.info({ applied }, "The database is migrated");
    const key = await keyOf(database, config);
    const clock = config.CLOCK === "virtual" ? virtualClock(await storedOffset(database)) : systemClock;
    const limits = rateLimits(config, database);
    closers.unshift(() => limits.close());
    const jobs = await openJobs(database, allJobs, log, { work: config.WORKERS });
    closers.unshift(() => jobs.stop());
    const news = openNews(database, log);
    closers.unshift(() => news.close());
    const statistics = freshStatistics(database.pool, log);
    closers.unshift(() => statistics.close());
    const app: App = {
      database,
      jobs,
      news: {
        ...news,
        tell: (businessId, nouns) => {
          statistics.changed();
          news.tell(businessId, nouns);
        },
      },
      clock,
      log,
      ports,
      rush: watchRush(),
      relay: null,
      services: {
        secrets: secretsWith(key),
        publicUrl: publicUrlOf(config),
        mailMode: ports.mail.mode,
        defaultPlan: config.DEFAULT_PLAN,
        throttle: limits.throttle,
        authorizeUrl: (provider, request) => authorizeUrlOf(ports, provider, request),
        callersChanged: signal(),
        settings: config,
        clock: "setOffset" in clock ? { ...(clock as VirtualClock), shiftJobs: jobs.shift } : null,
      },
    };
    const startWorkers = async () => {
      const relay = config.WORKERS ? startRelay(app) : null;
      app.relay = relay;
      if (relay) closers.unshift(() => relay.stop());
      await jobs.start(handlersOf(app, relay));
      await relay?.recover();
    };
    return { app, limits, storage: storage.description, startWorkers, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function handlersOf(app: App, relay: Relay | null): Map<string, JobHandler> {
  const tools = jobTools(app);
  const handlers = new Map<string, JobHandler>([
    [dispatchEvents.name, (data) => dispatch(tools, subscribers, data)],
    [recoverEvents.name, async () => relay?.recover()],
  ]);
  for (const job of jobList) handlers.set(job.name, (data, attempt) => job.run(tools, data, attempt));
  return handlers;
}

function authorizeUrlOf(ports: Ports, provider: string, request: { state: string; redirectUri: string }) {
  const port = ports[provider as keyof Ports];
  return port && "authorizeUrl" in port ? (port.authorizeUrl?.(request) ?? null) : null;
}

/** A database whose secrets were sealed with another key could be read, but not opened: better to say so at the start. */
async function keyOf({ db }: Database, config: Config): Promise<Buffer> {
  const stored = () => sql<{ value: string }>`select value from installation where name = 'key_check'`.execute(db);
  let [check] = (await stored()).rows;
  let key = existingKey(config.ENCRYPTION_KEY, config.DATA_DIR);
  if (!check) {
    key ??= encryptionKey(config.ENCRYPTION_KEY, config.DATA_DIR);
    // Of two first starts at once, one wins.
    await sql`insert into installation (name, value) values ('key_check', ${keyCheckOf(key)}) on conflict do nothing`.execute(
      db,
    );
    [check] = (await stored()).rows;
  }
  if (key && isKeyOf(check!.value, key)) return key;
  throw new Error(
    "The encryption key is not the one this database was made with: set ENCRYPTION_KEY, or put the original encryption.key into DATA_DIR.",
  );
}

async function storedOffset(database: Database): Promise<number> {
  const { rows } = await sql<{ value: string }>`select value from installation where name = 'clock_offset'`.execute(
    database.db,
  );
  return Number(rows[0]?.value ?? 0);
}
