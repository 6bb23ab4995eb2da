import { prepared, type Row } from "../../../platform/database.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { claimRows } from "../../time/calendars/claims.ts";
import type { Plan } from "../availability/plan.ts";
import type { Answers, BookedAs } from "../tables.ts";
import { depositOf } from "./price.ts";
import type { AppointmentView, Status } from "./schema.ts";
import type { Taking } from "./take.ts";
import { takesTime } from "./transitions.ts";

export type ChosenExtra = { extraId: number; name: string; quantity: number; price: number; duration: number };

/** Everything about a new appointment that is not its time. */
export type Facts = {
  status: Status;
  price: number;
  customer: Row<"customers"> | null;
  extras: ChosenExtra[];
  isGroup: boolean;
  notes?: string | null | undefined;
  internalNotes?: string | null | undefined;
  timeZone: string;
  language: string;
  recurrenceRule?: string | null | undefined;
  seriesUid?: string | null | undefined;
  visitUid?: string | null | undefined;
  uid?: string | undefined;
  source?: string | undefined;
  bookedAs?: BookedAs | undefined;
  /** Of a group session they are the seats'. */
  customFields?: Answers | undefined;
};

/** The id of an appointment that is about to be written: what is known beforehand need not be waited for. */
export async function nextAppointmentId({ db }: Context): Promise<number> {
  const [row] = await prepared<{ id: number }>(db, "select nextval('appointments_id_seq') as id", []);
  return row!.id;
}

/**
 * Writes an appointment and its claims in one statement, then what it consists of. Answers its id. With an id from
 * `nextAppointmentId` it travels with the commit, which fails where this does.
 */
export async function insertAppointment(
  context: Context,
  plan: Plan,
  taking: Taking,
  facts: Facts,
  knownId: number | null = null,
): Promise<number> {
  const { businessId } = context;
  const { service } = plan;
  const now = iso(context.now);
  const values = {
    businessId,
    uid: facts.uid ?? newHandle("apt", businessId),
    serviceId: service.id,
    // The customers of a group session are its attendees.
    customerId: facts.isGroup ? null : (facts.customer?.id ?? null),
    employeeId: taking.candidate?.employeeId ?? null,
    locationId: plan.locationId,
    startsAt: iso(taking.start),
    endsAt: iso(taking.end),
    bufferBefore: service.bufferTimeBefore,
    bufferAfter: service.bufferTimeAfter,
    status: facts.status,
    price: facts.price,
    currency: service.currency,
    depositAmount: depositOf(service, facts.price),
    isGroup: facts.isGroup,
    capacity: facts.isGroup ? service.maxCapacity : 1,
    recurrenceRule: facts.recurrenceRule ?? null,
    seriesUid: facts.seriesUid ?? null,
    notes: facts.notes ?? null,
    internalNotes: facts.internalNotes ?? null,
    timeZone: facts.timeZone,
    language: facts.language,
    source: facts.source ?? context.source,
    createdAt: now,
  };
  const claims = takesTime(facts.status) ? claimRows(taking.claims) : "[]";
  const written = prepared<{ id: number }>(context.db, insertAll, [
    ...Object.values(values),
    claims,
    facts.bookedAs && !facts.isGroup ? JSON.stringify(facts.bookedAs) : null,
    knownId,
    facts.visitUid ?? null,
    JSON.stringify((!facts.isGroup && facts.customFields) || {}),
  ]);
  if (knownId) context.settle(written);
  const id = knownId ?? (await written)[0]!.id;
  await writeExtras(context, id, facts.extras);
  await writeResources(context, id, plan);
  return id;
}

