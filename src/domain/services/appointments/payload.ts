import type { Context } from "../../../platform/operation.ts";
import { withoutStaffAnswers } from "../custom-fields/store.ts";
import type { AppointmentChange } from "./changes.ts";
import type { AppointmentView } from "./schema.ts";

/**
 * What webhooks get of an appointment: the documented fields of a booking, and the appointment's own. It is given without
 * staff's answers.
 */
export function appointmentPayload(
  appointment: AppointmentView,
  business: { name: string; email: string | null },
  change: AppointmentChange,
) {
  const { id, uid, service, employee, customer, attendees, timeZone, ...others } = appointment;
  // What staff write of it is theirs, and what its customer was called when it was booked is known to the customer alone.
  const { internalNotes: _, bookedAs: __, ...rest } = others;
  return {
    id,
    uid,
    appointmentId: id,
    title: service.name,
    type: "service",
    ...rest,
    service,
    employee,
    customer,
    organizer: { name: employee?.name ?? business.name, email: business.email },
    attendees: appointment.isGroupBooking
      ? attendees.map(({ name, email, timeZone: zone, status, uid: seatUid, customFields }) => ({
          ...{ name, email, timeZone: zone, status, uid: seatUid },
          customFields,
        }))
      : customer
        ? [{ name: customer.name, email: customer.email, timeZone }]
        : [],
    change,
  };
}

type Trigger =
  | "SERVICE_BOOKING_CREATED"
  | "SERVICE_BOOKING_UPDATED"
  | "SERVICE_BOOKING_CANCELLED"
  | "SERVICE_BOOKING_COMPLETED";

/** Emits the event of a change. `change` says what happened, for the mails that follow. */
export async function emitAppointment(
  context: Context,
  trigger: Trigger,
  appointment: AppointmentView,
  business: { name: string; email: string | null },
  change: AppointmentChange,
): Promise<void> {
  const [told] = await withoutStaffAnswers(context, [appointment]);
  context.emit({
    trigger,
    subject: `appointment:${appointment.id}`,
    payload: appointmentPayload(told!, business, change),
  });
}
