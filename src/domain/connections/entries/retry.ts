import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { enqueueEntry } from "./job.ts";
import "../tables.ts";

/** An account works again: what could not be written meanwhile is written now. */
export async function retryFailedEntries(context: Context, connectionId: number): Promise<void> {
  const { businessId, db, now } = context;
  const { rows } = await sql<{ subject: string; userId: number }>`
    select e.subject, e.user_id from calendar_entries e
    join connected_calendars c on c.business_id = e.business_id and c.id = e.connected_calendar_id
    where e.business_id = ${businessId} and c.connection_id = ${connectionId} and e.state in ('failed', 'writing') and e.ends_at > ${iso(now)}
    order by e.id`.execute(db);
  for (const entry of rows) enqueueEntry(context, entry);
}
