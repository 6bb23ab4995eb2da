import type { z } from "zod";
import { invalid } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { refuseOnlyOwn } from "../../services/employees/access.ts";
import { changeEmployee, createEmployee } from "../../services/employees/write.ts";
import { invite } from "./invite.ts";
import { type EmployeeInvitation, invitedRoles } from "./schema.ts";

type Form = z.output<typeof EmployeeInvitation>;

/**
 * Invites somebody on the staff list, who is added to it where they are new. `role` is what they may do in the business
 * (admin, manager, employee); any other word is their job title, which says the same for an employee.
 */
export async function inviteEmployee(context: Context, { employeeId, email, name, role, language }: Form) {
  refuseOnlyOwn(context);
  const memberRole = invitedRoles.find((known) => known === role?.toLowerCase());
  const title = memberRole ? undefined : role;
  const employee =
    employeeId === undefined
      ? await onStaffList(context, { name: name!, email: email!, title })
      : await asInvited(context, employeeId, { name, email, title });
  if (!employee.email) throw invalid("email", "Required field: the employee has no address yet");
  return invite(context, { email: employee.email, role: memberRole ?? "employee", employeeId: employee.id, language });
}

type Fields<Field> = { name: Field; email: Field; title: string | undefined };

/** The employee with this address, else a new one. */
async function onStaffList(context: Context, { name, email, title }: Fields<string>) {
  const known = await context.db
    .selectFrom("employees")
    .select("id")
    .where("businessId", "=", context.businessId)
    .where("email", "=", email)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  if (known) return asInvited(context, known.id, { name: undefined, email, title });
  return createEmployee(context, { name, email, role: title });
}

/** What the invitation says anew about an employee is written down. */
async function asInvited(context: Context, id: number, { name, email, title }: Fields<string | undefined>) {
  const employee = await findRecord(context, "employees", "employee", id, { field: "employeeId" });
  const news = {
    ...(name !== undefined && name !== employee.name ? { name } : {}),
    ...(email !== undefined && email !== employee.email ? { email } : {}),
    ...(title === undefined ? {} : { role: title }),
  };
  return Object.keys(news).length === 0 ? employee : changeEmployee(context, id, news);
}
