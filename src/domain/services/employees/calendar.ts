import { invalid } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { requireMember } from "../../identity/members/find.ts";
import { calendarOfUser, userCalendar } from "../../time/calendars/store.ts";
import { refuseOthers } from "./access.ts";

/** The calendar of the employee or member named in a body, or the caller's own, which is made when there is none yet. */
export async function calendarToChange(
  context: Context,
  employeeId: number | null | undefined,
  userId?: number | null,
): Promise<number> {
  if (userId != null && userId !== context.caller.userId) {
    refuseOthers(context, 0);
    await requireMember(context, userId);
    return calendarOfUser(context, userId);
  }
  if (employeeId != null) {
    const employee = await findRecord(context, "employees", "employee", employeeId, { field: "employeeId" });
    refuseOthers(context, employeeId);
    return employee.calendarId;
  }
  const own = await ownCalendar(context);
  if (own !== null) return own;
  if (context.caller.userId === null) throw invalid("employeeId", "Required field");
  return calendarOfUser(context, context.caller.userId);
}

/** Which calendars a list may show: of the employee or member asked for, of all (null), or only the caller's own. */
export async function calendarsToShow(
  context: Context,
  employeeId: number | undefined,
  userId?: number,
): Promise<number[] | null> {
  const own = context.caller.onlyOwn ? [(await ownCalendar(context)) ?? 0] : null;
  if (userId !== undefined) {
    await requireMember(context, userId);
    const calendarId = (await userCalendar(context, userId)) ?? 0;
    return own === null || own.includes(calendarId) ? [calendarId] : [];
  }
  if (employeeId === undefined) return own;
  const { calendarId } = await findRecord(context, "employees", "employee", employeeId, { field: "employeeId" });
  return own === null || own.includes(calendarId) ? [calendarId] : [];
}

/** The calendar of whoever is asking, as an employee or as a user. */
async function ownCalendar(context: Context): Promise<number | null> {
  const { employeeId, userId } = context.caller;
  if (employeeId !== null) return (await findRecord(context, "employees", "employee", employeeId)).calendarId;
  return userId === null ? null : userCalendar(context, userId);
}
