import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { slugFrom } from "../../../platform/slugs.ts";
import type { TeamRole } from "./schema.ts";
import "../../identity/tables.ts";
import "../tables.ts";

export const refusals: Refusals = {
  teams_business_id_slug_key: () =>
    refuse(conflict, "Another team has this slug.", [{ field: "slug", message: "Is taken" }]),
};

/** Adds how many belong to each, the caller's role and the page's address: one query however many there are. */
export async function teamViews(context: Context, teams: Row<"teams">[]) {
  const { businessId, caller, services } = context;
  const { rows } = await sql<{ id: number; memberCount: number; role: TeamRole | null; subdomain: string }>`
    select t.id, b.subdomain, count(m.user_id) as member_count, max(m.role) filter (where m.user_id = ${caller.userId}) as role
    from teams t join businesses b on b.id = t.business_id
    left join team_members m on m.business_id = t.business_id and m.team_id = t.id
    where t.business_id = ${businessId} and t.id = any(${teams.map(({ id }) => id)}) group by t.id, b.subdomain`.execute(
    context.db,
  );
  const details = new Map(rows.map((row) => [row.id, row]));
  return teams.map((team) => {
    const { memberCount, role, subdomain } = details.get(team.id)!;
    return { ...team, memberCount, role, link: `${services.publicUrl}/team/${subdomain}/${team.slug}` };
  });
}
export const teamView = async (context: Context, team: Row<"teams">) => (await teamViews(context, [team]))[0]!;

/** `sales`, else `sales-2`, `sales-3` …: the first that no other team of the business has. */
export async function freeTeamSlug(context: Context, name: string): Promise<string> {
  const wanted = slugFrom(name, 90) || "team";
  const { rows } = await sql<{ slug: string }>`
    select slug from teams where business_id = ${context.businessId} and (slug = ${wanted} or starts_with(slug, ${`${wanted}-`}))`.execute(
    context.db,
  );
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
