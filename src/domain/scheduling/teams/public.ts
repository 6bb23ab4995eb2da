import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import "../../identity/tables.ts";
import "../tables.ts";

type Person = { name: string; username: string | null; avatarUrl: string | null };
type PublicTeam = {
  id: number;
  name: string;
  slug: string;
  bio: string | null;
  logoUrl: string | null;
  members: Person[];
};

/** A team with a page, and who is on it; null where there is none or it is hidden. */
export async function publicTeam(context: Context, slug: string): Promise<PublicTeam | null> {
  const { rows } = await sql<PublicTeam>`
    select t.id, t.name, t.slug, t.bio, t.logo_url,
      coalesce((select jsonb_agg(jsonb_build_object('name', u.name, 'username', n.username, 'avatarUrl', u.avatar_url) order by m.created_at, u.id)
        from team_members m join users u on u.id = m.user_id
        left join usernames n on n.business_id = m.business_id and n.user_id = m.user_id
        where m.business_id = t.business_id and m.team_id = t.id), '[]') as members
    from teams t where t.business_id = ${context.businessId} and t.slug = ${slug} and not t.hidden`.execute(context.db);
  return rows[0] ?? null;
}
