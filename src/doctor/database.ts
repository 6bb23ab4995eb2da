import { sql } from "kysely";
import type { Config } from "../config.ts";
import { migrations } from "../open.ts";
import type { Db } from "../platform/database.ts";
import { appliedMigrations, migrationNames } from "../platform/migrate.ts";
import { existingKey, isKeyOf } from "../platform/secrets.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** The database behind an open connection: that it is ours, current, guarded, in time, and that its work gets done. */
export async function lookAtDatabase(db: Db, config: Config): Promise<Finding[]> {
  const findings = [await server(db), await clock(db)];
  const applied = await appliedMigrations(db);
  findings.push(schema(applied));
  if (applied.length === 0) return findings;
  return [...findings, await extension(db), await isolation(db), await key(db, config), ...(await jobs(db))];
}

async function server(db: Db): Promise<Finding> {
  const { rows } = await sql<{ version: string; role: string }>`
    select current_setting('server_version') as version, current_user as role`.execute(db);
  return ok("database", `PostgreSQL ${rows[0]!.version}, as "${rows[0]!.role}", which row-level security binds`);
}

async function clock(db: Db): Promise<Finding> {
  const before = Date.now();
  const { rows } = await sql<{
    now: number;
  }>`select extract(epoch from clock_timestamp())::float8 * 1000 as now`.execute(db);
  const skewSeconds = Math.abs(rows[0]!.now - (before + Date.now()) / 2) / 1000;
  const says = `the database's is ${skewSeconds.toFixed(1)} s off ours`;
  const mend = "keep both machines' clocks right with NTP";
  if (skewSeconds > 30) return fail("clock", says, mend);
  return skewSeconds > 2 ? warn("clock", says, mend) : ok("clock", says);
}

function schema(applied: string[]): Finding {
  const known = migrationNames(migrations);
  const unknown = applied.filter((name) => !known.includes(name));
  const waiting = known.filter((name) => !applied.includes(name));
  if (unknown.length > 0)
    return fail("migrations", `a newer Schedly was here (${unknown.join(", ")})`, "start that version, or a newer one");
  if (applied.length === 0) return warn("migrations", "the database is not set up yet", "schedly start does it");
  if (waiting.length > 0)
    return warn("migrations", `${waiting.join(", ")} still to run`, "schedly migrate, or schedly start");
  return ok("migrations", `up to date (${applied.at(-1)})`);
}

async function extension(db: Db): Promise<Finding> {
  const { rows } = await sql`select from pg_extension where extname = 'btree_gist'`.execute(db);
  return rows.length > 0
    ? ok("extension", "btree_gist, which refuses double bookings, is there")
    : fail("extension", "btree_gist is gone", "create extension btree_gist; then run the doctor again");
}

/** Tables that name a business and are still for everybody, and why. */
export const openTables: Record<string, string> = {
  subdomains: "says whose a booking page's address is, before any business is known",
  usernames: "says whose a person's booking page is, before any business is known",
  event_type_businesses: "says whose an event type is, before any business is known; holds nothing but ids",
  oauth_clients: "says which app asks, before a business is chosen; its secrets are hashed",
  handle_aliases: "says whose a foreign handle is, before any business is known",
  sessions: "belongs to a user, who may change the business",
};

async function isolation(db: Db): Promise<Finding> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class c
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p')
      and (relname = 'businesses' or relname <> all (${Object.keys(openTables)}) and exists
        (select from pg_attribute where attrelid = c.oid and attname = 'business_id' and not attisdropped))
      and not (relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = c.oid))
    order by 1`.execute(db);
  const open = rows.map(({ name }) => name);
  return open.length === 0
    ? ok("isolation", "row-level security is forced on every table of a business")
    : fail("isolation", `businesses can see each other's ${open.join(", ")}`, `alter table … force row level security`);
}

async function key(db: Db, config: Config): Promise<Finding> {
  const { rows } = await sql<{ value: string }>`select value from installation where name = 'key_check'`.execute(db);
  const present = existingKey(config.ENCRYPTION_KEY, config.DATA_DIR);
  if (!rows[0]) return warn("encryption key", "none was used yet", "schedly start makes one");
  if (present && isKeyOf(rows[0].value, present)) return ok("encryption key", "it opens what is stored");
  return fail(
    "encryption key",
    present ? "it is not the one this database was made with" : "it is missing",
    "set ENCRYPTION_KEY, or put the original encryption.key into DATA_DIR",
  );
}

async function jobs(db: Db): Promise<Finding[]> {
  const { rows: found } = await sql<{ found: boolean }>`select to_regclass('jobs.job') is not null as found`.execute(
    db,
  );
  if (!found[0]!.found) return [];
  const { rows } = await sql<{ due: number; oldestSeconds: number | null; dead: number }>`
    select count(*) filter (where state in ('created', 'retry') and start_after <= now() and name <> 'dead-letters') as due,
      extract(epoch from now() - min(start_after) filter
        (where state in ('created', 'retry') and start_after <= now() and name <> 'dead-letters'))::float8 as "oldestSeconds",
      count(*) filter (where name = 'dead-letters' and state in ('created', 'retry')) as dead
    from jobs.job`.execute(db);
  const { due, oldestSeconds, dead } = rows[0]!;
  const minutes = Math.round((oldestSeconds ?? 0) / 60);
  return [
    minutes > 5
      ? warn("jobs", `${due} are due, the oldest for ${minutes} minutes`, "start a process without WORKERS=false")
      : ok("jobs", due > 0 ? `${due} are due` : "none is waiting"),
    ...(dead > 0
      ? [
          warn(
            "failed jobs",
            `${dead} were given up after many attempts`,
            "the log says why; they are kept in the queue dead-letters",
          ),
        ]
      : []),
  ];
}
