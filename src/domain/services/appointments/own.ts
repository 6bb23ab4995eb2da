import { sql } from "kysely";
import type { z } from "zod";
import { conflict, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { epoch } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { settingsOf } from "../company/settings.ts";
import { shownToCustomer } from "../custom-fields/store.ts";
import { keepHeldSeats } from "../holds/sessions.ts";
import { moveVisit } from "../visits/move.ts";
import { slotLost } from "./alternatives.ts";
import { changeAppointment } from "./change.ts";
import { refuseTooLate } from "./notice.ts";
import { ownView } from "./own-view.ts";
import { emitAppointment } from "./payload.ts";
import type { AppointmentView, OwnAppointment } from "./schema.ts";
import { emitSeatsFreed } from "./seats-freed.ts";
import { appointmentOfHandle } from "./store.ts";
import { type Taking, takeTime, type Wish } from "./take.ts";
import { isOpen } from "./transitions.ts";
import { readAppointment, readAppointments } from "./view.ts";
import { readVisit } from "./visit.ts";
import { insertAppointment } from "./write.ts";

// What customers do with the handle from their mail: look, cancel, move. A handle may be an appointment's or a seat's.

type Own = z.input<typeof OwnAppointment>;
type Found = { appointment: AppointmentView; seatId: number | null };

export async function readOwn(context: Context, uid: string): Promise<Own> {
  const found = await findOwn(context, uid);
  const { visitUid } = found.appointment;
  const visit = visitUid
    ? await readAppointments(context, sql`a.visit_uid = ${visitUid} and a.deleted_at is null`)
    : null;
  return { ...(await viewOf(context, found, uid)), ...(visit ? { visit } : {}) };
}

/** Cancels what is left of a visit, all at once; its customer hears of it in one mail. */
export async function cancelOwnVisit(context: Context, uid: string, reason: string | null): Promise<Own> {
  const { appointment } = await findOwn(context, uid);
  if (!appointment.visitUid) return cancelOwn(context, uid, reason);
  const settings = settingsOf(await readBusiness(context));
  if (!settings.allowOnlineCancellation)
    throw refuse(conflict, "This business takes cancellations by phone or mail only.");
  const open = (await readVisit(context, appointment.visitUid)).filter(({ status }) => isOpen(status));
  if (open[0]) refuseTooLate(context, open[0].startTime as string, settings.cancellationNotice);
  for (const [place, { id }] of open.entries()) {
    await changeAppointment(
      context,
      id,
      { status: "canceled", cancellationReason: reason },
      { actor: "customer", by: "rules", visit: place === 0 ? open.map((one) => one.uid) : [] },
    );
  }
  return readOwn(context, uid);
}

export async function cancelOwn(context: Context, uid: string, reason: string | null): Promise<Own> {
  const found = await findOwn(context, uid, true);
  const { appointment, seatId } = found;
  const settings = settingsOf(await readBusiness(context));
  if (appointment.status === "canceled") return viewOf(context, found, uid);
  if (!settings.allowOnlineCancellation)
    throw refuse(conflict, "This business takes cancellations by phone or mail only.");
  refuseTooLate(context, appointment.startTime as string, settings.cancellationNotice);
  if (seatId === null) {
    const after = await changeAppointment(
      context,
      appointment.id,
      { status: "canceled", cancellationReason: reason },
      { actor: "customer", by: "rules" },
    );
    return viewOf(context, { appointment: after, seatId }, uid);
  }
  await giveUpSeat(context, appointment, seatId, uid, reason);
  return { ...(await viewOf(context, found, uid)), status: "canceled" };
}

/** SEMANTICS 10: one attendee cancels one seat; the last one out cancels the session. */
async function giveUpSeat(
  context: Context,
  appointment: AppointmentView,
  seatId: number,
  uid: string,
  reason: string | null,
) {
  await sql`update appointment_attendees set status = 'canceled' where business_id = ${context.businessId} and appointment_id = ${appointment.id} and id = ${seatId}`.execute(
    context.db,
  );
  await afterLeaving(context, appointment, uid, { reason });
}

type Leaving = { reason: string | null; silent?: boolean };

/** The session goes on with the others, or ends with the last, who hears of it as whoever leaves earlier does. */
async function afterLeaving(context: Context, appointment: AppointmentView, uid: string, { reason, silent }: Leaving) {
  const others = appointment.attendees.filter((attendee) => attendee.status === "booked" && attendee.uid !== uid);
  if (others.length === 0) {
    await changeAppointment(
      context,
      appointment.id,
      { status: "canceled", cancellationReason: reason, ...(silent ? { notify: false } : {}) },
      { actor: "customer", by: "rules", seatUid: uid },
    );
    return;
  }
  await emitSeatsFreed(
    context,
    { ...appointment, startsAt: appointment.startTime as string, endsAt: appointment.endTime as string },
    1,
  );
  const business = await readBusiness(context);
  const after = await readAppointment(context, appointment.id);
  context.audit({
    action: "appointment.left",
    subject: "appointment",
    subjectId: appointment.id,
    before: appointment,
    after,
  });
  await emitAppointment(
    context,
    "SERVICE_BOOKING_UPDATED",
    after,
    { name: business.name, email: settingsOf(business).email },
    { kind: "left", seatUid: uid, reason, by: context.caller.name, ...(silent ? { silent } : {}) },
  );
}

export async function moveOwn(
  context: Context,
  uid: string,
  startTime: string,
  bookerZone: string | undefined,
): Promise<Own> {
  const { appointment, seatId } = await findOwn(context, uid, true);
  const settings = settingsOf(await readBusiness(context));
  if (!isOpen(appointment.status))
    throw refuse(conflict, `This appointment is ${appointment.status} and cannot be moved. Book a new one.`);
  refuseUnlessMovable(settings);
  refuseTooLate(context, appointment.startTime as string, settings.cancellationNotice);
  if (seatId !== null) return moveSeat(context, appointment, seatId, uid, startTime, bookerZone);
  const after = await changeAppointment(
    context,
    appointment.id,
    { startTime },
    { actor: "customer", by: "rules", ...(bookerZone ? { bookerZone } : {}) },
  );
  return viewOf(context, { appointment: after, seatId }, uid);
}

/** Moves what is left of a visit, all at once; its customer hears of it in one mail. */
export async function moveOwnVisit(
  context: Context,
  uid: string,
  startTime: string,
  bookerZone: string | undefined,
): Promise<Own> {
  const { appointment } = await findOwn(context, uid);
  if (!appointment.visitUid) return moveOwn(context, uid, startTime, bookerZone);
  const settings = settingsOf(await readBusiness(context));
  refuseUnlessMovable(settings);
  const [first] = (await readVisit(context, appointment.visitUid)).filter(
    ({ status, endTime }) => isOpen(status) && epoch(endTime as string) > context.now,
  );
  if (first) refuseTooLate(context, first.startTime as string, settings.cancellationNotice);
  await moveVisit(context, appointment.visitUid, epoch(startTime), {
    actor: "customer",
    by: "rules",
    ...(bookerZone ? { bookerZone } : {}),
  });
  return readOwn(context, uid);
}

function refuseUnlessMovable({ allowOnlineRescheduling }: ReturnType<typeof settingsOf>): void {
  if (!allowOnlineRescheduling) throw refuse(conflict, "This business moves appointments by phone or mail only.");
}

/** A seat moves to another session of the same service, or opens one; its handle stays. */
async function moveSeat(
  context: Context,
  from: AppointmentView,
  seatId: number,
  uid: string,
  startTime: string,
  bookerZone: string | undefined,
): Promise<Own> {
  const plan = await readPlan(context, { serviceId: from.serviceId, locationId: from.locationId });
  const start = epoch(startTime);
  const wish: Wish = {
    start,
    end: start + epoch(from.endTime as string) - epoch(from.startTime as string),
    by: "rules",
    ...(bookerZone ? { bookerZone } : {}),
  };
  if (start === epoch(from.startTime as string)) return viewOf(context, { appointment: from, seatId }, uid);
  const taking = await takeTime(context, plan, wish);
  if (!taking) throw await slotLost(context, plan, wish);
  const seat = from.attendees.find(({ id }) => id === seatId)!;
  const id = taking.sessionId ?? (await openSession(context, plan, taking, from));
  await sql`update appointment_attendees set appointment_id = ${id} where business_id = ${context.businessId} and appointment_id = ${from.id} and id = ${seatId}`.execute(
    context.db,
  );
  if (taking.sessionId === null)
    await keepHeldSeats(
      context,
      { serviceId: plan.service.id, start },
      { appointmentId: id, employeeId: taking.candidate?.employeeId ?? null },
      plan.service.maxCapacity - 1,
    );
  const to = await readAppointment(context, id);
  // Whoever performs both hears of the move alone.
  await afterLeaving(context, from, uid, { reason: null, silent: to.employeeId === from.employeeId });
  context.audit({
    action: taking.sessionId ? "appointment.joined" : "appointment.created",
    subject: "appointment",
    subjectId: id,
    after: to,
  });
  await emitAppointment(
    context,
    taking.sessionId ? "SERVICE_BOOKING_UPDATED" : "SERVICE_BOOKING_CREATED",
    to,
    { name: plan.business.name, email: plan.settings.email },
    {
      kind: "moved",
      seatUid: uid,
      previousId: from.id,
      previousStartTime: from.startTime as string,
      previousEndTime: from.endTime as string,
      previousEmployeeId: from.employeeId,
      by: context.caller.name,
    },
  );
  return ownView(context, to, seat, await shownToCustomer(context, seat.customFields), uid);
}

/** A session for whoever moves into time that nobody has booked yet. Its first seat comes from the other session. */
const openSession = (context: Context, plan: Plan, taking: Taking, from: AppointmentView): Promise<number> =>
  insertAppointment(context, plan, taking, {
    status: from.status === "pending" ? "pending" : "approved",
    price: from.price,
    customer: null,
    extras: [],
    isGroup: true,
    timeZone: from.timeZone,
    language: from.language,
  });

async function findOwn(context: Context, uid: string, lock = false): Promise<Found> {
  const handle = await appointmentOfHandle(context, uid);
  if (!handle) throw missing("appointment", uid);
  if (lock) {
    await findRecord(context, "appointments", "appointment", handle.id, { lock: true });
    await refuseOvertaken(context, uid, handle.id);
  }
  const appointment = await readAppointment(context, handle.id);
  // A group session's own handle belongs to staff; a customer's is that of the seat.
  if (appointment.isGroupBooking && handle.seatId === null) throw missing("appointment", uid);
  const seat = appointment.attendees.find(({ id }) => id === handle.seatId);
  // Who has left, or was marked as missing, has no part in what becomes of the session.
  const status = seat && seat.status !== "booked" ? seat.status : appointment.status;
  return { appointment: { ...appointment, status }, seatId: handle.seatId };
}

/** While this waited for the lock, the same customer may have given the seat up, or moved it to another session. */
async function refuseOvertaken(context: Context, uid: string, appointmentId: number) {
  const now = await appointmentOfHandle(context, uid);
  if (!now) throw missing("appointment", uid);
  if (now.id !== appointmentId) throw refuse(conflict, "This appointment was moved just now. Look at it again.");
}

async function viewOf(context: Context, { appointment, seatId }: Found, uid: string): Promise<Own> {
  const found = appointment.attendees.find(({ id }) => id === seatId);
  // What the visitor typed, else (staff made the appointment and the mail went to its customer) what is on record.
  const who = found ?? appointment.bookedAs ?? appointment.customer;
  return ownView(
    context,
    appointment,
    who && { name: who.name, email: who.email, phone: who.phone },
    await shownToCustomer(context, (found ?? appointment).customFields),
    seatId === null ? null : uid,
  );
}
