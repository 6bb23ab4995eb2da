import { prepared } from "../../../platform/database.ts";
import type { Context, Services } from "../../../platform/operation.ts";

// What decides when something can be booked changes far less often than it is asked for. So it is kept in memory under the
// business's catalog version, which triggers raise with every change (migrations/0006): one look-up by primary key tells,
// in every process, whether what is kept still stands. Where an operation only reads, that look-up runs beside the
// operation's own questions and the versions are compared at the end, which saves a round trip (see perform in app.ts).

type Kept = { version: number; value: unknown };
const mostKept = 2000;
/** One memory per installation, since tests run several in one process. */
const memories = new WeakMap<Services, Map<string, Kept>>();

/** The catalog version of the transaction's business. Has no parameters, so that it can travel with `begin`. */
export const currentVersion =
  "select version from catalog_versions where business_id = nullif(current_setting('app.business_id', true), '')::bigint";

/**
 * The value that `load` read for `key`, from memory where the catalog has not changed since. The version is read first, so
 * what is kept is never older than it says; and it is kept after the commit only, since a change that is rolled back gives
 * its number to the next.
 */
export async function keptInMemory<Value extends object>(
  context: Context,
  key: string,
  load: () => Promise<Value>,
): Promise<Value> {
  const { catalog } = context;
  const memory = memoryOf(context.services);
  const place = `${context.businessId} ${key}`;
  const kept = memory.get(place);
  if (kept && catalog?.mayAssume) {
    catalog.assumed.add(kept.version);
    return kept.value as Value;
  }
  const version =
    (await catalog?.version()) ??
    (await prepared<{ version: number }>(context.db, currentVersion, []))[0]?.version ??
    0;
  if (kept && kept.version === version) return kept.value as Value;
  const value = Object.freeze(await load());
  const keep = () => {
    if (memory.size >= mostKept) memory.clear();
    memory.set(place, { version, value });
  };
  // An operation with `plans` changes nothing of the catalog, so what it read stands even if it is refused.
  if (catalog) keep();
  else context.afterCommit(keep);
  return value;
}

function memoryOf(services: Services): Map<string, Kept> {
  let memory = memories.get(services);
  if (!memory) {
    memory = new Map();
    memories.set(services, memory);
  }
  return memory;
}
