import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { mergeCalendars } from "../../time/calendars/merge.ts";
import { deleteCalendars, giveCalendar, userCalendar } from "../../time/calendars/store.ts";
import "../tables.ts";

/**
 * The calendar of an employee who signs in as `userId` (null: does not sign in), or signs in no longer. A person has one
 * calendar: what was claimed on the employee's moves to the user's, where the user has one. The caller stores the answer
 * in the employee's record, together with the user. Throws CONFLICT when the two calendars overlap.
 */
export async function calendarFor(
  context: Context,
  employee: Pick<Row<"employees">, "calendarId" | "userId" | "name">,
  userId: number | null,
): Promise<number> {
  const { calendarId } = employee;
  if (employee.userId === userId) return calendarId;
  if (userId === null) {
    await giveCalendar(context, calendarId, null);
    return calendarId;
  }
  if (employee.userId !== null)
    throw refuse(conflict, `${employee.name} signs in as somebody else already. Set userId to null first.`, [
      { field: "userId", message: "Is another user's already" },
    ]);
  const theirs = await userCalendar(context, userId);
  if (theirs === null) {
    await giveCalendar(context, calendarId, userId);
    return calendarId;
  }
  await mergeCalendars(context, calendarId, theirs);
  await sql`
    update employees set calendar_id = ${theirs}
    where business_id = ${context.businessId} and calendar_id = ${calendarId}`.execute(context.db);
  await deleteCalendars(context, [calendarId]);
  return theirs;
}
