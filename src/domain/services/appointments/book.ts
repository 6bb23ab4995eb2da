import { sql } from "kysely";
import type { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { conflict, DomainError, invalid, rateLimited, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type Plan, readPlan } from "../availability/plan.ts";
import { answersOfCustomer } from "../custom-fields/answers.ts";
import { askForCustomer, findOrCreateCustomer } from "../customers/find-or-create.ts";
import { keepHeldSeats } from "../holds/sessions.ts";
import { findHold } from "../holds/store.ts";
import { slotLost } from "./alternatives.ts";
import type { Booking } from "./booking-schema.ts";
import { chooseExtras, minutesOf } from "./extras.ts";
import { ownView } from "./own-view.ts";
import { emitAppointment } from "./payload.ts";
import { usualPrice } from "./price.ts";
import type { OwnAppointment } from "./schema.ts";
import { takeTime, type Wish } from "./take.ts";
import { readAppointment } from "./view.ts";
import { addSeats, insertAppointment, nextAppointmentId, viewOfInserted } from "./write.ts";

/**
 * A customer books a slot: by the same rules that listed it, checked again under the lock of the calendars it takes.
 * Throws CONFLICT with the nearest open slots when it is gone. `known`: whose booking it is, where that need not be found
 * out from what was typed.
 */
export async function bookAppointment(
  context: Context,
  booking: z.output<typeof Booking>,
  known: Row<"customers"> | null = null,
): Promise<z.input<typeof OwnAppointment>> {
  const hold = booking.hold ? await takeUpHold(context, booking) : null;
  const plan = await readPlan(context, {
    serviceId: booking.serviceId,
    employeeId: hold?.employeeId ?? booking.employeeId,
    locationId: hold?.locationId ?? booking.locationId,
    resources: booking.resourceId ? [{ resourceId: booking.resourceId, quantity: 1 }] : [],
  });
  // Somebody who is known already did not fill in the form.
  const customFields = answersOfCustomer(plan.fields, booking.customFields, { mayLeaveOut: known !== null });
  const extras = await chooseExtras(context, plan.service.id, booking.extras);
  const wish = wishOf(plan, booking, minutesOf(extras), hold?.id);
  const language = booking.language ?? plan.business.language;
  const timeZone = booking.timeZone ?? plan.zone;
  const visitor = {
    name: booking.name,
    email: booking.email ?? null,
    phone: booking.phone ?? null,
    timeZone,
    language,
  };
  const isGroup = plan.service.enableGroupBooking;
  // Asked in one go with the lock of the calendars.
  const asked = known ? undefined : askForCustomer(context, visitor, plan.business.country);
  const nextId = isGroup ? null : nextAppointmentId(context);
  nextId?.catch(() => {});
  const taking = await takeTime(context, plan, wish);
  if (!taking) throw await slotLost(context, plan, wish);

  // Its claims make way for the appointment's, in the same transaction.
  if (hold)
    await context.db
      .deleteFrom("holds")
      .where("businessId", "=", context.businessId)
      .where("id", "=", hold.id)
      .execute();

  const customer = known ?? (await findOrCreateCustomer(context, visitor, asked));
  const price = usualPrice(plan.service, extras);
  const status = (plan.service.requiresConfirmation ?? plan.settings.requiresConfirmation) ? "pending" : "approved";
  if (status === "pending") await refuseTooManyPending(context, plan, customer);
  const bookedAs = { name: booking.name, email: booking.email ?? null, phone: booking.phone ?? null };
  const facts = {
    uid: newHandle("apt", context.businessId),
    status,
    price,
    customer,
    extras: isGroup ? [] : extras,
    isGroup,
    notes: booking.notes,
    timeZone,
    language,
    bookedAs,
    customFields,
  } as const;
  const id = taking.sessionId ?? (await insertAppointment(context, plan, taking, facts, await nextId));
  const [seatUid = null] = isGroup
    ? await addSeats(context, id, [{ customer, ...bookedAs, price, timeZone, language, customFields }])
    : [];
  if (isGroup && taking.sessionId === null)
    await keepHeldSeats(
      context,
      { serviceId: plan.service.id, start: taking.start },
      { appointmentId: id, employeeId: taking.candidate?.employeeId ?? null },
      plan.service.maxCapacity - 1,
    );

  const appointment = isGroup ? await readAppointment(context, id) : viewOfInserted(context, plan, taking, facts, id);
  context.audit({
    action: taking.sessionId ? "appointment.joined" : "appointment.created",
    subject: "appointment",
    subjectId: id,
    after: appointment,
  });
  await emitAppointment(
    context,
    taking.sessionId ? "SERVICE_BOOKING_UPDATED" : "SERVICE_BOOKING_CREATED",
    appointment,
    { name: plan.business.name, email: plan.settings.email },
    {
      kind: taking.sessionId ? "joined" : appointment.status === "pending" ? "requested" : "booked",
      by: context.caller.name,
      ...(seatUid ? { seatUid } : {}),
    },
  );
  return ownView(context, appointment, bookedAs, customFields, seatUid);
}

function wishOf(plan: Plan, booking: z.output<typeof Booking>, extraMinutes: number, holdId: number | undefined): Wish {
  const start = epoch(booking.startTime);
  const end = start + (plan.service.duration + extraMinutes) * MINUTE;
  if (booking.endTime && epoch(booking.endTime) !== end)
    throw invalid(
      "endTime",
      `${plan.service.name} takes ${plan.service.duration + extraMinutes} minutes: leave endTime out, or send ${iso(end)}`,
    );
  return { start, end, by: "rules", ...(booking.timeZone ? { bookerZone: booking.timeZone } : {}), except: { holdId } };
}

/** The hold that the booking takes up. */
export async function takeUpHold(
  context: Context,
  booking: Pick<z.output<typeof Booking>, "hold" | "serviceId" | "startTime" | "employeeId">,
): Promise<Row<"holds"> | null> {
  const hold = await findHold(context, booking.hold!);
  if (!hold) return null;
  if (hold.serviceId !== booking.serviceId || epoch(hold.startsAt) !== epoch(booking.startTime))
    throw refuse(conflict, "The hold is for another service or time.", [
      { field: "hold", message: `Is for service ${hold.serviceId} at ${hold.startsAt}` },
    ]);
  if (booking.employeeId && hold.employeeId !== booking.employeeId)
    throw refuse(conflict, "The hold is for another employee.", [
      { field: "hold", message: `Is for employee ${hold.employeeId}` },
    ]);
  return hold;
}

/** SEMANTICS 11: requests keep time, so one person may not have many of them waiting. */
export async function refuseTooManyPending(context: Context, plan: Plan, customer: Row<"customers">) {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from appointments
    where business_id = ${context.businessId} and customer_id = ${customer.id} and status = 'pending' and deleted_at is null and starts_at > ${iso(context.now)}`.execute(
    context.db,
  );
  if (rows[0]!.count < plan.settings.maxPendingPerCustomer) return;
  throw new DomainError(
    rateLimited,
    `You have ${rows[0]!.count} requests waiting for an answer. Please wait for one of them first.`,
    undefined,
    3600,
  );
}
