import type pg from "pg";
import type { Logger } from "./log.ts";

export type Statistics = {
  /** Something was written. Costs nothing. */
  changed(): void;
  close(): Promise<void>;
};

/** Rows under which any plan will do. */
const fewRows = 200;
/** Rows from which autovacuum is soon enough: what it last saw tells the indexes apart. */
const manyRows = 10_000;
/** How closely to look (PostgreSQL's own is 100): 3,000 rows tell the indexes apart too, and autovacuum looks again. */
const target = 10;
/** After a write. To look takes PostgreSQL a millisecond. */
const waitMilliseconds = 1000;

/**
 * Has PostgreSQL look at tables that have doubled since it last did. Autovacuum does the same once a minute, and a
 * young table does not have that long: never looked at, all of its indexes begin with the business and seem alike, so that
 * foreign keys are checked through one that reads every row of the business. Measured on a new installation under load: a
 * booking took PostgreSQL 2.3 ms, later 3.4 ms, and 1.2 ms with this.
 *
 * Looks a second after a write, and never while nothing is written. Not more seldom where there was nothing to do for long:
 * who has taken appointments for an hour may get the first rush of bookings, whose tables nobody has looked at.
 */
export function freshStatistics(pool: pg.Pool, log: Logger): Statistics {
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  async function look() {
    timer = null;
    for (const table of await grownTables(pool)) await analyze(pool, table);
  }

  return {
    changed() {
      timer ??= setTimeout(() => {
        looking = look().catch((error) => log.debug({ err: error }, "Statistics were left to autovacuum"));
      }, waitMilliseconds).unref();
    },
    async close() {
      if (timer) clearTimeout(timer);
      await looking;
    },
  };
}

async function analyze(pool: pg.Pool, table: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(`begin; set local default_statistics_target = ${target}`);
    // Where another process is at it, or a migration, there is nothing to wait for.
    await client.query(`analyze (skip_locked) ${table}`);
    await client.query("commit");
    client.release();
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function grownTables(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select relid::regclass::text as name
     from pg_stat_user_tables join pg_class on pg_class.oid = relid
     where relowner = current_user::regrole and n_mod_since_analyze >= greatest($1::real, reltuples) and reltuples < $2`,
    [fewRows, manyRows],
  );
  return rows.map(({ name }) => name);
}
