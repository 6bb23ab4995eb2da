import { sql } from "kysely";
import { conflict, DomainError, forbidden, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { decodeCursor, toPage } from "../../../platform/page.ts";
import { iso } from "../../../platform/schemas.ts";
import { hostNothingOfTheTeam, hostWhatTheTeamHosts } from "../event-types/team-changes.ts";
import { editableTeam, findTeam, managesTeams } from "./access.ts";
import type { TeamRole } from "./schema.ts";
import { refuseStranger } from "./strangers.ts";
import "../tables.ts";

export type TeamMemberView = {
  id: number;
  name: string;
  email: string;
  username: string | null;
  avatarUrl: string | null;
  role: TeamRole;
  joinedAt: string;
};

const columns = sql`u.id, u.name, u.email, n.username, u.avatar_url, m.role, m.created_at as joined_at
  from team_members m join users u on u.id = m.user_id
  left join usernames n on n.business_id = m.business_id and n.user_id = m.user_id`;

/** Who belongs to a team that the caller sees, in the order of their ids. */
export async function listTeamMembers(context: Context, teamId: number, limit: number, cursor: string | undefined) {
  await findTeam(context, teamId);
  const where = sql`m.business_id = ${context.businessId} and m.team_id = ${teamId}`;
  const after = cursor ? decodeCursor(cursor, 1)[0] : 0;
  const { rows } = await sql<TeamMemberView>`
    select ${columns} where ${where} and m.user_id > ${after} order by m.user_id limit ${limit + 1}`.execute(
    context.db,
  );
  const counted = await sql<{ total: number }>`select count(*) as total from team_members m where ${where}`.execute(
    context.db,
  );
  return toPage(rows, limit, counted.rows[0]!.total, ({ id }) => [id]);
}

export async function findTeamMember(context: Context, teamId: number, userId: number): Promise<TeamMemberView> {
  const { rows } = await sql<TeamMemberView>`
    select ${columns} where m.business_id = ${context.businessId} and m.team_id = ${teamId} and m.user_id = ${userId}`.execute(
    context.db,
  );
  if (!rows[0]) throw missing("team member", userId);
  return rows[0];
}

/** Somebody of the business joins the team, and hosts what everybody in it hosts. */
export async function addTeamMember(context: Context, teamId: number, userId: number, role: TeamRole) {
  await editableTeam(context, teamId);
  await lockMembers(context, teamId);
  await refuseBeyondRole(context, teamId, role);
  await refuseStranger(context, userId, "userId");
  await insertTeamMember(context, teamId, userId, role);
  await hostWhatTheTeamHosts(context, teamId);
  return findTeamMember(context, teamId, userId);
}

/** Throws CONFLICT for somebody who belongs to it. */
export async function insertTeamMember(context: Context, teamId: number, userId: number, role: TeamRole) {
  const { rows } = await sql`
    insert into team_members (business_id, team_id, user_id, role, created_at)
    values (${context.businessId}, ${teamId}, ${userId}, ${role}, ${iso(context.now)})
    on conflict do nothing returning user_id`.execute(context.db);
  if (rows.length === 0)
    throw refuse(conflict, "This person is in the team already.", [{ field: "userId", message: "Is in the team" }]);
  context.audit({ action: "team_member.created", subject: "team", subjectId: teamId, after: { userId, role } });
}

export async function changeTeamMember(context: Context, teamId: number, userId: number, role: TeamRole) {
  await editableTeam(context, teamId);
  const before = memberIn(await lockMembers(context, teamId), userId);
  await refuseBeyondRole(context, teamId, before.role);
  await refuseBeyondRole(context, teamId, role);
  if (role !== "owner") refuseLastOwner(before);
  if (role !== before.role) {
    await sql`
      update team_members set role = ${role}
      where business_id = ${context.businessId} and team_id = ${teamId} and user_id = ${userId}`.execute(context.db);
    const [was, is] = [
      { userId, role: before.role },
      { userId, role },
    ];
    context.audit({ action: "team_member.updated", subject: "team", subjectId: teamId, before: was, after: is });
  }
  return findTeamMember(context, teamId, userId);
}

/** Whoever may change the team takes somebody out of it; everybody may leave. What they host of it goes to the others. */
export async function removeTeamMember(context: Context, teamId: number, userId: number) {
  const leaves = userId === context.caller.userId && context.caller.abilities.has("event-types:write");
  await (leaves ? findTeam : editableTeam)(context, teamId);
  const before = memberIn(await lockMembers(context, teamId), userId);
  if (!leaves) await refuseBeyondRole(context, teamId, before.role);
  refuseLastOwner(before);
  await sql`
    delete from team_members
    where business_id = ${context.businessId} and team_id = ${teamId} and user_id = ${userId}`.execute(context.db);
  const was = { userId, role: before.role };
  context.audit({ action: "team_member.deleted", subject: "team", subjectId: teamId, before: was });
  await hostNothingOfTheTeam(context, teamId, userId);
  return { id: userId, deleted: true as const };
}

type Locked = { userId: number; role: TeamRole };
/** Everybody in the team, kept for the rest of the transaction: of two owners who leave at once, the second finds that they are the last. */
async function lockMembers(context: Context, teamId: number): Promise<Locked[]> {
  await sql`select from teams where business_id = ${context.businessId} and id = ${teamId} for no key update`.execute(
    context.db,
  );
  const { rows } = await sql<Locked>`
    select user_id, role from team_members where business_id = ${context.businessId} and team_id = ${teamId}`.execute(
    context.db,
  );
  return rows;
}

function memberIn(members: Locked[], userId: number): Locked & { lastOwner: boolean } {
  const found = members.find((member) => member.userId === userId);
  if (!found) throw missing("team member", userId);
  const owners = members.filter(({ role }) => role === "owner");
  return { ...found, lastOwner: found.role === "owner" && owners.length === 1 };
}

function refuseLastOwner({ lastOwner }: { lastOwner: boolean }): void {
  if (lastOwner) throw refuse(conflict, "This is the team's last owner. Make somebody else an owner first.");
}

/** An admin of a team makes no owner and touches none. */
async function refuseBeyondRole(context: Context, teamId: number, role: TeamRole): Promise<void> {
  if (role !== "owner" || managesTeams(context)) return;
  const { rows } = await sql<{ role: TeamRole }>`
    select role from team_members
    where business_id = ${context.businessId} and team_id = ${teamId} and user_id = ${context.caller.userId}`.execute(
    context.db,
  );
  if (rows[0]?.role !== "owner")
    throw new DomainError(forbidden, "Only owners of a team, and managers, give and take the team role owner.");
}
