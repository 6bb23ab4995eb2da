import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { type EventPlan, type PlanHost, readHosts } from "../slots/plan.ts";
import "../tables.ts";

/** The booking's hosts with their calendars, the organizer first. */
export async function currentHosts(context: Context, bookingId: number): Promise<PlanHost[]> {
  const { rows } = await sql<{ userId: number }>`
    select user_id from booking_hosts where business_id = ${context.businessId} and booking_id = ${bookingId}
    order by is_organizer desc, user_id`.execute(context.db);
  const known = await readHosts(
    context,
    rows.map(({ userId }) => userId),
  );
  return rows.flatMap(({ userId }) => known.find((host) => host.userId === userId) ?? []);
}

/**
 * The plan by which a booking is moved: of a person's own event type that was given to a colleague by hand, the colleague's
 * time. Whoever stands in for somebody away does so while they are away alone.
 */
export async function planOfBooking(
  context: Context,
  plan: EventPlan,
  bookingId: number,
  known?: PlanHost[],
): Promise<EventPlan> {
  if (plan.team) return plan;
  const hosts = known ?? (await currentHosts(context, bookingId));
  const isOwners = hosts.some(({ userId }) => plan.hosts.some((host) => host.userId === userId));
  if (hosts.length === 0 || isOwners) return plan;
  const { rows } = await sql`
    select from booking_changes where business_id = ${context.businessId} and booking_id = ${bookingId} and kind = 'reassigned' limit 1`.execute(
    context.db,
  );
  return rows.length > 0 ? { ...plan, hosts } : plan;
}

/** The first becomes the organizer. */
export async function replaceHosts(context: Context, bookingId: number, hosts: PlanHost[]): Promise<void> {
  const rows = hosts.map(({ userId }, place) => ({ user_id: userId, is_organizer: place === 0 }));
  await sql`
    delete from booking_hosts where business_id = ${context.businessId} and booking_id = ${bookingId}
      and user_id <> all(${hosts.map(({ userId }) => userId)})`.execute(context.db);
  await sql`
    insert into booking_hosts (business_id, booking_id, user_id, is_organizer, created_at)
    select ${context.businessId}, ${bookingId}, user_id, is_organizer, ${iso(context.now)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as host (user_id bigint, is_organizer boolean)
    on conflict (business_id, booking_id, user_id) do update set is_organizer = excluded.is_organizer`.execute(
    context.db,
  );
}
