import type pg from "pg";
import { fromKysely, type JobResult, type JobWithMetadata, PgBoss } from "pg-boss";
import type { z } from "zod";
import type { Clock } from "./clock.ts";
import { poolSettings } from "./connection.ts";
import type { Database, Db } from "./database.ts";
import type { Logger } from "./log.ts";

/** Work for later: enqueued in the transaction that wants it, safe to repeat, parsed like any input. */
export type JobDefinition<Data extends object> = {
  name: string;
  data: z.ZodType<Data>;
  /** Seconds between attempts, doubling; how often to try again. */
  retry?: { limit: number; delaySeconds: number };
  /** How many run at once in one process. */
  concurrency?: number;
  /** How many jobs one fetch may bring; they are run one after the other. */
  batch?: number;
  /**
   * Its work waits for somebody else's server, which may be slow or silent: it has `outside.places`, each for one job, and
   * one business no more than `outside.perBusiness` of them. Needs `businessId` in `data`.
   */
  waitsOutside?: boolean;
  /** A cron line (UTC) for jobs that the installation itself runs. */
  cron?: string;
};
export const defineJob = <Data extends object>(definition: JobDefinition<Data>) => definition;

/** A job to enqueue. `delaySeconds` is real time, however the installation's clock is set. */
export type PendingJob = { name: string; data: object; delaySeconds: number; key?: string };
export type JobHandler = (data: never, job: { id: string; attempt: number; last: boolean }) => Promise<void>;

export type Jobs = {
  enqueue(db: Db, jobs: PendingJob[]): Promise<void>;
  start(handlers: Map<string, JobHandler>): Promise<void>;
  /** Every queue's name. */
  queues: ReadonlySet<string>;
  /** Enqueues jobs that a backup kept, with the ids and times they had, by whatever runs SQL. */
  insertKept(run: RunSql, queue: string, jobs: KeptJob[]): Promise<void>;
  /** Brings every job that waits for its time nearer by `milliseconds`, when a virtual clock is moved ahead by them. */
  shift(db: Db, milliseconds: number): Promise<void>;
  stop(): Promise<void>;
};

export type KeptJob = {
  id: string;
  data: object | null;
  priority: number;
  /** ISO 8601, real time. */
  startAfter: string;
  singletonKey: string | null;
};
export type RunSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** In one process, for each kind of job that waits outside. What a business has at hand beyond its share waits for itself alone. */
const outside = { places: 8, perBusiness: 2 };

export const deadLetters = "dead-letters";

/**
 * Jobs in the same database, by pg-boss, whose tables and queues are made where they are missing. Without `work` this
 * process only enqueues: it neither polls nor keeps the queues in order.
 */
