import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";

// A session that nobody has opened yet has nothing that a hold could keep but all of its time, and then one visitor who fills
// in a form would keep everybody else out. So such a hold keeps a seat: it claims nothing, and is the session's own as soon as
// somebody opens it.

/** What is held a seat of: an event type or a service, at a start in epoch milliseconds. */
type Unopened = ({ eventTypeId: number } | { serviceId: number }) & { start: number };

/** Whether a session of so many seats that is still to be opened has as many as are `wanted` that nobody else holds. */
export async function hasUnheldSeats(
  context: Context,
  unopened: Unopened,
  { seats, wanted = 1, exceptHold = 0 }: { seats: number; wanted?: number; exceptHold?: number | undefined },
): Promise<boolean> {
  const { rows } = await sql<{
    held: number;
  }>`select count(*)::int as held from holds where ${waiting(context, unopened)} and id <> ${exceptHold}`.execute(
    context.db,
  );
  return rows[0]!.held + wanted <= seats;
}

/** A session was opened: seats that were held of it are its own now, the earliest first, as many as it has left. */
export async function keepHeldSeats(
  context: Context,
  unopened: Unopened,
  session: { bookingId: number } | { appointmentId: number; employeeId: number | null },
  seatsLeft: number,
): Promise<void> {
  if (seatsLeft <= 0) return;
  const kept =
    "bookingId" in session ? sql`booking_id = ${session.bookingId}` : sql`appointment_id = ${session.appointmentId}`;
  const theirs =
    "employeeId" in session ? sql`(employee_id is null or employee_id = ${session.employeeId})` : sql`true`;
  await sql`
    update holds set ${kept} where business_id = ${context.businessId} and id in (
      select id from holds where ${waiting(context, unopened)} and ${theirs} order by id limit ${seatsLeft})`.execute(
    context.db,
  );
}

const waiting = ({ businessId, now }: Context, unopened: Unopened): RawBuilder<unknown> => sql`
  business_id = ${businessId} and expires_at > ${iso(now)} and starts_at = ${iso(unopened.start)}
  and ${
    "eventTypeId" in unopened
      ? sql`event_type_id = ${unopened.eventTypeId} and booking_id is null`
      : sql`service_id = ${unopened.serviceId} and appointment_id is null`
  }`;
