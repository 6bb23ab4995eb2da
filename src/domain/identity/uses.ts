import { sql } from "kysely";
import type { Database } from "../../platform/database.ts";
import type { Caller } from "../../platform/operation.ts";
import "./tables.ts";

// When keys and sessions were last used is written down off the requests' path and only now and then, so that being used
// costs a write a minute and not one a request.

const keyStepMilliseconds = 60_000;
const sessionStepMilliseconds = 5 * 60_000;
/** A session ends when nobody has used it for this long. */
export const sessionLifetimeMilliseconds = 30 * 24 * 3600_000;

/** Who is asking, and the last use that is written down (epoch milliseconds; 0 is never). */
export type Identified = { caller: Caller; usedAt: number };

export const isWorthNoting = ({ caller, usedAt }: Identified, now: number) =>
  now - usedAt >= (caller.kind === "session" ? sessionStepMilliseconds : keyStepMilliseconds);

/** Writes down that a key or session is in use at `now`, and moves the end of a session along. */
export async function noteUse(database: Database, caller: Caller, now: number): Promise<void> {
  const at = instant(now);
  if (caller.keyId !== null) {
    await database.transaction({ businessId: caller.businessId }, (db) =>
      db
        .updateTable("apiKeys")
        .set({ lastUsedAt: at })
        .where("businessId", "=", caller.businessId!)
        .where("id", "=", caller.keyId!)
        .where((is) => is.or([is("lastUsedAt", "is", null), is("lastUsedAt", "<", at)]))
        .execute(),
    );
  } else if (caller.grantId !== null) {
    await database.transaction({ businessId: caller.businessId }, (db) =>
      sql`
        update oauth_grants set last_used_at = ${at}
        where business_id = ${caller.businessId} and id = ${caller.grantId} and coalesce(last_used_at < ${at}, true)`.execute(
        db,
      ),
    );
  } else if (caller.sessionId !== null) {
    await database.db
      .updateTable("sessions")
      .set({ lastSeenAt: at, expiresAt: instant(now + sessionLifetimeMilliseconds) })
      .where("id", "=", caller.sessionId)
      .where("lastSeenAt", "<", at)
      .execute();
  }
}

const instant = (epochMilliseconds: number) => new Date(epochMilliseconds).toISOString();