export async function openJobs(
  database: Database,
  definitions: JobDefinition<never>[],
  log: Logger,
  { work = true } = {},
): Promise<Jobs> {
  const {
    max: _,
    Client: __,
    ...connection
  } = poolSettings(database.connection, 4, "schedly-jobs") as Record<string, unknown>;
  const boss = new PgBoss({
    ...connection,
    types: undefined,
    schema: "jobs",
    max: work ? 4 : 1,
    useListenNotify: work,
    supervise: work,
    schedule: work,
  } as never);
  boss.on("error", (error) => log.warn({ err: error }, "The job runner met an error"));
  await boss.start();
  const known = new Set((await boss.getQueues()).map((queue) => queue.name));
  for (const name of [deadLetters, ...definitions.map((job) => job.name)]) {
    const { retry = { limit: 8, delaySeconds: 5 } } = (definitions.find((job) => job.name === name) ??
      {}) as JobDefinition<never>;
    const options = {
      retryLimit: retry.limit,
      retryDelay: retry.delaySeconds,
      retryBackoff: true,
      notify: true,
      deleteAfterSeconds: 3 * 24 * 3600,
      retentionSeconds: 400 * 24 * 3600,
      ...(name === deadLetters ? {} : { deadLetter: deadLetters }),
    };
    if (!known.has(name)) await boss.createQueue(name, options);
  }
  const shared = new Set(definitions.filter((job) => job.waitsOutside).map((job) => job.name));
  const workers = new Map<string, string[]>();
  let due: NodeJS.Timeout | undefined;
  return {
    queues: new Set([deadLetters, ...definitions.map((job) => job.name)]),
    enqueue: (db, jobs) => enqueue(boss, db, jobs, shared),
    async insertKept(run, queue, jobs) {
      const withoutNulls = jobs.map((job) => ({
        ...Object.fromEntries(Object.entries(job).filter(([, value]) => value !== null)),
        ...(shared.has(queue) ? groupOf(job.data) : {}),
      }));
      await boss.insert(queue, withoutNulls as never, { db: { executeSql: run } } as never);
    },
    async start(handlers) {
      if (!work) return;
      for (const definition of definitions) {
        const handler = handlers.get(definition.name);
        if (!handler) continue;
        const { name, retry } = definition;
        const options = {
          ...placesOf(definition),
          perJobResults: true,
          includeMetadata: true,
          // NOTIFY wakes workers for new jobs, and `wakeForDue` for those that waited for their time.
          pollingIntervalSeconds: 60,
          notifyPollingIntervalSeconds: 60,
          burstWhenBatchFull: true,
        };
        const run = async (batchOfJobs: JobWithMetadata<object>[]) => {
          const results: JobResult[] = [];
          for (const job of batchOfJobs) {
            const attempt = job.retryCount + 1;
            const last = attempt > (retry?.limit ?? 8);
            try {
              const data = definition.data.parse(job.data) as never;
              await handler(data, { id: job.id, attempt, last });
              results.push({ id: job.id, status: "completed" });
            } catch (error) {
              const about = { err: error, job: definition.name, jobId: job.id, attempt };
              if (last) log.error(about, "A job failed");
              else log.warn(about, "A job failed, and is tried again");
              results.push({ id: job.id, status: "failed", output: { message: (error as Error).message } });
            }
          }
          // A batch of one is never "full": without this, the next job would wait for the next look.
          if (shared.has(name)) wake(boss, workers.get(name));
          return results;
        };
        await boss.work(name, options, run as never);
        const own = boss.getWipData().filter((worker) => worker.name === name);
        workers.set(
          name,
          own.map(({ id }) => id),
        );
        if (definition.cron) await boss.schedule(name, definition.cron, {}, { tz: "UTC" });
      }
      due = wakeForDue(boss, database.pool, workers, log);
    },
    async shift(db, milliseconds) {
      await fromKysely(db as never).executeSql(
        "update jobs.job set start_after = start_after - $1 * interval '1 millisecond' where state in ('created', 'retry') and start_after > now()",
        [milliseconds],
      );
    },
    async stop() {
      clearInterval(due);
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}

/**
 * Once a second, wakes the workers of queues in which a job is due: delayed ones and retries, of which nobody notifies. One
 * question for all queues; each worker would ask one of its own.
 */
function wakeForDue(boss: PgBoss, pool: pg.Pool, workers: ReadonlyMap<string, string[]>, log: Logger): NodeJS.Timeout {
  let looking = false;
  return setInterval(async () => {
    if (looking) return;
    looking = true;
    try {
      const { rows } = await pool.query<{ name: string }>(
        "select distinct name from jobs.job where state < 'active' and not blocked and start_after <= now()",
      );
      for (const { name } of rows) wake(boss, workers.get(name));
    } catch (error) {
      // Mostly the database is away. Who asks it for somebody says so, and this asks again in a second.
      log.debug({ err: error }, "Due jobs wait for the next look");
    } finally {
      looking = false;
    }
  }, 1000).unref();
}

function wake(boss: PgBoss, workers: string[] = []) {
  for (const id of workers) boss.notifyWorker(id);
}

function placesOf({ concurrency = 1, batch = 20, waitsOutside }: JobDefinition<never>) {
  if (!waitsOutside) return { localConcurrency: concurrency, batchSize: batch };
  return { localConcurrency: outside.places, localGroupConcurrency: outside.perBusiness, batchSize: 1 };
}

/** Whose share of the places a job takes. */
const groupOf = (data: object | null) => ({ group: { id: String((data as { businessId: number }).businessId) } });

async function enqueue(boss: PgBoss, db: Db, jobs: PendingJob[], shared: ReadonlySet<string>) {
  const byQueue = Map.groupBy(jobs, (job) => job.name);
  for (const [name, queued] of byQueue) {
    await boss.insert(
      name,
      queued.map(({ data, delaySeconds, key }) => ({
        data,
        ...(delaySeconds > 0 ? { startAfter: Math.ceil(delaySeconds) } : {}),
        ...(key ? { singletonKey: key } : {}),
        ...(shared.has(name) ? groupOf(data) : {}),
      })) as never,
      { db: fromKysely(db.withoutPlugins() as never) } as never,
    );
  }
}

/** Real seconds until `at` (epoch milliseconds on the installation's clock); 0 when it has passed. */
export const secondsUntil = (clock: Clock, at: number | undefined) =>
  at === undefined ? 0 : Math.max(0, clock.realDelay(at) / 1000);
