import { sql } from "kysely";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import type { AppointmentView } from "../appointments/schema.ts";

/** Somebody with an e-mail address whom a mail about an appointment is for. `uid`: the handle that is theirs. */
export type Recipient = { name: string; email: string; timeZone: string; language: string; uid: string };

/**
 * The customer, or the attendees of a group session: those with these handles, where it is about certain seats, else all
 * who are booked now. Their seats may be in another session by now.
 */
export async function customersOf(
  context: Context,
  appointment: AppointmentView,
  seatUids?: string[],
): Promise<Recipient[]> {
  if (!appointment.isGroupBooking) {
    const { customer, timeZone, language, uid } = appointment;
    return customer?.email ? [{ name: customer.name, email: customer.email, timeZone, language, uid }] : [];
  }
  const { rows } = await sql<Recipient & { status: string; email: string | null }>`
    select name, email, time_zone, language, uid, status from appointment_attendees
    where business_id = ${context.businessId} and uid = any(${appointment.attendees.map(({ uid }) => uid)}) and email is not null`.execute(
    context.db,
  );
  return rows.filter((seat) => (seatUids ? seatUids.includes(seat.uid) : seat.status === "booked"));
}

/**
 * Whether the last entry that came with a mail about the appointment put it into the recipient's calendar. `previousId`: of
 * a seat that moved, the session that it left. An address may have several seats, each with an entry of its own.
 */
export async function hasEntry(
  context: Context,
  { id, isGroupBooking }: Pick<AppointmentView, "id" | "isGroupBooking">,
  previousId: number | undefined,
  { email, uid }: Recipient,
): Promise<boolean> {
  const { rows } = await sql<{ calendarMethod: string }>`
    select calendar_method from messages
    where business_id = ${context.businessId} and appointment_id = any(${[id, previousId ?? id]}) and lower(recipient) = lower(${email})
      and calendar_method is not null
      and (${!isGroupBooking} or dedupe_key like 'workflow:%' or right(dedupe_key, ${uid.length}) = ${uid})
    order by id desc limit 1`.execute(context.db);
  return rows.length > 0 && rows[0]!.calendarMethod !== "CANCEL";
}

/** Who has these seats of group sessions, in whichever session they are now. */
export async function namesOfSeats(context: Context, uids: string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from appointment_attendees where business_id = ${context.businessId} and uid = any(${uids}) order by id`.execute(
    context.db,
  );
  return rows.map(({ name }) => name);
}

/**
 * The employees who hear of it: who does it now, and who did before it moved. Users who never chose a zone have UTC, which
 * helps nobody: theirs is the business's.
 */
export async function employeesOf(
  context: Context,
  ids: (number | null | undefined)[],
): Promise<(Recipient & { id: number })[]> {
  const wanted = ids.filter((id) => typeof id === "number");
  if (wanted.length === 0) return [];
  return once(context, `employees ${wanted}`, () => readEmployees(context, wanted));
}

async function readEmployees(context: Context, wanted: number[]): Promise<(Recipient & { id: number })[]> {
  const { rows } = await sql<Recipient & { id: number }>`
    select e.id, e.name, coalesce(e.email, u.email) as email, coalesce(nullif(u.time_zone, 'UTC'), b.time_zone) as time_zone, coalesce(u.language, b.language) as language, '' as uid
    from employees e join businesses b on b.id = e.business_id left join users u on u.id = e.user_id
    where e.business_id = ${context.businessId} and e.id = any(${wanted}) and coalesce(e.email, u.email) is not null`.execute(
    context.db,
  );
  return rows;
}
