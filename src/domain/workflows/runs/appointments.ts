import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { appointmentPayload } from "../../services/appointments/payload.ts";
import type { AppointmentView } from "../../services/appointments/schema.ts";
import { withoutStaffAnswers } from "../../services/custom-fields/store.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import type { Occasion, Person } from "./occasion.ts";

/** Appointments as workflows see them. `seatUid`: of a group session, whose it is about, booked still or not. */
export async function occasionsOfAppointments(
  context: Context,
  sender: Sender,
  appointments: AppointmentView[],
  seatUid?: string,
): Promise<Occasion[]> {
  const staff = await staffOf(context, sender, appointments);
  const seats = await seatsOf(context, appointments);
  const business = { name: sender.brand.name, email: sender.settings.email };
  const told = await withoutStaffAnswers(context, appointments);
  return told.map((appointment) => {
    const { status } = appointment;
    const { change: _, ...payload } = appointmentPayload(appointment, business, { kind: "edited", by: "" });
    const employee = staff.get(appointment.employeeId ?? 0);
    return {
      kind: "appointment",
      subject: `appointment:${appointment.id}`,
      id: appointment.id,
      start: appointment.startTime as string,
      end: appointment.endTime as string,
      awaited: { before: status === "approved", after: status === "approved" || status === "completed" },
      eventTypeIds: [],
      serviceId: appointment.serviceId,
      teamId: null,
      userIds: employee?.userId ? [employee.userId] : [],
      attendees: customersOf(context, appointment, seats, seatUid),
      hosts: employee ? [employee.person] : [],
      about: {
        title: appointment.service.name,
        type: "service",
        place: () => [appointment.location?.name, sender.settings.address].filter(Boolean).join(", "),
        meetingUrl: null,
        notes: appointment.notes,
        responses: {},
        service: appointment.service.name,
        employee: appointment.employee?.name ?? null,
        price: appointment.price > 0 ? { amount: appointment.price, currency: appointment.currency } : null,
        reason: appointment.cancellationReason,
        previousStart: null,
      },
      appointment,
      payload,
    };
  });
}

type Seat = { appointmentId: number; uid: string; timeZone: string; language: string };

/** The customer, or everybody who has a seat in a group session. */
function customersOf(
  context: Context,
  appointment: AppointmentView,
  seats: Map<string, Seat>,
  seatUid?: string,
): Person[] {
  const person = (uid: string, who: { name: string; email: string | null; phone: string | null }): Person => {
    const page = `${context.services.publicUrl}/appointments/${uid}`;
    const { timeZone, language } = seats.get(uid) ?? appointment;
    const links = { view: page, reschedule: page, cancel: page };
    return { key: uid, ...who, timeZone, language, guest: false, links };
  };
  if (!appointment.isGroupBooking) {
    const { customer } = appointment;
    if (!customer) return [];
    const { name, email, phone } = customer;
    return [person(appointment.uid, { name, email, phone })];
  }
  return appointment.attendees
    .filter(({ uid, status }) => (seatUid ? uid === seatUid : status === "booked"))
    .map(({ uid, name, email, phone }) => person(uid, { name, email, phone }));
}

async function seatsOf(context: Context, appointments: AppointmentView[]): Promise<Map<string, Seat>> {
  const ids = appointments.filter(({ isGroupBooking }) => isGroupBooking).map(({ id }) => id);
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Seat>`
    select appointment_id, uid, time_zone, language from appointment_attendees
    where business_id = ${context.businessId} and appointment_id = any(${ids})`.execute(context.db);
  return new Map(rows.map((row) => [row.uid, row]));
}

/** Users who never chose a zone have UTC, which helps nobody: theirs is the business's. */
async function staffOf(context: Context, sender: Sender, appointments: AppointmentView[]) {
  const ids = [...new Set(appointments.flatMap(({ employeeId }) => employeeId ?? []))];
  if (ids.length === 0) return new Map<number, { userId: number | null; person: Person }>();
  const { rows } = await sql<{
    id: number;
    userId: number | null;
    name: string;
    email: string | null;
    timeZone: string;
    language: string;
  }>`
    select e.id, e.user_id, e.name, coalesce(e.email, u.email) as email, coalesce(u.language, ${sender.language}) as language,
      coalesce(nullif(u.time_zone, 'UTC'), ${sender.timeZone}) as time_zone
    from employees e left join users u on u.id = e.user_id
    where e.business_id = ${context.businessId} and e.id = any(${ids})`.execute(context.db);
  return new Map(
    rows.map(({ id, userId, name, email, timeZone, language }) => [
      id,
      {
        userId,
        person: {
          key: `host:${id}`,
          name,
          email,
          phone: null,
          timeZone,
          language,
          guest: false,
          links: {},
        },
      },
    ]),
  );
}
