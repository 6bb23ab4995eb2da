import { type RawBuilder, sql } from "kysely";
import type { z } from "zod";
import { badRequest, DomainError } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { idsOfTeam, idsOfType } from "../../scheduling/event-types/store.ts";
import { localDate } from "../../time/availability/zone.ts";
import { type Days, dateIn } from "../bookings.ts";
import { daysAfter, daysAsked } from "../rules.ts";
import type { MeetingsQuery } from "./schema.ts";
import "../../scheduling/tables.ts";

export type Asked = z.output<typeof MeetingsQuery>;
export type Range = Days & { currency: string };

/** Which local days are asked for. Throws BAD_REQUEST where the last comes before the first. */
export async function rangeOf(
  context: Context,
  asked: { from?: string | undefined; to?: string | undefined },
): Promise<Range> {
  const { timeZone, currency } = await readBusiness(context);
  const { from, to } = daysAsked(asked, localDate(timeZone, context.now));
  if (to < from)
    throw new DomainError(badRequest, "Invalid request parameters", [
      { field: "to", message: "Must not be before from" },
    ]);
  return { from, to, zone: timeZone, currency };
}

export const told = ({ from, to, zone }: Days) => ({ from, to, timeZone: zone });

/**
 * Every booking that starts on the given local days, with what figures are made of: `day`, `missed` (the booker or the
 * host did not come), `over`, `people`. Instant meetings that nobody took are none.
 */
export function meetingsOn(
  context: Context,
  { from, to, zone }: Days,
  asked: Partial<Asked> = {},
): RawBuilder<unknown> {
  const { businessId, now } = context;
  const day = dateIn(sql`b.starts_at`, zone);
  const wheres = [
    sql`b.business_id = ${businessId} and b.user_id is not null`,
    sql`b.starts_at >= ${daysAfter(from, -1)}::timestamptz and b.starts_at < ${daysAfter(to, 2)}::timestamptz`,
    sql`${day} between ${from}::date and ${to}::date`,
  ];
  if (asked.eventTypeId) wheres.push(sql`b.event_type_id in (${idsOfType(businessId, asked.eventTypeId)})`);
  if (asked.teamId) wheres.push(sql`b.event_type_id in (${idsOfTeam(businessId, asked.teamId)})`);
  if (asked.userId)
    wheres.push(
      sql`exists (select from booking_hosts h where h.business_id = b.business_id and h.booking_id = b.id and h.user_id = ${asked.userId})`,
    );
  return sql`
    select b.id, ${day} as day, b.starts_at, b.created_at, b.event_type_id, b.title, b.user_id, b.status, b.rescheduled_by, b.host_no_show,
      (extract(epoch from b.ends_at - b.starts_at) / 60)::int as minutes, b.ends_at <= ${new Date(now).toISOString()}::timestamptz as over,
      b.status in ('accepted', 'pending') as counts, coalesce(p.absent, false) as absent, b.host_no_show or coalesce(p.absent, false) as missed, coalesce(p.people, 0) as people
    from bookings b left join lateral (select bool_or(a.no_show) as absent, count(*)::int as people from booking_attendees a
      where a.business_id = b.business_id and a.booking_id = b.id and a.status = 'booked') p on true
    where ${sql.join(wheres, sql` and `)}`;
}
