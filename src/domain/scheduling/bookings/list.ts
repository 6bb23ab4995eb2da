import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import { decodeCursor, encodeCursor, type Page } from "../../../platform/page.ts";
import { containing } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { instantsOf } from "../../services/appointments/search.ts";
import { idsOfTeam, idsOfType } from "../event-types/store.ts";
import type { BookingSearch, filters } from "./inputs.ts";
import type { BookingView } from "./schema.ts";
import { readBookings } from "./view.ts";

type Search = z.output<typeof BookingSearch>;
export type Criteria = Omit<Search, "limit" | "cursor">;
type Filter = (typeof filters)[number];

/** What each filter of the list holds, as a condition on `b`. */
const conditions: Record<Filter, (now: string) => RawBuilder<unknown>> = {
  upcoming: (now) => sql`(b.ends_at > ${now} and b.status = 'accepted')`,
  past: (now) => sql`(b.ends_at <= ${now} and b.status = 'accepted')`,
  unconfirmed: (now) => sql`(b.status in ('pending', 'awaiting_host') and b.ends_at > ${now})`,
  recurring: (now) =>
    sql`(b.recurring_event_id is not null and b.status in ('accepted', 'pending') and b.ends_at > ${now})`,
  cancelled: () => sql`b.status in ('cancelled', 'rejected')`,
};

/** One page of bookings; past and cancelled ones with the last first, all others with the next first. */
export async function listBookings(context: Context, search: Search): Promise<Page<BookingView>> {
  const { limit, cursor } = search;
  const wheres = await matching(context, search);
  const backwards = isBackwards(search);
  const [than, direction] = backwards ? [sql.raw("<"), sql.raw("desc")] : [sql.raw(">"), sql.raw("asc")];
  const all = sql.join(wheres, sql` and `);
  const [at, id] = cursor ? decodeCursor(cursor, 2) : [];
  const where = cursor ? sql`${all} and (b.starts_at, b.id) ${than} (${at}::timestamptz, ${id}::bigint)` : all;
  const rows = await readBookings(context, where, sql`b.starts_at ${direction}, b.id ${direction}`, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    // A first page that is not full has said how many there are.
    total: !cursor && rows.length <= limit ? rows.length : await count(context, all),
    nextCursor: rows.length > limit && last ? encodeCursor([last.startTime, last.id]) : null,
  };
}

/** Of the past what was last comes first, unless another order is asked for. */
export const isBackwards = ({ sort, status }: Criteria): boolean =>
  sort === "-startTime" ||
  (sort === undefined && status.length > 0 && status.every((one) => one === "past" || one === "cancelled"));

async function count({ db, businessId }: Context, where: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from bookings b where b.business_id = ${businessId} and ${where}`.execute(db);
  return rows[0]!.count;
}

/** What narrows a list of bookings (`b`). */
export async function matching(context: Context, search: Criteria): Promise<RawBuilder<unknown>[]> {
  const wheres: RawBuilder<unknown>[] = [sql`true`];
  if (search.status.length > 0) {
    const now = iso(context.now);
    const any = search.status.map((one) =>
      one in conditions ? conditions[one as Filter](now) : sql`b.status = ${one}`,
    );
    wheres.push(sql`(${sql.join(any, sql` or `)})`);
  }
  const { from, to } = await instantsOf(context, search);
  if (from) wheres.push(sql`b.ends_at > ${from}`);
  if (to) wheres.push(sql`b.starts_at < ${to}`);
  if (search.eventTypeId) wheres.push(sql`b.event_type_id in (${idsOfType(context.businessId, search.eventTypeId)})`);
  if (search.recurringEventId) wheres.push(sql`b.recurring_event_id = ${search.recurringEventId}`);
  if (search.teamId) wheres.push(sql`b.event_type_id in (${idsOfTeam(context.businessId, search.teamId)})`);
  if (search.userId)
    wheres.push(
      sql`exists (select from booking_hosts h where h.business_id = b.business_id and h.booking_id = b.id and h.user_id = ${search.userId})`,
    );
  if (search.attendeeEmail) wheres.push(attended(sql`a.email = ${search.attendeeEmail}`));
  if (search.search) {
    const pattern = containing(search.search);
    wheres.push(
      sql`(b.title ilike ${pattern} or b.uid = ${search.search} or ${attended(sql`(a.name ilike ${pattern} or a.email ilike ${pattern})`)})`,
    );
  }
  return wheres;
}

const attended = (condition: RawBuilder<unknown>) =>
  sql`exists (select from booking_attendees a where a.business_id = b.business_id and a.booking_id = b.id and ${condition})`;
