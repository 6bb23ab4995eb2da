import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

export type OwnBusiness = {
  id: number;
  name: string;
  subdomain: string;
  role: string;
  current: boolean;
  createdAt: string;
};

// Row-level security shows a user the businesses they belong to, besides the one of the call.
const membershipsOf = (context: Context) => sql`
  from members join businesses on businesses.id = members.business_id
  where members.user_id = ${context.caller.userId}
    and (${context.caller.kind} not in ('key', 'oauth') or businesses.id = ${context.businessId})`;

/** The caller's businesses, those that come after `after` by id. A key or an app acts in one, and sees that one. */
export async function listOwnBusinesses(context: Context, limit: number, after: number) {
  const { rows } = await sql<OwnBusiness>`
    select businesses.id, businesses.name, businesses.subdomain, members.role, businesses.created_at,
      businesses.id = ${context.businessId} as current
    ${membershipsOf(context)} and businesses.id > ${after} order by businesses.id limit ${limit + 1}`.execute(
    context.db,
  );
  const counted = await sql<{ total: number }>`select count(*) as total ${membershipsOf(context)}`.execute(context.db);
  return { rows, total: counted.rows[0]!.total };
}

export async function ownBusiness(context: Context, id: number): Promise<OwnBusiness | undefined> {
  const { rows } = await sql<OwnBusiness>`
    select businesses.id, businesses.name, businesses.subdomain, members.role, businesses.created_at,
      businesses.id = ${context.businessId} as current
    ${membershipsOf(context)} and businesses.id = ${id}`.execute(context.db);
  return rows[0];
}
