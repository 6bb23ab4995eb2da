import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { refuseOldVersion } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { ProviderRefused } from "../port.ts";
import { accountOf, findConnection, type StoredConnection } from "./store.ts";

/** Disconnects an account. Its busy time goes with it; events that we wrote are removed by a job first, where wanted. */
export async function removeConnection(
  context: Context,
  { id, removeEvents = false }: { id: number; removeEvents?: boolean | undefined },
) {
  const { businessId, db } = context;
  const before = await findConnection(context, id, true);
  refuseOldVersion(context, before);
  context.audit({ action: "calendar_connection.deleted", subject: "calendar_connection", subjectId: id, before });
  if (removeEvents && before.provider !== "zoom" && before.provider !== "ics") {
    await sql`
      delete from external_busy where business_id = ${businessId} and connected_calendar_id in
        (select id from connected_calendars where business_id = ${businessId} and connection_id = ${id})`.execute(db);
    await sql`
      update connected_calendars set is_busy = false, is_target = false, next_sync_at = null
      where business_id = ${businessId} and connection_id = ${id}`.execute(db);
    await sql`update calendar_connections set status = 'disconnected' where business_id = ${businessId} and id = ${id}`.execute(
      db,
    );
    context.enqueue(clearAccount, { businessId, connectionId: id });
  } else await drop(context, id);
  return { id, deleted: true as const };
}

const drop = ({ businessId, db }: Context, id: number) =>
  db.deleteFrom("calendarConnections").where("businessId", "=", businessId).where("id", "=", id).execute();

const clearAccount = defineJob({
  name: "clear-calendar-account",
  data: z.object({ businessId: z.int(), connectionId: z.int() }),
  retry: { limit: 6, delaySeconds: 10 },
  waitsOutside: true,
});

type Written = StoredConnection & { entryId: number; eventId: string; externalId: string };

/** Takes back what we wrote for the time to come, then forgets the account: also where the provider would not let us. */
export const clearConnection = job({
  ...clearAccount,
  async run(tools, { businessId, connectionId }, { last }) {
    const entries = await tools.inBusiness(businessId, (context) => written(context, connectionId));
    for (const entry of entries) {
      if (entry.provider === "zoom") continue;
      try {
        await tools.ports[entry.provider].remove?.(accountOf(tools, entry), entry.externalId, entry.eventId);
      } catch (error) {
        const final = error instanceof ProviderRefused && error.kind !== "temporary";
        if (!final && !last) throw error;
        if (final && error.kind === "credentials") break;
      }
      await tools.inBusiness(businessId, ({ db }) =>
        sql`delete from calendar_entries where business_id = ${businessId} and id = ${entry.entryId}`.execute(db),
      );
    }
    // Unless somebody connected it again meanwhile.
    await tools.inBusiness(businessId, ({ db }) =>
      sql`
        delete from calendar_connections
        where business_id = ${businessId} and id = ${connectionId} and status = 'disconnected'`.execute(db),
    );
  },
});

async function written({ businessId, db, now }: Context, connectionId: number): Promise<Written[]> {
  const { rows } = await sql<Written>`
    select a.*, e.id as entry_id, e.event_id, c.external_id
    from calendar_entries e
    join connected_calendars c on c.business_id = e.business_id and c.id = e.connected_calendar_id
    join calendar_connections a on a.business_id = c.business_id and a.id = c.connection_id
    where e.business_id = ${businessId} and c.connection_id = ${connectionId} and a.status = 'disconnected'
      and e.event_id is not null and e.ends_at > ${iso(now)}
    order by e.id`.execute(db);
  return rows;
}
