import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Plan } from "../availability/plan.ts";
import { writeResources } from "./write.ts";
import "../tables.ts";

// What an appointment consists of, as it is kept.

type Needs = { resourceId: number; quantity: number }[];

/** What was asked for on top of what the service itself needs. */
export async function resourcesBeyondService(context: Context, serviceId: number, resources: Needs): Promise<Needs> {
  if (resources.length === 0) return [];
  const needs = await context.db
    .selectFrom("serviceResources")
    .select(["resourceId", "quantity"])
    .where("businessId", "=", context.businessId)
    .where("serviceId", "=", serviceId)
    .execute();
  const needed = new Map(needs.map(({ resourceId, quantity }) => [resourceId, quantity]));
  return resources.filter(({ resourceId, quantity }) => quantity > (needed.get(resourceId) ?? 0));
}

export async function replaceResources(context: Context, appointmentId: number, plan: Plan): Promise<void> {
  await context.db
    .deleteFrom("appointmentResources")
    .where("businessId", "=", context.businessId)
    .where("appointmentId", "=", appointmentId)
    .execute();
  await writeResources(context, appointmentId, plan);
}

/** A session's price is that of a seat. Seats whose guests were promised another price keep it. */
export async function repriceSeats(context: Context, session: Row<"appointments">, price: number): Promise<void> {
  await sql`
    update appointment_attendees set price = ${price}
    where business_id = ${context.businessId} and appointment_id = ${session.id} and price = ${session.price} and status <> 'canceled'`.execute(
    context.db,
  );
}

/** Which appointment a handle is of: its own, or that of a seat in a group session. */
export async function appointmentOfHandle(
  context: Context,
  uid: string,
): Promise<{ id: number; seatId: number | null } | null> {
  const { rows } = await sql<{ id: number; seatId: number | null }>`
    select id, null::bigint as seat_id from appointments where business_id = ${context.businessId} and uid = ${uid} and deleted_at is null
    union all
    select appointment_id, id from appointment_attendees where business_id = ${context.businessId} and uid = ${uid}`.execute(
    context.db,
  );
  return rows[0] ?? null;
}
