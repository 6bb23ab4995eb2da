import type { Context } from "../../../platform/operation.ts";
import { findRecord, refuseOldVersion } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { releaseClaims } from "../../time/calendars/claims.ts";
import { changeAppointment } from "./change.ts";
import { isOpen } from "./transitions.ts";

/** `DELETE`: cancels what is still open, and hides the appointment from every list. History and audit log keep it. */
export async function deleteAppointment(context: Context, id: number): Promise<{ id: number; deleted: true }> {
  const stored = await findRecord(context, "appointments", "appointment", id, { lock: true });
  refuseOldVersion(context, stored);
  if (isOpen(stored.status)) await changeAppointment(context, id, { status: "canceled" });
  else await releaseClaims(context, { appointmentId: id });
  await context.db
    .updateTable("appointments")
    .set({ deletedAt: iso(context.now) })
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    .execute();
  context.audit({ action: "appointment.deleted", subject: "appointment", subjectId: id, before: stored });
  return { id, deleted: true };
}
