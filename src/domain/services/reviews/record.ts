import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, DomainError, forbidden, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { findRecord } from "../../../platform/records.ts";
import { takesTime } from "../appointments/transitions.ts";
import { reviewableOf } from "./reviewable.ts";
import type { PublicReviewDraft, ReviewDraft } from "./schema.ts";
import { addReview, refuseSecondReview } from "./store.ts";

/** A customer reviews an appointment that they came to. */
export async function reviewAsCustomer(context: Context, { uid, rating, comment }: PublicReviewDraft) {
  const { appointment, author } = await reviewableOf(context, uid);
  await refuseSecondReview(context, appointment.id, author.customerId);
  const review = await addReview(context, {
    appointmentId: appointment.id,
    customerId: author.customerId,
    employeeId: appointment.employeeId,
    serviceId: appointment.serviceId,
    rating,
    comment: comment || null,
    authorName: author.name ?? "A customer",
    published: true,
    source: "customer",
  });
  return { ...review, uid };
}

/** Staff write down what a customer told them. */
export async function reviewAsStaff(context: Context, draft: ReviewDraft): Promise<Row<"reviews">> {
  const appointment = draft.appointmentId === undefined ? null : await lockAppointment(context, draft.appointmentId);
  const customerId = appointment ? await customerOf(context, appointment, draft.customerId) : draft.customerId!;
  const customer =
    customerId === null
      ? null
      : await findRecord(context, "customers", "customer", customerId, { field: "customerId" });
  if (appointment) await refuseSecondReview(context, appointment.id, customerId);
  const { employeeId, serviceId } = await aboutWhat(context, draft, appointment);
  return addReview(context, {
    appointmentId: appointment?.id ?? null,
    customerId,
    employeeId,
    serviceId,
    rating: draft.rating,
    comment: draft.comment || null,
    authorName: draft.authorName ?? customer?.name ?? "A customer",
    published: draft.published ?? true,
    source: "staff",
  });
}

async function lockAppointment(context: Context, id: number): Promise<Row<"appointments">> {
  const options = { lock: true, field: "appointmentId" };
  const appointment = await findRecord(context, "appointments", "appointment", id, options);
  if (!takesTime(appointment.status))
    throw refuse(conflict, `This appointment is ${appointment.status}, so it cannot be reviewed.`, [
      { field: "appointmentId", message: `Is ${appointment.status}` },
    ]);
  return appointment;
}

/** Whose review it is: the appointment's customer, or the guest of a group session that is named. */
async function customerOf(context: Context, appointment: Row<"appointments">, named: number | undefined) {
  if (!appointment.isGroup) {
    if (named !== undefined && appointment.customerId !== null && named !== appointment.customerId)
      throw invalid("customerId", "Must be the appointment's customer");
    return appointment.customerId ?? named ?? null;
  }
  if (named === undefined) throw invalid("customerId", "Must be sent for a group session: say which guest it was");
  const { rows } = await sql`
    select 1 from appointment_attendees where business_id = ${context.businessId} and appointment_id = ${appointment.id}
      and customer_id = ${named} and status = 'booked'`.execute(context.db);
  if (rows.length === 0) throw invalid("customerId", "Must be a guest of this group session");
  return named;
}

async function aboutWhat(context: Context, draft: ReviewDraft, appointment: Row<"appointments"> | null) {
  const { onlyOwn, employeeId: self } = context.caller;
  const employeeId = draft.employeeId ?? appointment?.employeeId ?? (onlyOwn ? self : null);
  if (onlyOwn && employeeId !== self) throw new DomainError(forbidden, "You may record reviews of your own work only.");
  if (draft.employeeId) await findRecord(context, "employees", "employee", draft.employeeId, { field: "employeeId" });
  if (draft.serviceId) await findRecord(context, "services", "service", draft.serviceId, { field: "serviceId" });
  return { employeeId, serviceId: draft.serviceId ?? appointment?.serviceId ?? null };
}
