import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { readHosts, replaceHosts, withTeam } from "./hosts.ts";
import { keepChildrenInStep } from "./managed.ts";
import type { HostDraft } from "./schema.ts";
import type { StoredEventType } from "./stored.ts";

/** Somebody has joined the team: they host what everybody in it hosts. */
export async function hostWhatTheTeamHosts(context: Context, teamId: number): Promise<void> {
  for (const eventType of await lockTypesOf(context, teamId))
    if (eventType.assignAllTeamMembers)
      await setHosts(context, eventType, await withTeam(context, teamId, await readHosts(context, eventType.id), true));
}

/** Somebody leaves the team: they host nothing of it any more, and their copies of what it manages go. */
export async function hostNothingOfTheTeam(context: Context, teamId: number, userId: number): Promise<void> {
  for (const eventType of await lockTypesOf(context, teamId)) {
    const hosts = await readHosts(context, eventType.id);
    const rest = hosts.filter((host) => host.userId !== userId);
    if (rest.length < hosts.length) await setHosts(context, eventType, rest);
  }
}

async function lockTypesOf(context: Context, teamId: number): Promise<StoredEventType[]> {
  const { rows } = await sql<StoredEventType>`
    select * from event_types where business_id = ${context.businessId} and team_id = ${teamId}
    order by id for no key update`.execute(context.db);
  return rows;
}

async function setHosts(context: Context, eventType: StoredEventType, hosts: HostDraft[]): Promise<void> {
  const before = { hosts: await readHosts(context, eventType.id) };
  await replaceHosts(context, eventType.id, hosts);
  const after = { hosts: await readHosts(context, eventType.id) };
  context.audit({ action: "event_type.updated", subject: "event_type", subjectId: eventType.id, before, after });
  if (eventType.schedulingType === "managed") await keepChildrenInStep(context, eventType, hosts);
}
