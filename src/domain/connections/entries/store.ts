import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { handleOfEntry } from "../../messaging/mail/uid.ts";
import "../tables.ts";

export type Entry = Row<"calendarEntries">;

/** Everything that we wrote into a calendar. */
export async function entriesOf({ businessId, db }: Context, calendarId: number): Promise<Entry[]> {
  return db
    .selectFrom("calendarEntries")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("connectedCalendarId", "=", calendarId)
    .orderBy("id")
    .execute();
}

export async function changeEntry(
  { businessId, db }: Context,
  id: number,
  { outside, ...values }: Partial<Entry>,
): Promise<void> {
  await db
    .updateTable("calendarEntries")
    .set({ ...values, ...(outside === undefined ? {} : { outside: outside && JSON.stringify(outside) }) })
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .execute();
}

/** Which of these iCalendar UIDs are bookings or appointments of this business. */
export async function ownUids({ businessId, db, services }: Context, uids: string[]): Promise<Set<string>> {
  const named = uids.map((uid) => ({ uid, handle: handleOfEntry(services.secrets, uid) }));
  const handles = named.flatMap(({ handle }) => handle ?? []);
  if (handles.length === 0) return new Set();
  const { rows } = await sql<{ uid: string }>`
    select uid from bookings where business_id = ${businessId} and uid = any(${handles})
    union all select uid from appointments where business_id = ${businessId} and uid = any(${handles})`.execute(db);
  const own = new Set(rows.map(({ uid }) => uid));
  return new Set(named.flatMap(({ uid, handle }) => (handle !== null && own.has(handle) ? uid : [])));
}
