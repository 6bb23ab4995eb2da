import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

/**
 * Somebody is no member of the business any more. Their API keys for it and what they allowed apps go with the membership; where they are signed in,
 * they act in no business from now on. False where they were no member (of this role, where it is given).
 */
export async function endMembership(context: Context, userId: number, onlyRole?: string): Promise<boolean> {
  const { businessId, db } = context;
  const { rows } = await sql<{ role: string }>`
    delete from members
    where business_id = ${businessId} and user_id = ${userId} and (${onlyRole ?? null}::text is null or role = ${onlyRole ?? null})
    returning role`.execute(db);
  if (!rows[0]) return false;
  // Their page goes with them; what was booked stays.
  await sql`delete from usernames where business_id = ${businessId} and user_id = ${userId}`.execute(db);
  await sql`update sessions set business_id = null where user_id = ${userId} and business_id = ${businessId}`.execute(
    db,
  );
  context.audit({ action: "member.removed", subject: "member", subjectId: userId, before: { userId, ...rows[0] } });
  context.afterCommit(context.services.callersChanged);
  return true;
}

/**
 * Somebody leaves the staff: their invitations no longer work, and if they signed in as an employee and nothing more, their
 * membership ends with it. Owners, admins and managers stay what they are. True where there is a user who stays.
 */
export async function endEmployeeAccess(context: Context, employeeId: number, userId: number | null): Promise<boolean> {
  const { businessId, db, now } = context;
  await sql`
    update invitations set revoked_at = ${iso(now)}
    where business_id = ${businessId} and employee_id = ${employeeId} and accepted_at is null and revoked_at is null`.execute(
    db,
  );
  return userId !== null && !(await endMembership(context, userId, "employee"));
}
