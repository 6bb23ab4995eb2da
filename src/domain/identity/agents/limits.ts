import { sql } from "kysely";
import type { Database } from "../../../platform/database.ts";
import { DomainError, forbidden, rateLimited } from "../../../platform/errors.ts";
import type { Caller, KeyLimits, Operation } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "./tables.ts";

// A key can be limited to less than its maker may do: to reading, to some tools, to so many calls a day. That holds on
// every door.

const remedy = "Use another key, or ask whoever made this one to change its limits (PATCH /api/keys).";

/** Refuses what the caller's key is not for. A key with a list of tools may do what those tools do, and nothing else. */
export function refuseBeyondLimits({ name, tool }: Operation, reads: boolean, { limits }: Caller): void {
  if (!limits) return;
  if (limits.readOnly && !reads) throw new DomainError(forbidden, `This key may only read. ${remedy}`);
  if (limits.tools && !(tool && limits.tools.includes(tool)))
    throw new DomainError(
      forbidden,
      `This key may use ${limits.tools.length > 0 ? limits.tools.join(", ") : "no tool"} alone, and not ${tool ?? name}. ${remedy}`,
    );
}

/**
 * Counts a call of a key that may make so many on one local day of the business, or throws RATE_LIMITED. Counted in a
 * transaction of its own, so that a call that fails counts too.
 */
export async function countCall(database: Database, caller: Caller, limits: KeyLimits, now: number): Promise<void> {
  const most = limits.callsPerDay;
  if (most === null) return;
  const at = iso(now);
  const { rows } = await database.transaction({ businessId: caller.businessId }, (db) =>
    sql<{ counted: boolean; zone: string; until: string }>`
      with today as (
        select time_zone, (${at}::timestamptz at time zone time_zone)::date as day from businesses where id = ${caller.businessId}
      ), counted as (
        insert into api_key_usage as used (business_id, key_id, day, calls)
        select ${caller.businessId}::bigint, ${caller.keyId}::bigint, day, 1 from today
        on conflict (business_id, key_id, day) do update set calls = used.calls + 1 where used.calls < ${most}
        returning calls
      )
      select exists (select from counted) as counted, time_zone as zone, ((day + 1)::timestamp at time zone time_zone) as until
      from today`.execute(db),
  );
  const [row] = rows;
  if (!row || row.counted) return;
  const seconds = Math.max(1, Math.ceil((Date.parse(row.until) - now) / 1000));
  throw new DomainError(
    rateLimited,
    `This key may make ${most} calls a day, and has made them. It may again from ${row.until} (midnight in ${row.zone}). ${remedy}`,
    undefined,
    seconds,
  );
}
