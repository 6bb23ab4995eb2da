import { sql } from "kysely";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord, removeRecord } from "../../../platform/records.ts";
import { endEmployeeAccess } from "../../identity/members/end.ts";
import { lockCalendars } from "../../time/calendars/claims.ts";
import { closeCalendars } from "../../time/calendars/store.ts";
import { upcomingAppointments } from "../appointments/upcoming.ts";
import { refuseOnlyOwn } from "./access.ts";

/** Takes somebody off the staff list, with their access. What they did stays. Throws CONFLICT while they are booked. */
export async function removeEmployee(context: Context, id: number): Promise<{ id: number; deleted: true }> {
  refuseOnlyOwn(context);
  const employee = await findRecord(context, "employees", "employee", id, { lock: true });
  // Whoever is about to book them waits here, and then finds the calendar closed.
  await lockCalendars(context, [employee.calendarId]);
  const { count, next } = await upcomingAppointments(context, { employeeId: id });
  if (count > 0) {
    const appointments = count === 1 ? "an upcoming appointment" : `${count} upcoming appointments`;
    throw refuse(
      conflict,
      `${employee.name} still has ${appointments}, the next at ${next}. Give them to somebody else or cancel them first; until then, set active to false so that no more are booked.`,
    );
  }
  await sql`delete from holds where business_id = ${context.businessId} and employee_id = ${id}`.execute(context.db);
  const deleted = await removeRecord(context, "employees", "employee", id, { hide: true });
  const stays = await endEmployeeAccess(context, id, employee.userId);
  // A manager who is on the staff list no longer still has a calendar of their own.
  if (!stays) await closeCalendars(context, [employee.calendarId]);
  return deleted;
}
