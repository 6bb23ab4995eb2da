import { batched, type Row } from "../../../platform/database.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { claimRows, tellClaims } from "../../time/calendars/claims.ts";
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
  const text =
    "select place, nextval('appointments_id_seq') as id from jsonb_to_recordset($1::jsonb) as one (place int)";
  const [row] = await batched<{ id: number }>(db, text, [{}]);
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
  const claims = takesTime(facts.status) ? taking.claims : [];
  const appointment = {
    id: knownId,
    uid: facts.uid ?? newHandle("apt", businessId),
    service_id: service.id,
    // The customers of a group session are its attendees.
    customer_id: facts.isGroup ? null : facts.customer?.id,
    employee_id: taking.candidate?.employeeId,
    location_id: plan.locationId,
    starts_at: iso(taking.start),
    ends_at: iso(taking.end),
    buffer_before: service.bufferTimeBefore,
    buffer_after: service.bufferTimeAfter,
    status: facts.status,
    price: facts.price,
    currency: service.currency,
    deposit_amount: depositOf(service, facts.price),
    is_group: facts.isGroup,
    capacity: facts.isGroup ? service.maxCapacity : 1,
    recurrence_rule: facts.recurrenceRule,
    series_uid: facts.seriesUid,
    visit_uid: facts.visitUid,
    notes: facts.notes,
    internal_notes: facts.internalNotes,
    time_zone: facts.timeZone,
    language: facts.language,
    source: facts.source ?? context.source,
    booked_as: facts.isGroup ? null : facts.bookedAs,
    custom_fields: (!facts.isGroup && facts.customFields) || {},
    created_at: iso(context.now),
    claims: claimRows(claims),
  };
  const written = batched<{ id: number }>(context.db, insertAll, [appointment], [businessId]);
  if (knownId) context.settle(written);
  const id = knownId ?? (await written)[0]!.id;
  tellClaims(context, claims, { appointmentId: id });
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

/** Appointments and their claims. */
const columns = `uid, service_id, customer_id, employee_id, location_id, starts_at, ends_at, buffer_before, buffer_after, status, price,
  currency, deposit_amount, is_group, capacity, recurrence_rule, series_uid, visit_uid, notes, internal_notes, time_zone, language, source,
  booked_as, custom_fields, created_at`;
const insertAll = `
  with item as (
    select place, coalesce(id, nextval('appointments_id_seq')) as id, claims, ${columns}
    from jsonb_to_recordset($1::jsonb) as one (place int, id bigint, claims jsonb, uid text, service_id bigint, customer_id bigint,
      employee_id bigint, location_id bigint, starts_at timestamptz, ends_at timestamptz, buffer_before int, buffer_after int, status text,
      price bigint, currency text, deposit_amount bigint, is_group boolean, capacity int, recurrence_rule text, series_uid text,
      visit_uid text, notes text, internal_notes text, time_zone text, language text, source text, booked_as jsonb, custom_fields jsonb,
      created_at timestamptz)
  ), made as (
    insert into appointments (business_id, id, updated_at, ${columns}) select $2, id, created_at, ${columns} from item
  ), claimed as (
    insert into claims (business_id, calendar_id, starts_at, ends_at, appointment_id, taken_at)
    select $2, claim.calendar_id, claim.starts_at, claim.ends_at, item.id, created_at
    from item, jsonb_to_recordset(claims) as claim (calendar_id bigint, starts_at timestamptz, ends_at timestamptz)
  )
  select place, id from item`;

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
