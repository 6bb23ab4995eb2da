import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import type { Entry } from "../../time/out-of-office/store.ts";
import { ownersOf } from "../employees/store.ts";
import type { OutOfOffice } from "./schema.ts";

type View = z.input<typeof OutOfOffice>;

/** Entries as they are answered, with whose they are: one query however many there are. */
export async function withOwners(context: Context, entries: Entry[]): Promise<View[]> {
  const owners = await ownersOf(
    context,
    entries.map(({ calendarId }) => calendarId),
  );
  return entries.map(({ startsAt, endsAt, note, calendarId, ...entry }) => {
    const { employeeId = null, userId = null } = owners.get(calendarId) ?? {};
    return { ...entry, employeeId, userId, start: startsAt, end: endsAt, notes: note };
  });
}

type Person = { id: number; name: string; email: string; username: string | null; timeZone: string };

/** What webhooks get of an entry: the entry, whose it is, and who takes their bookings (SEMANTICS 19). */
export async function outOfOfficePayload(context: Context, entry: View): Promise<{ oooEntry: object }> {
  const { rows: people } = await sql<Person>`
    select id, name, email, (select username from usernames n where n.business_id = ${context.businessId} and n.user_id = users.id) as username, time_zone
    from users where id in (${entry.userId ?? 0}, ${entry.redirectUserId ?? 0})`.execute(context.db);
  const { rows: staff } = await sql<{ id: number; name: string; email: string | null }>`
    select id, name, email from employees where business_id = ${context.businessId} and id = ${entry.employeeId ?? 0}`.execute(
    context.db,
  );
  const { id, uid, start, end, reason, notes, createdAt } = entry;
  return {
    oooEntry: {
      id,
      uuid: uid,
      start,
      end,
      reason,
      notes,
      createdAt,
      employee: staff[0] ?? null,
      user: people.find((person) => person.id === entry.userId) ?? null,
      toUser: people.find((person) => person.id === entry.redirectUserId) ?? null,
    },
  };
}
