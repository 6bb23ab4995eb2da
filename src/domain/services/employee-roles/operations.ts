import { conflict, forbidden, notFound, refuse } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, findRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { refuseMoreThanOwn } from "./rules.ts";
import { EmployeeRole, EmployeeRoleChanges, EmployeeRoleDraft, EmployeeRoleId, EmployeeRoleSearch } from "./schema.ts";
import { createRole, holdersOf, releaseFormerHolders } from "./store.ts";

const address = "/api/services/employee-role";

export const listEmployeeRoles = operation({
  name: "employee-roles.list",
  http: `GET ${address}`,
  access: "staff:read",
  summary: "List job titles and what their holders may do",
  query: EmployeeRoleSearch,
  output: page(EmployeeRole),
  run: (context, paging) => listRecords(context, "employeeRoles", paging, { order: "name" }),
});

export const getEmployeeRole = operation({
  name: "employee-roles.get",
  http: `GET ${address}?id`,
  access: "staff:read",
  summary: "Get one employee role",
  query: EmployeeRoleId,
  output: EmployeeRole,
  run: (context, { id }) => findRecord(context, "employeeRoles", "employee role", id),
});

export const createEmployeeRole = operation({
  name: "employee-roles.create",
  http: `POST ${address}`,
  access: "staff:write",
  summary: "Add an employee role",
  description: "Permissions hold for employees who sign in. You can give away only permissions that you have.",
  body: EmployeeRoleDraft,
  output: EmployeeRole,
  status: 201,
  errors: [conflict, forbidden],
  async run(context, draft) {
    const role = await createRole(context, draft);
    refuseMoreThanOwn(context.caller, role);
    return role;
  },
});

export const updateEmployeeRole = operation({
  name: "employee-roles.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "staff:write",
  summary: "Change the given fields of an employee role and leave the others",
  description:
    "Holds for everybody who has the role, at once or, where several servers share the work, within a second.",
  query: EmployeeRoleId,
  body: EmployeeRoleChanges,
  output: EmployeeRole,
  errors: [conflict, forbidden, notFound],
  async run(context, { id, ...changes }) {
    const { before, after } = await changeRecord(context, "employeeRoles", "employee role", id, changes);
    refuseMoreThanOwn(context.caller, before);
    refuseMoreThanOwn(context.caller, after);
    context.afterCommit(context.services.callersChanged);
    return after;
  },
});

export const deleteEmployeeRole = operation({
  name: "employee-roles.delete",
  http: `DELETE ${address}`,
  access: "staff:write",
  summary: "Delete an employee role that nobody has",
  query: EmployeeRoleId,
  output: Deleted,
  errors: [conflict, forbidden, notFound],
  async run(context, { id }) {
    const role = await findRecord(context, "employeeRoles", "employee role", id, { lock: true });
    refuseMoreThanOwn(context.caller, role);
    const holders = await holdersOf(context, id);
    if (holders > 0) {
      const people = holders === 1 ? "One employee has" : `${holders} employees have`;
      throw refuse(conflict, `${people} the role ${role.name}. Give them another one first.`);
    }
    await releaseFormerHolders(context, id);
    return removeRecord(context, "employeeRoles", "employee role", id);
  },
});
