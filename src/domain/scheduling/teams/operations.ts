import { sql } from "kysely";
import { conflict, forbidden, missing, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, insertRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { publicBusiness, publicEventTypes } from "../event-types/public-views.ts";
import { editableTeam, findTeam, teamsOf, visibleTeams } from "./access.ts";
import { addTeamMember, changeTeamMember, insertTeamMember, listTeamMembers, removeTeamMember } from "./members.ts";
import { publicTeam } from "./public.ts";
import {
  PublicTeam,
  PublicTeamSearch,
  Team,
  TeamChanges,
  TeamDraft,
  TeamId,
  TeamMember,
  TeamMemberChanges,
  TeamMemberDraft,
  TeamMemberId,
  TeamMemberSearch,
  TeamSearch,
} from "./schema.ts";
import { freeTeamSlug, teamView, teamViews } from "./store.ts";

const address = "/api/teams";
/** Who may change a team depends on their role in it, which no ability knows. */
const changing = "Takes the permission `teams:write`, or the team role owner or admin with `event-types:write`.";

export const listTeams = operation({
  name: "teams.list",
  http: `GET ${address}`,
  tool: "list_teams",
  access: "teams:read",
  summary: "List the teams you belong to; all of the business's if you manage it",
  query: TeamSearch,
  output: page(Team),
  async run(context, { mine, ...paging }) {
    const where = [visibleTeams(context)];
    if (mine) where.push(sql`id in (${teamsOf(context)})`);
    const found = await listRecords(context, "teams", paging, { where, order: "name" });
    return { ...found, items: await teamViews(context, found.items) };
  },
});

export const getTeam = operation({
  name: "teams.get",
  http: `GET ${address}?id`,
  tool: "get_team",
  access: "teams:read",
  summary: "Get one team with its address, its size and your role in it",
  query: TeamId,
  output: Team,
  errors: [notFound],
  run: async (context, { id }) => teamView(context, await findTeam(context, id)),
});

export const createTeam = operation({
  name: "teams.create",
  http: `POST ${address}`,
  access: "teams:write",
  summary: "Create a team; you are its owner",
  body: TeamDraft,
  output: Team,
  status: 201,
  errors: [conflict],
  async run(context, draft) {
    const team = await insertRecord(context, "teams", "team", {
      ...draft,
      slug: draft.slug ?? (await freeTeamSlug(context, draft.name)),
      createdAt: iso(context.now),
    });
    if (context.caller.userId !== null) await insertTeamMember(context, team.id, context.caller.userId, "owner");
    return teamView(context, team);
  },
});

export const updateTeam = operation({
  name: "teams.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "teams:read",
  summary: "Change the given fields of a team and leave the others",
  description: changing,
  query: TeamId,
  body: TeamChanges,
  output: Team,
  errors: [conflict, forbidden, notFound],
  async run(context, { id, ...changes }) {
    await editableTeam(context, id);
    return teamView(context, (await changeRecord(context, "teams", "team", id, changes)).after);
  },
});

export const deleteTeam = operation({
  name: "teams.delete",
  http: `DELETE ${address}`,
  access: "teams:read",
  summary: "Delete a team with its event types; their bookings stay",
  description: changing,
  query: TeamId,
  output: Deleted,
  errors: [forbidden, notFound],
  async run(context, { id }) {
    await editableTeam(context, id);
    return removeRecord(context, "teams", "team", id);
  },
});

export const listMembersOfTeam = operation({
  name: "teams.listMembers",
  http: `GET ${address}/:id/members`,
  tool: "list_team_members",
  access: "teams:read",
  summary: "List who belongs to a team, with their roles in it",
  query: TeamMemberSearch,
  output: page(TeamMember),
  errors: [notFound],
  run: (context, { id, limit, cursor }) => listTeamMembers(context, id, limit, cursor),
});

export const addMemberToTeam = operation({
  name: "teams.addMember",
  http: `POST ${address}/:id/members`,
  access: "teams:read",
  summary: "Take a member of the business into a team",
  description: `${changing} They become a host of event types that are assigned to the whole team.`,
  query: TeamId,
  body: TeamMemberDraft,
  output: TeamMember,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: (context, { id, userId, role }) => addTeamMember(context, id, userId, role),
});

export const changeMemberOfTeam = operation({
  name: "teams.updateMember",
  http: `PATCH ${address}/:id/members/:userId`,
  alsoMethod: "PUT",
  access: "teams:read",
  summary: "Give somebody another role in a team",
  description: `${changing} The last owner stays one.`,
  query: TeamMemberId,
  body: TeamMemberChanges,
  output: TeamMember,
  errors: [conflict, forbidden, notFound],
  run: (context, { id, userId, role }) => changeTeamMember(context, id, userId, role),
});

export const removeMemberFromTeam = operation({
  name: "teams.removeMember",
  http: `DELETE ${address}/:id/members/:userId`,
  access: "teams:read",
  summary: "Take somebody out of a team, or leave it",
  description: `${changing} Everybody may leave, but for the last owner. What they have booked stays theirs.`,
  query: TeamMemberId,
  output: Deleted,
  errors: [conflict, forbidden, notFound],
  run: (context, { id, userId }) => removeTeamMember(context, id, userId),
});

export const findPublicTeam = operation({
  name: "teams.public",
  http: `GET ${address}/public`,
  access: "public",
  tenant: { subdomain: "subdomain" },
  summary: "What a team's page shows: who they are and what can be booked with them",
  query: PublicTeamSearch,
  output: PublicTeam,
  errors: [notFound],
  async run(context, { slug }) {
    const team = await publicTeam(context, slug);
    if (!team) throw missing("team", slug, "slug");
    const [business, eventTypes] = [
      await publicBusiness(context),
      await publicEventTypes(context, sql`e.team_id = ${team.id} and not e.hidden`),
    ];
    return { ...team, business, eventTypes };
  },
});
