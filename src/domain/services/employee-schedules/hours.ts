import type { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { refuseOldVersion, requireRecords } from "../../../platform/records.ts";
import { emitOpened } from "../../time/calendars/freed.ts";
import { hoursOf, locationsNamed, showSchedule } from "../../time/schedules/schema.ts";
import { changeSchedule, createSchedule, deleteOwnSchedule, effectiveSchedule } from "../../time/schedules/store.ts";
import type { EmployeeSchedule, EmployeeScheduleChanges } from "./schema.ts";

type Employee = Pick<Row<"employees">, "id" | "name" | "calendarId">;
type View = z.input<typeof EmployeeSchedule>;

/** The hours an employee works, whoever set them. */
export async function readHours(context: Context, employee: Employee): Promise<View> {
  const { schedule, own } = await effectiveSchedule(context, employee.calendarId);
  return { employeeId: employee.id, inherited: !own, ...showSchedule(schedule), version: own ? schedule.version : 0 };
}

/** The employee's row must be locked: two first changes at once would make two schedules. */
export async function changeHours(
  context: Context,
  employee: Employee,
  { inherit, timeZone, ...changes }: z.output<typeof EmployeeScheduleChanges>,
): Promise<View> {
  await requireRecords(context, "locations", "location", locationsNamed(changes));
  const { calendarId } = employee;
  const { schedule, own } = await effectiveSchedule(context, calendarId);
  refuseOldVersion(context, { version: own ? schedule.version : 0 });
  const nothingSent = !inherit && timeZone === undefined && Object.keys(changes).length === 0;
  if (nothingSent || (inherit && !own)) return readHours(context, employee);
  if (inherit) {
    await deleteOwnSchedule(context, calendarId);
  } else if (own) {
    await changeSchedule(context, schedule.id, { timeZone, ...hoursOf(changes) });
  } else {
    const { weekly, breaks, overrides } = hoursOf(changes);
    await createSchedule(context, {
      calendarId,
      name: employee.name,
      timeZone: timeZone ?? schedule.zone,
      weekly: weekly ?? schedule.weekly,
      breaks: breaks ?? schedule.breaks,
      overrides: overrides ?? schedule.overrides,
    });
  }
  emitOpened(context, [calendarId], schedule, (await effectiveSchedule(context, calendarId)).schedule);
  const after = await readHours(context, employee);
  context.audit({
    action: "employee.schedule_updated",
    subject: "employee",
    subjectId: employee.id,
    before: { inherited: !own, ...showSchedule(schedule) },
    after,
  });
  return after;
}
