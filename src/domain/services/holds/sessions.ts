import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";

// A session that nobody has opened yet has nothing that a hold could keep but all of its time, and then one visitor who fills
// in a form would keep everybody else out. So such a hold keeps a seat: it claims nothing, and is the session's own as soon as
// somebody opens it.

/** What is held a seat of. */
type Subject = { eventTypeId: number } | { serviceId: number };

/** How many seats are held of sessions that nobody has opened, by their starts in [from, to), in epoch milliseconds. */
export async function readHeldSeats(
  context: Context,
  subject: Subject,
  { from, to, exceptHold = 0 }: { from: number; to: number; exceptHold?: number | undefined },
): Promise<Map<number, number>> {
  const { rows } = await sql<{ startMs: number; held: number }>`
    select (extract(epoch from starts_at) * 1000)::float8 as start_ms, count(*)::int as held from holds
    where ${unopened(context, subject)} and starts_at >= ${iso(from)} and starts_at < ${iso(to)} and id <> ${exceptHold}
    group by starts_at`.execute(context.db);
  return new Map(rows.map(({ startMs, held }) => [startMs, held]));
}

/** A session was opened: seats that were held of it are its own now, the earliest first, as many as it has left. */
export async function keepHeldSeats(
  context: Context,
  { start, ...subject }: Subject & { start: number },
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
      select id from holds where ${unopened(context, subject)} and starts_at = ${iso(start)} and ${theirs} order by id limit ${seatsLeft})`.execute(
    context.db,
  );
}

const unopened = ({ businessId, now }: Context, subject: Subject): RawBuilder<unknown> => sql`
  business_id = ${businessId} and expires_at > ${iso(now)}
  and ${
    "eventTypeId" in subject
      ? sql`event_type_id = ${subject.eventTypeId} and booking_id is null`
      : sql`service_id = ${subject.serviceId} and appointment_id is null`
  }`;
