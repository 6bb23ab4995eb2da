import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { keptInMemory } from "../../services/availability/cache.ts";
import { type CompanySettings, settingsOf } from "../../services/company/settings.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { readSchedules, readSchedulesById, type StoredSchedule } from "../../time/schedules/store.ts";
import "../tables.ts";

/** What decides when an event type can be booked, apart from what is booked already. Shared between calls: never changed. */
export type EventPlan = {
  business: { id: number; name: string; timeZone: string; language: string };
  settings: CompanySettings;
  eventType: Row<"eventTypes">;
  team: { id: number; name: string; slug: string } | null;
  /** Whose time it takes, in the order in which they came. A person's own event type has its owner. */
  hosts: PlanHost[];
  /** Where dates of this event type are read: its own zone, or the organizer's. */
  zone: string;
  /** Where its limits are counted (SEMANTICS 7). */
  organizerZone: string;
};
export type PlanHost = {
  userId: number;
  name: string;
  email: string;
  username: string | null;
  timeZone: string;
  language: string;
  /** 0 where the person has none yet: nothing is taken then, and it is made before anything is. */
  calendarId: number;
  schedule: StoredSchedule;
  isFixed: boolean;
  groupId: string | null;
  weight: number;
  priority: number;
  /** Epoch milliseconds. */
  joinedAt: number;
};

export type EventTypeRef =
  | { eventTypeId: number }
  | { username: string; slug: string }
  | { team: string; slug: string };

/**
 * The plan of an event type, from memory where nothing has changed. `evenInactive`: of bookings that exist, which keep
 * their event type when no new ones are taken.
 */
export const readEventPlan = async (
  context: Context,
  ref: EventTypeRef,
  { evenInactive = false } = {},
): Promise<EventPlan> => {
  // Overrides of days gone by are left out of a plan, so each day has its own.
  const key = `event plan ${iso(context.now).slice(0, 10)} ${Object.values(ref).join(" ")} ${Object.keys(ref)[0]}`;
  const plan = await keptInMemory(context, key, () => loadPlan(context, ref));
  if (!plan.eventType.active && !evenInactive)
    throw refuse(conflict, `${plan.eventType.title} cannot be booked at the moment.`);
  return plan;
};

type FoundHost = Omit<PlanHost, "schedule"> & { scheduleId: number | null };

async function loadPlan(context: Context, ref: EventTypeRef): Promise<EventPlan> {
  const { businessId } = context;
  const named =
    "eventTypeId" in ref
      ? sql`e.id = ${ref.eventTypeId}`
      : "username" in ref
        ? sql`e.slug = ${ref.slug} and e.user_id = (select user_id from usernames where username = ${ref.username.toLowerCase()} and business_id = ${businessId})`
        : sql`e.slug = ${ref.slug} and e.team_id = (select id from teams where business_id = ${businessId} and slug = ${ref.team})`;
  const { rows } = await sql<{
    eventType: Record<string, unknown>;
    business: { id: number; name: string; timeZone: string; language: string; settings: Record<string, unknown> };
    team: EventPlan["team"];
    hosts: FoundHost[] | null;
  }>`
    with found as (
      select e.* from event_types e where e.business_id = ${businessId} and ${named}
    ), people as (
      select h.user_id, h.is_fixed, h.group_id, h.weight, h.priority, h.schedule_id, h.created_at
      from event_type_hosts h, found where h.business_id = found.business_id and h.event_type_id = found.id
      union all
      select user_id, false, null, 100, 2, null, created_at from found where user_id is not null
    )
    select to_jsonb(found) as event_type,
      jsonb_build_object('id', b.id, 'name', b.name, 'timeZone', b.time_zone, 'language', b.language, 'settings', b.settings) as business,
      (select jsonb_build_object('id', t.id, 'name', t.name, 'slug', t.slug) from teams t where t.business_id = b.id and t.id = found.team_id) as team,
      (select jsonb_agg(jsonb_build_object('userId', u.id, 'name', u.name, 'email', u.email, 'username', n.username, 'timeZone', u.time_zone,
          'language', u.language, 'calendarId', coalesce(c.id, 0), 'isFixed', p.is_fixed, 'groupId', p.group_id, 'weight', p.weight, 'priority', p.priority,
          'scheduleId', coalesce(p.schedule_id, found.schedule_id), 'joinedAt', (extract(epoch from p.created_at) * 1000)::bigint) order by p.created_at, u.id)
        from people p join users u on u.id = p.user_id
        left join usernames n on n.business_id = b.id and n.user_id = u.id
        left join calendars c on c.business_id = b.id and c.user_id = u.id) as hosts
    from found join businesses b on b.id = found.business_id`.execute(context.db);
  const [row] = rows;
  // A managed type is a template: its hosts' copies are booked.
  if (!row || row.eventType.scheduling_type === "managed")
    throw missing("event type", "eventTypeId" in ref ? ref.eventTypeId : ref.slug);
  const eventType = camelRow<Row<"eventTypes">>(row.eventType);
  const hosts = await withSchedules(context, row.hosts ?? [], eventType.teamId === null);
  const organizerZone = hosts[0]?.schedule.zone ?? row.business.timeZone;
  return {
    business: row.business,
    settings: settingsOf(row.business as never),
    eventType,
    team: row.team,
    hosts,
    zone: eventType.timeZone ?? organizerZone,
    organizerZone,
  };
}

/** A team's type may name a schedule that is one person's: it is that person's alone. */
async function withSchedules(context: Context, hosts: FoundHost[], own: boolean): Promise<PlanHost[]> {
  const calendarIds = hosts.map(({ calendarId }) => calendarId);
  const since = iso(context.now - 2 * DAY).slice(0, 10);
  const usual = await readSchedules(context, calendarIds, since);
  const named = hosts.flatMap(({ scheduleId }) => scheduleId ?? []);
  const chosen = named.length > 0 ? await readSchedulesById(context, named, since) : new Map<number, StoredSchedule>();
  return hosts.flatMap(({ scheduleId, ...host }) => {
    const wanted = scheduleId === null ? undefined : chosen.get(scheduleId);
    const fits = wanted && (own || wanted.calendarId === host.calendarId || wanted.calendarId === null);
    const schedule = (fits ? wanted : undefined) ?? usual.get(host.calendarId) ?? usual.get(null);
    return schedule ? [{ ...host, schedule }] : [];
  });
}

/** Somebody as a host, who is none of the event type: a colleague who takes over. */
export const readHosts = (context: Context, userIds: number[]): Promise<PlanHost[]> =>
  keptInMemory(context, `hosts ${iso(context.now).slice(0, 10)} ${userIds.join(",")}`, async () => {
    const { rows } = await sql<FoundHost>`
      select u.id as user_id, u.name, u.email, n.username, u.time_zone, u.language, coalesce(c.id, 0) as calendar_id, false as is_fixed, null as group_id,
        100 as weight, 2 as priority, null as schedule_id, 0 as joined_at
      from users u join members m on m.user_id = u.id and m.business_id = ${context.businessId}
      left join usernames n on n.business_id = m.business_id and n.user_id = u.id
      left join calendars c on c.business_id = m.business_id and c.user_id = u.id
      where u.id = any(${userIds})`.execute(context.db);
    return withSchedules(context, rows, false);
  });

/** `to_jsonb(row)` has column names. */
const camelRow = <Type>(row: Record<string, unknown>): Type =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as Type;
