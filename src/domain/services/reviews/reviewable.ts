import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import type { Status } from "../appointments/schema.ts";

/** The customer whose review it would be. Both are null where nobody knows who came. */
export type Author = { customerId: number | null; name: string | null };
export type Reviewable = { appointment: Row<"appointments">; author: Author };

const notYet = "This appointment has not taken place yet. You can review it once it is completed.";
const inTheWay: Record<Exclude<Status, "completed">, string> = {
  pending: notYet,
  approved: notYet,
  canceled: "This appointment was canceled, so it cannot be reviewed.",
  rejected: "This appointment did not take place, so it cannot be reviewed.",
  "no-show": "Nobody came to this appointment, so it cannot be reviewed.",
};

/**
 * What a handle lets its holder review, with the appointment locked. Throws NOT_FOUND, or CONFLICT where there is
 * nothing to review (yet). The handle of a group session belongs to staff; a guest's is that of their seat.
 */
export async function reviewableOf(context: Context, uid: string): Promise<Reviewable> {
  const { rows } = await sql<{ id: number; isGroup: boolean; seat: string | null } & Author>`
    select a.id, a.is_group, null as seat, a.customer_id, c.name
    from appointments a left join customers c on c.business_id = a.business_id and c.id = a.customer_id
    where a.business_id = ${context.businessId} and a.uid = ${uid} and a.deleted_at is null
    union all
    select t.appointment_id, true, t.status, t.customer_id, t.name from appointment_attendees t
    join appointments a on a.business_id = t.business_id and a.id = t.appointment_id
    where t.business_id = ${context.businessId} and t.uid = ${uid} and a.deleted_at is null`.execute(context.db);
  const [found] = rows;
  if (!found || (found.isGroup && found.seat === null)) throw missing("appointment", uid);
  const appointment = await findRecord(context, "appointments", "appointment", found.id, { lock: true });
  const status = seatStatus(appointment.status as Status, found.seat);
  if (status !== "completed") throw refuse(conflict, inTheWay[status], [{ field: "uid", message: `Is ${status}` }]);
  return { appointment, author: { customerId: found.customerId, name: found.name } };
}

const seatStatus = (session: Status, seat: string | null): Status =>
  seat === "canceled" || seat === "no-show" ? seat : session;
