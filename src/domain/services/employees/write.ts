import type { Row } from "../../../platform/database.ts";
import { DomainError, forbidden } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion } from "../../../platform/records.ts";
import { iso, phoneNumber } from "../../../platform/schemas.ts";
import { roleAbilities } from "../../identity/abilities.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { calendarOfUser, createCalendar } from "../../time/calendars/store.ts";
import { refuseMoreThanOwn } from "../employee-roles/rules.ts";
import { roleNamed } from "../employee-roles/store.ts";
import { refuseOnlyOwn, refuseOthers } from "./access.ts";
import { calendarFor } from "./link.ts";
import type { EmployeeChanges, EmployeeDraft, EmployeeView } from "./schema.ts";
import { assign, withAssignment } from "./store.ts";

/** A new employee with a calendar: their own, or that of the user they sign in as. */
export async function createEmployee(context: Context, draft: EmployeeDraft): Promise<EmployeeView> {
  refuseOnlyOwn(context);
  const { role, serviceIds, locationIds, userId = null, ...fields } = draft;
  const title = role ? await roleNamed(context, role) : null;
  if (title) refuseMoreThanOwn(context.caller, title);
  if (userId) refuseMoreThanOwn(context.caller, title ?? plainEmployee);
  const employee = await context.db
    .insertInto("employees")
    .values({
      ...fields,
      businessId: context.businessId,
      calendarId: userId ? await calendarOfUser(context, userId) : await createCalendar(context, "person"),
      userId,
      roleId: title?.id ?? null,
      phoneE164: await dialled(context, fields.phone),
      allServices: serviceIds == null,
      createdAt: iso(context.now),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await assign(context, employee.id, {
    ...(serviceIds ? { serviceIds } : {}),
    ...(locationIds ? { locationIds } : {}),
  });
  const after = await withAssignment(context, employee);
  context.audit({ action: "employee.created", subject: "employee", subjectId: employee.id, after });
  return after;
}

/** Changes what is given. Somebody who sees their own calendar alone may change how they are shown, of themselves. */
export async function changeEmployee(context: Context, id: number, changes: EmployeeChanges): Promise<EmployeeView> {
  const employee = await findRecord(context, "employees", "employee", id, { lock: true });
  refuseOldVersion(context, employee);
  refuseBeyondOwn(context, id, changes);
  const before = await withAssignment(context, employee);
  if (Object.values(changes).every((value) => value === undefined)) return before;
  const { role, serviceIds, locationIds, userId, ...fields } = changes;
  const values = {
    ...fields,
    ...(fields.phone !== undefined ? { phoneE164: await dialled(context, fields.phone) } : {}),
    ...(serviceIds !== undefined ? { allServices: serviceIds === null } : {}),
    ...(await titleAndUser(context, employee, before.role, { role, userId })),
  };
  await assign(context, id, { serviceIds, locationIds });
  const changed = await context.db
    .updateTable("employees")
    // The database counts the version; naming it makes a change of services or locations alone count too.
    .set({ ...values, version: employee.version })
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const after = await withAssignment(context, changed);
  // What a member may do hangs on their role.
  if (before.roleId !== after.roleId || before.userId !== after.userId)
    context.afterCommit(context.services.callersChanged);
  context.audit({ action: "employee.updated", subject: "employee", subjectId: id, before, after });
  return after;
}

/** What a member may do hangs on both, so whoever changes either must have what they give. */
async function titleAndUser(
  context: Context,
  employee: Row<"employees">,
  currentTitle: string | null,
  { role, userId = employee.userId }: { role?: string | null | undefined; userId?: number | null | undefined },
) {
  const sameTitle = role === undefined || role?.toLowerCase() === currentTitle?.toLowerCase();
  if (sameTitle && userId === employee.userId) return {};
  const name = sameTitle ? currentTitle : role;
  const title = name ? await roleNamed(context, name) : null;
  if (title) refuseMoreThanOwn(context.caller, title);
  if (userId) refuseMoreThanOwn(context.caller, title ?? plainEmployee);
  return { roleId: title?.id ?? null, userId, calendarId: await calendarFor(context, employee, userId) };
}
const plainEmployee = { permissions: roleAbilities.employee, onlyOwn: true };

const ownFields = new Set(["name", "email", "phone", "color", "bio", "photoUrl"]);
function refuseBeyondOwn(context: Context, id: number, changes: EmployeeChanges) {
  refuseOthers(context, id);
  if (!context.caller.onlyOwn) return;
  const beyond = Object.keys(changes).filter((field) => !ownFields.has(field));
  if (beyond.length > 0)
    throw new DomainError(forbidden, `You cannot change this of yourself: ${beyond.join(", ")}. Ask a manager.`);
}

/** The number as E.164, read as somebody in the business's country would dial it. */
const dialled = async (context: Context, phone: string | null | undefined) =>
  phone ? phoneNumber(phone, (await readBusiness(context)).country) : null;
