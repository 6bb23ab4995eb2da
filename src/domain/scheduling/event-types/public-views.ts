import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { Location } from "../tables.ts";
import type { PublicEventTypeView } from "./public-schema.ts";
import { linkOf } from "./store.ts";
import { fromColumns, type StoredEventType } from "./stored.ts";
import "../../identity/tables.ts";

/** Whoever looks sees what can be booked: active ones, and of a managed one the copies alone. */
export const bookable = sql`e.active and e.scheduling_type is distinct from 'managed'`;

type Found = { eventType: StoredEventType; subdomain: string } & Pick<PublicEventTypeView, "hosts" | "team">;

/** Bookable event types (`e`) as strangers see them, in their owner's order. At most 200. */
export async function publicEventTypes(context: Context, where: RawBuilder<unknown>): Promise<PublicEventTypeView[]> {
  const { businessId } = context;
  const { rows: stored } = await sql<StoredEventType>`
    select e.* from event_types e where e.business_id = ${businessId} and ${bookable} and ${where}
    order by e.position, e.id limit 200`.execute(context.db);
  if (stored.length === 0) return [];
  const { rows } = await sql<Omit<Found, "eventType"> & { id: number }>`
    select e.id, b.subdomain,
      (select jsonb_build_object('name', t.name, 'slug', t.slug, 'logoUrl', t.logo_url) from teams t
        where t.business_id = e.business_id and t.id = e.team_id) as team,
      coalesce((select jsonb_agg(jsonb_build_object('name', u.name, 'username', n.username, 'avatarUrl', u.avatar_url) order by p.created_at, u.id)
        from (select h.user_id, h.created_at from event_type_hosts h where h.business_id = e.business_id and h.event_type_id = e.id
          union all select e.user_id, e.created_at where e.user_id is not null) p
        join users u on u.id = p.user_id left join usernames n on n.business_id = e.business_id and n.user_id = u.id), '[]') as hosts
    from event_types e join businesses b on b.id = e.business_id
    where e.business_id = ${businessId} and e.id = any(${stored.map(({ id }) => id)})`.execute(context.db);
  const details = new Map(rows.map((row) => [row.id, row]));
  return stored.map((row) => {
    const { subdomain, ...rest } = details.get(row.id)!;
    const view = { ...fromColumns(row), ...rest, locations: fromColumns(row).locations.map(publicPart) };
    const owner = row.userId === null ? null : (rest.hosts[0] ?? null);
    return { ...view, link: linkOf(context, { ...view, owner }, subdomain) } as PublicEventTypeView;
  });
}

/** Addresses, numbers and links are told after the booking, unless their owner shows them to everybody. */
function publicPart({ type, displayLocationPublicly, address, link, phone }: Location) {
  if (!displayLocationPublicly) return { type };
  return { type, ...(address ? { address } : {}), ...(link ? { link } : {}), ...(phone ? { phone } : {}) };
}

export async function publicBusiness(context: Context) {
  const { rows } = await sql<{ name: string; subdomain: string; timeZone: string; language: string }>`
    select name, subdomain, time_zone, language from businesses where id = ${context.businessId}`.execute(context.db);
  return rows[0]!;
}

type Person = { id: number; name: string; username: string; avatarUrl: string | null; bio: string | null };
/** Whose public page this is; null where there is none. */
export async function publicPerson(
  context: Context,
  username: string,
): Promise<(Person & { timeZone: string }) | null> {
  const { rows } = await sql<Person & { timeZone: string }>`
    select u.id, u.name, n.username, u.avatar_url, u.bio, u.time_zone from usernames n join users u on u.id = n.user_id
    where n.username = ${username.toLowerCase()} and n.business_id = ${context.businessId}`.execute(context.db);
  return rows[0] ?? null;
}
