import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { HostDraft } from "./schema.ts";
import "../tables.ts";

/** The hosts are these from now on. Who was one already stays it since then: the round-robin counts from there. */
export async function replaceHosts(context: Context, eventTypeId: number, hosts: HostDraft[]): Promise<void> {
  const { businessId, db, now } = context;
  await sql`
    delete from event_type_hosts where business_id = ${businessId} and event_type_id = ${eventTypeId}
      and user_id <> all(${hosts.map(({ userId }) => userId)})`.execute(db);
  if (hosts.length === 0) return;
  await db
    .insertInto("eventTypeHosts")
    .values(
      hosts.map(({ userId, isFixed = false, priority = 2, weight = 100, groupId = null, scheduleId = null }) => ({
        ...{ businessId, eventTypeId, userId, isFixed, priority, weight, groupId, scheduleId },
        createdAt: iso(now),
      })),
    )
    .onConflict((same) =>
      same.columns(["businessId", "eventTypeId", "userId"]).doUpdateSet(({ ref }) => ({
        isFixed: ref("excluded.isFixed"),
        priority: ref("excluded.priority"),
        weight: ref("excluded.weight"),
        groupId: ref("excluded.groupId"),
        scheduleId: ref("excluded.scheduleId"),
      })),
    )
    .execute();
}

export async function readHosts(context: Context, eventTypeId: number): Promise<HostDraft[]> {
  const { rows } = await sql<HostDraft>`
    select user_id, is_fixed, priority, weight, group_id, schedule_id from event_type_hosts
    where business_id = ${context.businessId} and event_type_id = ${eventTypeId} order by created_at, user_id`.execute(
    context.db,
  );
  return rows;
}

/** Those who are named, and with `everybody` the rest of the team behind them. */
export async function withTeam(
  context: Context,
  teamId: number,
  named: HostDraft[],
  everybody: boolean,
): Promise<HostDraft[]> {
  if (!everybody) return named;
  const { rows } = await sql<{ userId: number }>`
    select user_id from team_members where business_id = ${context.businessId} and team_id = ${teamId}
    order by created_at, user_id`.execute(context.db);
  return [...named, ...rows.filter(({ userId }) => !named.some((host) => host.userId === userId))];
}
