import { sql } from "kysely";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { containing, findRecord, listRecords } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { removeEmployee } from "./remove.ts";
import { Employee, EmployeeChanges, EmployeeDraft, EmployeeId, EmployeeSearch } from "./schema.ts";
import { filtersFor, withAssignment, withAssignments } from "./store.ts";
import { changeEmployee, createEmployee } from "./write.ts";

const address = "/api/services/employees";

export const listEmployees = operation({
  name: "employees.list",
  http: `GET ${address}`,
  tool: "list_staff",
  access: "staff:read",
  summary: "List staff members in the order of their position",
  query: EmployeeSearch,
  output: page(Employee),
  async run(context, { serviceId, locationId, active, search, ...paging }) {
    const where = filtersFor(context, { serviceId, locationId });
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) {
      const part = containing(search);
      where.push(sql`(name ilike ${part} or email ilike ${part} or phone ilike ${part})`);
    }
    const found = await listRecords(context, "employees", paging, { where, order: "position", hidesDeleted: true });
    return { ...found, items: await withAssignments(context, found.items) };
  },
});

export const getEmployee = operation({
  name: "employees.get",
  http: `GET ${address}?id`,
  tool: "get_staff",
  access: "staff:read",
  summary: "Get one staff member with the services they perform and where they work",
  query: EmployeeId,
  output: Employee,
  run: async (context, { id }) => withAssignment(context, await findRecord(context, "employees", "employee", id)),
});

export const addEmployee = operation({
  name: "employees.create",
  http: `POST ${address}`,
  access: "staff:write",
  summary: "Add somebody to the staff list",
  description:
    "They can be booked at once, in the business's opening hours. To let them sign in as well, invite them (/api/services/employees/invite).",
  body: EmployeeDraft,
  output: Employee,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: createEmployee,
});

export const updateEmployee = operation({
  name: "employees.update",
  http: `PUT ${address}`,
  alsoMethod: "PATCH",
  access: "staff:write",
  summary: "Change the given fields of a staff member and leave the others",
  query: EmployeeId,
  body: EmployeeChanges,
  output: Employee,
  errors: [conflict, forbidden, notFound],
  run: (context, { id, ...changes }) => changeEmployee(context, id, changes),
});

export const deleteEmployee = operation({
  name: "employees.delete",
  http: `DELETE ${address}`,
  access: "staff:write",
  summary: "Take somebody off the staff list who has no upcoming appointments",
  description: "Their past appointments stay. If they sign in with the role employee, their access ends too.",
  query: EmployeeId,
  output: Deleted,
  errors: [conflict, forbidden, notFound],
  run: (context, { id }) => removeEmployee(context, id),
});
