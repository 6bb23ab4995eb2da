import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type Interval, overlaps } from "../../time/availability/interval.ts";
import type { AppointmentView } from "./schema.ts";
import { isOpen } from "./transitions.ts";
import { readAppointments } from "./view.ts";

// Several services in one visit are appointments of their own. Their customer comes once, so that mails, reminders and the
// calendar entry speak of the visit as one.

/** All that was booked together, by start; what was deleted too, since it counts in the entry's SEQUENCE. */
export const readVisit = (context: Context, visitUid: string): Promise<AppointmentView[]> =>
  readAppointments(context, sql`a.visit_uid = ${visitUid}`);

/** So far apart, two services are two visits. */
const apartMinutes = 60;

/**
 * Lets a service go its own way from now on, where it is moved so far that nothing else of its visit is near: one calendar
 * entry cannot be on Monday and on Thursday. Answers whether it does. What stays counts the change for its own entry.
 */
export async function leaveVisit(
  context: Context,
  { id, visitUid, sequence }: { id: number; visitUid: string | null; sequence: number },
  { start, end }: Interval,
): Promise<boolean> {
  if (!visitUid) return false;
  const others = (await readVisit(context, visitUid)).filter((one) => one.id !== id && isOpen(one.status));
  const reach = { start: start - apartMinutes * MINUTE, end: end + apartMinutes * MINUTE };
  const isNear = (one: AppointmentView) =>
    overlaps({ start: epoch(one.startTime as string), end: epoch(one.endTime as string) }, reach);
  if (others.length === 0 || others.some(isNear)) return false;
  await sql`
    update appointments set sequence = sequence + ${sequence + 1}
    where business_id = ${context.businessId} and id = ${others[0]!.id}`.execute(context.db);
  return true;
}

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
    customFields: Object.assign({}, ...parts.map(({ customFields }) => customFields)),
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
