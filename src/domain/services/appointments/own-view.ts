import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import type { Answers } from "../tables.ts";
import type { AppointmentView, OwnAppointment } from "./schema.ts";

/**
 * What the person who booked gets to see: their own seat, the name they gave and what they answered, never what others or
 * staff wrote.
 */
export function ownView(
  context: Context,
  appointment: AppointmentView,
  customer: { name: string; email: string | null; phone: string | null } | null,
  customFields: Answers,
  seatUid: string | null = null,
): z.input<typeof OwnAppointment> {
  const handle = seatUid ?? appointment.uid;
  const link = (action: string) => `${context.services.publicUrl}/appointments/${handle}${action}`;
  return {
    ...appointment,
    // A group session's own handle is staff's; a customer's is the handle of the seat.
    uid: handle,
    customer,
    customFields,
    seatUid,
    links: {
      cancel: link("/cancel"),
      reschedule: link("/reschedule"),
      calendar: `${context.services.publicUrl}/api/services/appointments/calendar?uid=${handle}`,
    },
  };
}
