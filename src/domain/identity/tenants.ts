import { sql } from "kysely";
import type { Database, Db } from "../../platform/database.ts";
import { businessOfHandle } from "../../platform/handles.ts";
import "./tables.ts";

type Known = { businessId: number; until: number };
const knownFor = 30_000;
const mostKnown = 5000;
const known = new WeakMap<Db, Map<string, Known>>();

/**
 * Public addresses are read before any business is known, so from public registries. What was found is remembered for
 * half a minute: once given, an address never leads to another business, it can only end.
 */
async function remembered(db: Db, address: string, find: () => Promise<number | null>): Promise<number | null> {
  const memory = known.get(db) ?? new Map<string, Known>();
  known.set(db, memory);
  const found = memory.get(address);
  if (found && found.until > performance.now()) return found.businessId;
  const businessId = await find();
  if (businessId === null) return null;
  if (memory.size >= mostKnown) memory.clear();
  memory.set(address, { businessId, until: performance.now() + knownFor });
  return businessId;
}

/** Which business a booking page's address belongs to. */
export function businessOfSubdomain(db: Db, subdomain: string): Promise<number | null> {
  const address = subdomain.toLowerCase();
  return remembered(db, address, async () => {
    const row = await db
      .selectFrom("subdomains")
      .select("businessId")
      .where("subdomain", "=", address)
      .executeTakeFirst();
    return row?.businessId ?? null;
  });
}

/** Which business an event type belongs to: a public booking names nothing else. */
export const businessOfEventType = (db: Db, eventTypeId: number): Promise<number | null> =>
  remembered(db, `event type ${eventTypeId}`, async () => {
    const row = await db
      .selectFrom("eventTypeBusinesses")
      .select("businessId")
      .where("eventTypeId", "=", eventTypeId)
      .executeTakeFirst();
    return row?.businessId ?? null;
  });

/** Which business a person's page belongs to. Not remembered: a username may be given up and taken by somebody else. */
export async function businessOfUsername(db: Db, username: string): Promise<number | null> {
  const row = await db
    .selectFrom("usernames")
    .select("businessId")
    .where("username", "=", username.toLowerCase())
    .executeTakeFirst();
  return row?.businessId ?? null;
}

/**
 * Which business a handle belongs to: it says so itself, unless it came from another system. That may be another
 * installation, where the number in it was another business's.
 */
export async function businessOf(db: Db, handle: string): Promise<number | null> {
  const row = await db.selectFrom("handleAliases").select("businessId").where("handle", "=", handle).executeTakeFirst();
  return row?.businessId ?? businessOfHandle(handle);
}

/** Every business of the installation, for jobs that go through them one by one. Names nothing but ids. */
export async function allBusinessIds(database: Database): Promise<number[]> {
  const { rows } = await sql<{
    businessId: number;
  }>`select distinct business_id from subdomains order by business_id`.execute(database.db);
  return rows.map((row) => row.businessId);
}
