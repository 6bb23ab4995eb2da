import { badRequest, DomainError, forbidden, notFound, preconditionFailed } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { refuseOthers } from "../employees/access.ts";
import { changeHours, readHours } from "./hours.ts";
import { EmployeeSchedule, EmployeeScheduleChanges, WhoseSchedule } from "./schema.ts";

const address = "/api/services/employees/schedule";

export const getEmployeeSchedule = operation({
  name: "employee-schedules.get",
  http: `GET ${address}`,
  access: "staff:read",
  summary: "Get the hours somebody works: their own, else the business's opening hours",
  query: WhoseSchedule,
  output: EmployeeSchedule,
  errors: [notFound],
  run: async (context, whose) => readHours(context, await employeeOf(context, whose)),
});

export const updateEmployeeSchedule = operation({
  name: "employee-schedules.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "staff:write",
  summary: "Change the given parts of somebody's working hours",
  description:
    'Each part that is sent (timeZone, weekly, breaks, overrides) replaces what was there. The first change makes the hours their own: parts that are not sent are copied from the opening hours. {"inherit": true} goes back to those. An end that is not after its start lies past midnight.',
  query: WhoseSchedule,
  body: EmployeeScheduleChanges,
  output: EmployeeSchedule,
  errors: [forbidden, notFound, preconditionFailed],
  async run(context, { id, employeeId, ...changes }) {
    const employee = await employeeOf(context, { id, employeeId }, true);
    refuseOthers(context, employee.id);
    return changeHours(context, employee, changes);
  },
});

async function employeeOf(context: Context, { id, employeeId }: { id?: number; employeeId?: number }, lock = false) {
  const wanted = id ?? employeeId ?? context.caller.employeeId;
  if (wanted === null)
    throw new DomainError(badRequest, "Say whose schedule it is.", [{ field: "id", message: "Required field" }]);
  return findRecord(context, "employees", "employee", wanted, { lock });
}
