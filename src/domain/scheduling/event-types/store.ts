import { type RawBuilder, sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { conflict, invalid, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { slugFrom } from "../../../platform/slugs.ts";
import type { EventTypeView } from "./schema.ts";
import { fromColumns, type StoredEventType } from "./stored.ts";
import "../../identity/tables.ts";
import "../tables.ts";

const slugTaken = () =>
  refuse(conflict, "Another event type of the same owner has this slug.", [{ field: "slug", message: "Is taken" }]);
export const refusals: Refusals = {
  event_types_slug_of_user: slugTaken,
  event_types_slug_of_team: slugTaken,
  event_types_check: () => invalid("periodEndDate", "Must not be before periodStartDate"),
};

/** An event type as it is stored, whoever may see it; 404 where there is none. For the business's own work: booking, jobs. */
export async function readEventType(context: Context, id: number): Promise<StoredEventType> {
  const found = await storedEventType(context, id);
  if (!found) throw missing("event type", id);
  return found;
}

export const storedEventType = (context: Context, id: number, where: RawBuilder<unknown> = sql`true`) =>
  selectOne(context, id, where, sql``);
/** The same, kept for the rest of the transaction; bookings of it go on meanwhile. */
export const lockEventType = (context: Context, id: number, where: RawBuilder<unknown> = sql`true`) =>
  selectOne(context, id, where, sql`for no key update`);

async function selectOne(context: Context, id: number, where: RawBuilder<unknown>, lock: RawBuilder<unknown>) {
  const { rows } = await sql<StoredEventType>`
    select * from event_types where business_id = ${context.businessId} and id = ${id} and ${where} ${lock}`.execute(
    context.db,
  );
  return rows[0];
}

type Details = Pick<EventTypeView, "owner" | "team" | "hosts"> & { subdomain: string };

/** Stored event types as the API shows them, with owners, teams, hosts and addresses: one query however many there are. */
export async function viewsOf(context: Context, rows: StoredEventType[], counted = false): Promise<EventTypeView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const found = await sql<Details & { id: number; bookings: EventTypeView["bookings"] }>`
    select e.id, b.subdomain,
      (select jsonb_build_object('id', u.id, 'name', u.name, 'username', n.username) from users u
        left join usernames n on n.business_id = e.business_id and n.user_id = u.id where u.id = e.user_id) as owner,
      (select jsonb_build_object('id', t.id, 'name', t.name, 'slug', t.slug) from teams t
        where t.business_id = e.business_id and t.id = e.team_id) as team,
      coalesce((select jsonb_agg(jsonb_build_object('userId', h.user_id, 'name', u.name, 'isFixed', h.is_fixed, 'priority', h.priority,
          'weight', h.weight, 'groupId', h.group_id, 'scheduleId', h.schedule_id) order by h.created_at, h.user_id)
        from event_type_hosts h join users u on u.id = h.user_id
        where h.business_id = e.business_id and h.event_type_id = e.id), '[]') as hosts,
      ${counted ? bookingCounts(context) : sql`null`} as bookings
    from event_types e join businesses b on b.id = e.business_id
    where e.business_id = ${context.businessId} and e.id = any(${ids})`.execute(context.db);
  const details = new Map(found.rows.map((row) => [row.id, row]));
  return rows.map((row) => {
    const { subdomain, bookings, ...rest } = details.get(row.id)!;
    const view = { ...fromColumns(row), ...rest, ...(bookings ? { bookings } : {}) };
    return { ...view, link: linkOf(context, view, subdomain) } as EventTypeView;
  });
}

export const viewOf = async (context: Context, row: StoredEventType) => (await viewsOf(context, [row]))[0]!;

/** A managed event type is booked through its copies: they count for it. */
const bookingCounts = ({
  now,
}: Context) => sql`(select jsonb_build_object('total', count(*), 'upcoming', count(*) filter (where k.starts_at > ${iso(now)}))
  from bookings k where k.business_id = e.business_id and k.status in ('accepted', 'pending')
    and k.event_type_id in (select c.id from event_types c where c.business_id = e.business_id and (c.id = e.id or c.parent_id = e.id)))`;

/** `…/sarahj/30min`, or `…/team/acme/sales/demo` for a team of the business with the subdomain acme. */
export function linkOf(
  { services }: Context,
  { slug, owner, team }: { slug: string; owner?: { username: string | null } | null; team?: { slug: string } | null },
  subdomain: string,
): string {
  const path = team ? `team/${subdomain}/${team.slug}` : (owner?.username ?? subdomain);
  return `${services.publicUrl}/${path}/${slug}`;
}

/** The ids that count as an event type's: a managed one is booked by its copies. */
export const idsOfType = (businessId: number, id: number) => sql`
  select ${id}::bigint union all select id from event_types where business_id = ${businessId} and parent_id = ${id}`;

/** The ids of a team's event types, copies of managed ones among them. */
export const idsOfTeam = (businessId: number, teamId: number) => sql`
  select t.id from event_types t left join event_types p on p.business_id = t.business_id and p.id = t.parent_id
  where t.business_id = ${businessId} and coalesce(t.team_id, p.team_id) = ${teamId}`;

type OwnerId = { userId: number | null; teamId: number | null };

/** The title as a slug, with a number where the owner has that one: `intro`, `intro-2`, `intro-3` … */
export async function freeSlug(context: Context, { userId, teamId }: OwnerId, title: string, except = 0) {
  const wanted = slugFrom(title, 90) || "meeting";
  const { rows } = await sql<{ slug: string }>`
    select slug from event_types where business_id = ${context.businessId} and id <> ${except}
      and ${teamId === null ? sql`user_id = ${userId}` : sql`team_id = ${teamId}`}
      and (slug = ${wanted} or starts_with(slug, ${`${wanted}-`}))`.execute(context.db);
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}

/** Behind everything that the owner has. */
export async function nextPosition(context: Context, { userId, teamId }: OwnerId): Promise<number> {
  const { rows } = await sql<{ next: number }>`
    select coalesce(max(position) + 1, 0) as next from event_types where business_id = ${context.businessId}
      and ${teamId === null ? sql`user_id = ${userId}` : sql`team_id = ${teamId}`}`.execute(context.db);
  return rows[0]!.next;
}
