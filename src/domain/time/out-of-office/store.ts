import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Page } from "../../../platform/page.ts";
import { insertRecord, listRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { sendsRound } from "./rules.ts";
import "../tables.ts";

export type Entry = Row<"outOfOffice">;
/** Instants in epoch milliseconds. */
export type Absence = {
  calendarId: number;
  start: number;
  end: number;
  reason: string;
  note: string | null;
  redirectUserId: number | null;
};

/** Time away needs no claim: it may overlap what is booked already, and only keeps new bookings out. */
export const insertEntry = (context: Context, { start, end, ...absence }: Absence): Promise<Entry> =>
  insertRecord(context, "outOfOffice", "out of office", {
    ...absence,
    uid: newHandle("ooo", context.businessId),
    startsAt: iso(start),
    endsAt: iso(end),
    createdAt: iso(context.now),
  });

type Search = { calendarIds: number[] | null; from: string; to?: string | undefined };
/** Entries that are on at some time in [from, to), the first to start first. `calendarIds` null: everybody's. */
export const listEntries = (
  context: Context,
  { calendarIds, from, to }: Search,
  paging: { limit: number; cursor?: string | undefined },
): Promise<Page<Entry>> => {
  const where = [sql`ends_at > ${from}`];
  if (to) where.push(sql`starts_at < ${to}`);
  if (calendarIds) where.push(sql`calendar_id = any(${calendarIds})`);
  return listRecords(context, "outOfOffice", paging, { where, order: "starts_at" });
};

/** Throws where an absence cannot be: it ends before it starts, or its bookings would be sent round in a circle. */
export async function refuseImpossible(
  context: Context,
  { calendarId, start, end, redirectUserId }: Absence,
): Promise<void> {
  if (end <= start) throw invalid("end", "Must be after start");
  if (redirectUserId === null) return;
  const { businessId, db } = context;
  const { rows } = await sql<{ userId: number; redirectUserId: number }>`
    select c.user_id, o.redirect_user_id from out_of_office o
    join calendars c on c.business_id = o.business_id and c.id = o.calendar_id
    where o.business_id = ${businessId} and o.calendar_id <> ${calendarId} and o.redirect_user_id is not null and c.user_id is not null
      and o.ends_at > ${iso(start)} and o.starts_at < ${iso(end)}`.execute(db);
  const owner = await sql<{ userId: number | null }>`
    select user_id from calendars where business_id = ${businessId} and id = ${calendarId}`.execute(db);
  if (sendsRound(owner.rows[0]!.userId, redirectUserId, rows))
    throw refuse(
      conflict,
      "Bookings would be sent round in a circle: whoever should take them is away and sends them back.",
      [{ field: "redirectUserId", message: "Sends bookings back" }],
    );
}
