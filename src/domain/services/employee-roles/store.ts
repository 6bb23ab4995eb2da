import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { roleAbilities } from "../../identity/abilities.ts";
import "../tables.ts";

export const refusals: Refusals = {
  employee_roles_name: () =>
    refuse(conflict, "Another employee role has this name.", [{ field: "name", message: "Is taken" }]),
};

type RoleDraft = { name: string; description?: string | null; permissions?: string[]; onlyOwn?: boolean };

/** A role; what is left out is as the built-in role employee has it. */
export const createRole = (context: Context, draft: RoleDraft): Promise<Row<"employeeRoles">> =>
  insertRecord(context, "employeeRoles", "employee role", {
    permissions: [...roleAbilities.employee],
    onlyOwn: true,
    ...draft,
    createdAt: iso(context.now),
  });

/** The role of this name, written in whatever case; made when there is none, so that a job title is never lost. */
export async function roleNamed(context: Context, name: string): Promise<Row<"employeeRoles">> {
  // Two requests may bring the same new title: the second waits here and finds the first one's role.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`employee_role:${context.businessId}:${name.toLowerCase()}`}, 0))`.execute(
    context.db,
  );
  const { rows } = await sql<Row<"employeeRoles">>`
    select * from employee_roles where business_id = ${context.businessId} and lower(name) = lower(${name})`.execute(
    context.db,
  );
  return rows[0] ?? createRole(context, { name });
}

/** How many people on the staff list have the role. Those who left do not count. */
export async function holdersOf(context: Context, roleId: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from employees
    where business_id = ${context.businessId} and role_id = ${roleId} and deleted_at is null`.execute(context.db);
  return rows[0]!.count;
}

/** Takes the role from people who left, so that it can be deleted. */
export const releaseFormerHolders = (context: Context, roleId: number) =>
  sql`
    update employees set role_id = null
    where business_id = ${context.businessId} and role_id = ${roleId} and deleted_at is not null`.execute(context.db);
