import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Jobs, KeptJob } from "../platform/jobs.ts";

/** Where a backup's jobs go to. */
export type JobKeeper = Pick<Jobs, "queues" | "insertKept"> & { close(): Promise<void> };

const batch = 500;

/** Puts a backup's jobs into their queues, where each keeps its time. Kinds that this version no longer has are skipped. */
export async function restoreJobs(
  client: pg.Client,
  columns: string[],
  rows: AsyncIterable<Buffer>,
  keeper: JobKeeper,
): Promise<{ restored: number; skipped: number }> {
  await client.query(
    "create temporary table kept_jobs (id uuid, name text, data jsonb, priority int, start_after timestamptz, singleton_key text) on commit drop",
  );
  const names = columns.map((name) => client.escapeIdentifier(name)).join(", ");
  await pipeline(Readable.from(rows), client.query(copyFrom(`copy kept_jobs (${names}) from stdin`)));
  await client.query("declare kept cursor for select * from kept_jobs order by name, id");
  let restored = 0;
  let skipped = 0;
  for (;;) {
    const { rows: found } = await client.query(`fetch ${batch} from kept`);
    for (const [queue, jobs] of Map.groupBy(found, ({ name }) => name as string)) {
      if (keeper.queues.has(queue)) {
        await keeper.insertKept((text, values) => client.query(text, values), queue, jobs.map(kept));
        restored += jobs.length;
      } else skipped += jobs.length;
    }
    if (found.length < batch) return { restored, skipped };
  }
}

const kept = (row: Record<string, any>): KeptJob => ({
  id: row.id,
  data: row.data,
  priority: row.priority,
  startAfter: row.start_after.toISOString(),
  singletonKey: row.singleton_key,
});
