import { sql } from "kysely";
import { missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { Role } from "../../identity/abilities.ts";

export type MemberView = {
  id: number;
  name: string;
  email: string;
  role: Role;
  employeeId: number | null;
  twoFactorEnabled: boolean;
  joinedAt: string;
};

const columns = sql`
  users.id, users.name, users.email, members.role, employees.id as employee_id,
  users.totp_enabled_at is not null as two_factor_enabled, members.created_at as joined_at
  from members join users on users.id = members.user_id
  left join employees on employees.business_id = members.business_id and employees.user_id = members.user_id
    and employees.deleted_at is null`;

/** Members after the user id `after`. */
export async function listMembers(context: Context, role: Role | undefined, limit: number, after: number) {
  const where = sql`members.business_id = ${context.businessId} and (${role ?? null}::text is null or members.role = ${role ?? null})`;
  const { rows } = await sql<MemberView>`
    select ${columns} where ${where} and members.user_id > ${after} order by members.user_id limit ${limit + 1}`.execute(
    context.db,
  );
  const counted = await sql<{ total: number }>`select count(*) as total from members where ${where}`.execute(
    context.db,
  );
  return { rows, total: counted.rows[0]!.total };
}

/** One member of the business, or 404. */
export async function findMember(context: Context, userId: number): Promise<MemberView> {
  const { rows } = await sql<MemberView>`
    select ${columns} where members.business_id = ${context.businessId} and members.user_id = ${userId}`.execute(
    context.db,
  );
  if (!rows[0]) throw missing("member", userId);
  return rows[0];
}

/**
 * The member, kept for the rest of the transaction together with every owner: of two owners who demote each other at the
 * same time, the second finds that they would be the last.
 */
export async function lockMember(context: Context, userId: number): Promise<{ role: Role; lastOwner: boolean }> {
  const { rows } = await sql<{ userId: number; role: Role }>`
    select user_id, role from members
    where business_id = ${context.businessId} and (user_id = ${userId} or role = 'owner')
    order by user_id for update`.execute(context.db);
  const member = rows.find((row) => row.userId === userId);
  if (!member) throw missing("member", userId);
  const owners = rows.filter(({ role }) => role === "owner");
  return { role: member.role, lastOwner: member.role === "owner" && owners.length === 1 };
}

export async function addMember(context: Context, userId: number, role: Role): Promise<void> {
  await context.db
    .insertInto("members")
    .values({ businessId: context.businessId, userId, role, createdAt: iso(context.now) })
    .execute();
  context.audit({ action: "member.created", subject: "member", subjectId: userId, after: { userId, role } });
  context.afterCommit(context.services.callersChanged);
}

export async function changeRole(context: Context, userId: number, from: Role, to: Role): Promise<void> {
  await context.db
    .updateTable("members")
    .set({ role: to })
    .where("businessId", "=", context.businessId)
    .where("userId", "=", userId)
    .execute();
  context.audit({
    action: "member.updated",
    subject: "member",
    subjectId: userId,
    before: { userId, role: from },
    after: { userId, role: to },
  });
  context.afterCommit(context.services.callersChanged);
}
