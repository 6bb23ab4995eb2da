import { sql } from "kysely";
import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { Me } from "./schema.ts";
import "../../identity/tables.ts";
import "../tables.ts";

/** Who is asking. Throws FORBIDDEN for somebody who belongs to no business, and so has no page. */
export function personOf({ caller }: Context): number {
  if (caller.userId === null || caller.businessId === null)
    throw new DomainError(forbidden, "You belong to no business yet. Make one, or accept an invitation.");
  return caller.userId;
}

/** A person as they are in the business of the call, in one query. */
export async function readMe(context: Context): Promise<Me> {
  const userId = personOf(context);
  const { businessId, db, now, services, caller } = context;
  const { rows } = await sql<Omit<Me, "bookingPage" | "role">>`
    with hosted as (
      select b.status, b.ends_at > ${iso(now)} as ahead from booking_hosts h
      join bookings b on b.business_id = h.business_id and b.id = h.booking_id
      where h.business_id = ${businessId} and h.user_id = ${userId}
    )
    select u.id, u.name, u.email, n.username, u.bio, u.avatar_url, u.time_zone, u.language, u.time_format, u.week_start,
      (select s.id from schedules s where s.business_id = b.id and s.is_default and (s.calendar_id = c.id or s.calendar_id is null)
        order by s.calendar_id is null limit 1) as default_schedule_id,
      (select coalesce(jsonb_agg(jsonb_build_object('timeZone', t.time_zone, 'startDate', t.start_date, 'endDate', t.end_date) order by t.start_date), '[]')
        from travel_schedules t where t.business_id = b.id and t.calendar_id = c.id) as travel_schedules,
      jsonb_build_object('id', b.id, 'name', b.name, 'subdomain', b.subdomain) as business,
      (select jsonb_build_object(
        'upcoming', count(*) filter (where status = 'accepted' and ahead),
        'past', count(*) filter (where status = 'accepted' and not ahead),
        'pending', count(*) filter (where status = 'pending' and ahead)) from hosted) as booking_counts
    from users u join businesses b on b.id = ${businessId}
    left join usernames n on n.business_id = b.id and n.user_id = u.id
    left join calendars c on c.business_id = b.id and c.user_id = u.id
    where u.id = ${userId}`.execute(db);
  const me = rows[0]!;
  return {
    ...me,
    bookingPage: me.username === null ? null : `${services.publicUrl}/${me.username}`,
    role: caller.role!,
  };
}