/** What was just inserted for one customer, as `readAppointment` would read it, without reading it. */
export function viewOfInserted(
  context: Context,
  plan: Plan,
  taking: Taking,
  facts: Facts & { uid: string },
  id: number,
): AppointmentView {
  const { service } = plan;
  const { customer } = facts;
  const now = iso(context.now);
  return {
    id,
    uid: facts.uid,
    serviceId: service.id,
    customerId: customer?.id ?? null,
    employeeId: taking.candidate?.employeeId ?? null,
    locationId: plan.locationId,
    startTime: iso(taking.start),
    endTime: iso(taking.end),
    status: facts.status,
    price: facts.price,
    currency: service.currency,
    depositAmount: depositOf(service, facts.price),
    service: { id: service.id, name: service.name },
    customer: customer && { id: customer.id, name: customer.name, email: customer.email, phone: customer.phone },
    employee: taking.candidate && { id: taking.candidate.employeeId, name: taking.candidate.name },
    location: plan.locationId === null ? null : { id: plan.locationId, name: plan.locationName! },
    extras: facts.extras.toSorted((a, b) => a.extraId - b.extraId),
    resources: plan.resources
      .filter(({ needed }) => needed > 0)
      .map(({ resourceId, needed }) => ({ resourceId, quantity: needed })),
    isGroupBooking: false,
    capacity: 1,
    seatsLeft: null,
    attendees: [],
    recurrenceRule: (facts.recurrenceRule ?? null) as AppointmentView["recurrenceRule"],
    seriesUid: facts.seriesUid ?? null,
    visitUid: facts.visitUid ?? null,
    notes: facts.notes ?? null,
    internalNotes: facts.internalNotes ?? null,
    customFields: facts.customFields ?? {},
    cancellationReason: null,
    canceledBy: null,
    timeZone: facts.timeZone,
    language: facts.language,
    source: facts.source ?? context.source,
    sequence: 0,
    bookedAs: facts.bookedAs ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
}

/** The appointment and its claims. Its values come in the order of `values` above. */
const insertAll = `
  with made as (
    insert into appointments (business_id, uid, service_id, customer_id, employee_id, location_id, starts_at, ends_at, buffer_before, buffer_after,
      status, price, currency, deposit_amount, is_group, capacity, recurrence_rule, series_uid, notes, internal_notes, time_zone, language, source, created_at, updated_at, booked_as, id, visit_uid, custom_fields)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $24, $26::jsonb,
      coalesce($27::bigint, nextval('appointments_id_seq')), $28, $29::jsonb)
    returning id
  ), claimed as (
    insert into claims (business_id, calendar_id, starts_at, ends_at, appointment_id)
    select $1, calendar_id, claim.starts_at, ends_at, made.id
    from made, jsonb_to_recordset($25::jsonb) as claim (calendar_id bigint, starts_at timestamptz, ends_at timestamptz)
  )
  select id from made`;

export async function writeExtras(context: Context, appointmentId: number, extras: ChosenExtra[]): Promise<void> {
  if (extras.length === 0) return;
  await context.db
    .insertInto("appointmentExtras")
    .values(extras.map((extra) => ({ businessId: context.businessId, appointmentId, ...extra })))
    .execute();
}

export async function writeResources(context: Context, appointmentId: number, { resources }: Plan): Promise<void> {
  const needs = resources.filter(({ needed }) => needed > 0);
  if (needs.length === 0) return;
  await context.db
    .insertInto("appointmentResources")
    .values(
      needs.map(({ resourceId, needed }) => ({
        businessId: context.businessId,
        appointmentId,
        resourceId,
        quantity: needed,
      })),
    )
    .execute();
}

/** A customer on a group session, by the name they go by there. */
export type Seat = {
  customer: Row<"customers">;
  name?: string;
  email?: string | null;
  phone?: string | null;
  price: number;
  timeZone: string;
  language: string;
  status?: "booked" | "canceled" | "no-show";
  customFields?: Answers;
};
/** Gives customers seats in a group session. Answers the handles of the seats, in the same order. */
export async function addSeats(context: Context, appointmentId: number, seats: Seat[]): Promise<string[]> {
  if (seats.length === 0) return [];
  const rows = seats.map(({ customer, name, email, phone, customFields = {}, ...seat }) => ({
    businessId: context.businessId,
    appointmentId,
    uid: newHandle("apt", context.businessId),
    customerId: customer.id,
    name: name ?? customer.name,
    email: email === undefined ? customer.email : email,
    phone: phone === undefined ? customer.phone : phone,
    customFields: JSON.stringify(customFields),
    createdAt: iso(context.now),
    ...seat,
  }));
  await context.db.insertInto("appointmentAttendees").values(rows).execute();
  return rows.map(({ uid }) => uid);
}
