import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { cancelBooking } from "../../scheduling/bookings/cancel.ts";
import { moveBooking } from "../../scheduling/bookings/reschedule.ts";
import { changeAppointment } from "../../services/appointments/change.ts";
import type { Outside } from "../tables.ts";
import type { Entry } from "./store.ts";

/**
 * Does to the booking or appointment what its host did to the event: whatever the event type's hours and notice say, since
 * it is the host's own wish. Throws where that cannot be, because something else has taken the time.
 */
export async function carryOut(context: Context, { subject }: Pick<Entry, "subject">, outside: Outside): Promise<void> {
  const [kind, id] = subject.split(":");
  if (kind === "appointment") return changeTheAppointment(context, Number(id), outside);
  const { uid } = await findRecord(context, "bookings", "booking", Number(id));
  if (outside.kind === "deleted") await cancelBooking(context, uid, { reason: null });
  else await moveBooking(context, uid, { start: outside.startTime!, end: outside.endTime!, anyTime: true });
}

async function changeTheAppointment(context: Context, id: number, outside: Outside): Promise<void> {
  const changes =
    outside.kind === "deleted"
      ? { status: "canceled" as const }
      : { startTime: outside.startTime!, endTime: outside.endTime! };
  await changeAppointment(context, id, changes, { actor: "system", by: "time" });
}
