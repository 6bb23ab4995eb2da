import { type RawBuilder, sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { DomainError, forbidden, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/** Sees and changes every team: whoever may write teams, by their role in the business. */
export const managesTeams = ({ caller }: Context): boolean =>
  caller.kind === "system" || caller.abilities.has("teams:write");

/** Whether the caller may change a team: by their role in the business, or as its owner or admin. */
export async function managesTeam(context: Context, teamId: number): Promise<boolean> {
  if (managesTeams(context)) return true;
  // A team's owner may be a plain employee, who may only read teams in general. A key or token that can only read stays so.
  if (!context.caller.abilities.has("event-types:write")) return false;
  const found = await context.db
    .selectFrom("teamMembers")
    .select("role")
    .where("businessId", "=", context.businessId)
    .where("teamId", "=", teamId)
    .where("userId", "=", context.caller.userId ?? 0)
    .executeTakeFirst();
  return found?.role === "owner" || found?.role === "admin";
}

/** The ids of the teams that the caller belongs to, as a subquery. */
export const teamsOf = ({ businessId, caller }: Context): RawBuilder<unknown> =>
  sql`select team_id from team_members where team_members.business_id = ${businessId} and team_members.user_id = ${caller.userId}`;

/** Which teams the caller sees, as a condition on teams. */
export const visibleTeams = (context: Context): RawBuilder<unknown> =>
  managesTeams(context) ? sql`true` : sql`id in (${teamsOf(context)})`;

/** One team that the caller sees, or 404. `field` names the body field that pointed at it. */
export async function findTeam(context: Context, id: number, field?: string): Promise<Row<"teams">> {
  const { rows } = await sql<Row<"teams">>`
    select * from teams where business_id = ${context.businessId} and id = ${id} and ${visibleTeams(context)}`.execute(
    context.db,
  );
  if (!rows[0]) throw missing("team", id, field);
  return rows[0];
}

/** The same, for a change. Throws FORBIDDEN where the caller is neither a manager nor the team's owner or admin. */
export async function editableTeam(context: Context, id: number, field?: string): Promise<Row<"teams">> {
  const team = await findTeam(context, id, field);
  if (!(await managesTeam(context, id)))
    throw new DomainError(forbidden, "This takes the permission teams:write, or the team role owner or admin.");
  return team;
}
