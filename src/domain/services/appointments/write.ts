import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { claimRows } from "../../time/calendars/claims.ts";
import type { Plan } from "../availability/plan.ts";
import { depositOf } from "./price.ts";
import type { Status } from "./schema.ts";
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
  uid?: string | undefined;
  source?: string | undefined;
};

/** Writes an appointment, its claims and its first history entry in one statement, then what it consists of. Answers its id. */
export async function insertAppointment(context: Context, plan: Plan, taking: Taking, facts: Facts): Promise<number> {
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
  const { id } = await context.db
    .with("made", (db) => db.insertInto("appointments").values(values).returning("id"))
    .with("claimed", (db) =>
      db
        .insertInto("claims")
        .columns(["businessId", "calendarId", "startsAt", "endsAt", "appointmentId"])
        .expression(
          sql<never>`select ${businessId}::bigint, calendar_id, starts_at, ends_at, made.id from made, jsonb_to_recordset(${claims}::jsonb) as claim (calendar_id bigint, starts_at timestamptz, ends_at timestamptz)` as never,
        ),
    )
    .with("told", (db) =>
      db
        .insertInto("appointmentChanges")
        .columns(["businessId", "appointmentId", "toStatus", "toStartsAt", "actorName", "createdAt"])
        .expression(
          sql<never>`select ${businessId}::bigint, made.id, ${facts.status}, ${values.startsAt}::timestamptz, ${context.caller.name}, ${now}::timestamptz from made` as never,
        ),
    )
    .selectFrom("made")
    .select("id")
    .executeTakeFirstOrThrow();
  await writeExtras(context, id, facts.extras);
  await writeResources(context, id, plan);
  return id;
}

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
};
/** Gives customers seats in a group session. Answers the handles of the seats, in the same order. */
export async function addSeats(context: Context, appointmentId: number, seats: Seat[]): Promise<string[]> {
  if (seats.length === 0) return [];
  const rows = seats.map(({ customer, name, email, phone, ...seat }) => ({
    businessId: context.businessId,
    appointmentId,
    uid: newHandle("apt", context.businessId),
    customerId: customer.id,
    name: name ?? customer.name,
    email: email === undefined ? customer.email : email,
    phone: phone === undefined ? customer.phone : phone,
    createdAt: iso(context.now),
    ...seat,
  }));
  await context.db.insertInto("appointmentAttendees").values(rows).execute();
  return rows.map(({ uid }) => uid);
}
