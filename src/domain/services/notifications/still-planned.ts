import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { AppointmentView } from "../appointments/schema.ts";
import { readAppointments } from "../appointments/view.ts";

/** The appointment a job was planned for, if it is still that: there, in that state, at that time. */
export async function stillPlanned(
  context: Context,
  { appointmentId, startsAt }: { appointmentId: number; startsAt: string },
  status: string,
): Promise<AppointmentView | null> {
  const [appointment] = await readAppointments(
    context,
    sql`a.id = ${appointmentId} and a.status = ${status} and a.deleted_at is null`,
  );
  return appointment?.startTime === startsAt ? appointment : null;
}
