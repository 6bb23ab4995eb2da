import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { AppointmentView } from "./schema.ts";
import { isOpen } from "./transitions.ts";
import { readAppointments } from "./view.ts";

// Several services in one visit are appointments of their own. Their customer comes once, so that mails, reminders and the
// calendar entry speak of the visit as one.

/** All that was booked together, by start. */
export const readVisit = (context: Context, visitUid: string): Promise<AppointmentView[]> =>
  readAppointments(context, sql`a.visit_uid = ${visitUid} and a.deleted_at is null`);

/** Several services as if they were one: from the first start to the last end, with everything that they take and cost. */
export function asOne(parts: AppointmentView[]): AppointmentView {
  const [first] = parts as [AppointmentView];
  const people = new Map(parts.flatMap(({ employee }) => (employee ? [[employee.id, employee.name]] : [])));
  const employee = first.employee && { id: first.employee.id, name: [...people.values()].join(", ") };
  return {
    ...first,
    endTime: parts.at(-1)!.endTime,
    price: parts.reduce((sum, { price }) => sum + price, 0),
    depositAmount: parts.reduce((sum, { depositAmount }) => sum + depositAmount, 0),
    service: { id: first.service.id, name: parts.map(({ service }) => service.name).join(", ") },
    employee,
    extras: parts.flatMap(({ extras }) => extras),
  };
}

/**
 * What of a visit belongs into a calendar: one entry for all that is still to take place. It has the visit's handle, and
 * SEQUENCE rises with every change of any of its services (SEMANTICS 17).
 */
export function entryOf(visitUid: string, parts: AppointmentView[]): { entry: AppointmentView; isOver: boolean } {
  const open = parts.filter(({ status }) => isOpen(status) || status === "completed");
  const sequence = parts.reduce((sum, part) => sum + part.sequence, 0);
  return {
    entry: { ...asOne(open.length > 0 ? open : parts), uid: visitUid, sequence },
    isOver: open.length === 0,
  };
}
