import { sql } from "kysely";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { eventTypeOf, type Found, sideOf } from "./cancel.ts";
import { bookingOfHandle } from "./handle.ts";
import { noteChange } from "./history.ts";
import { emitBooking } from "./payload.ts";
import { isOpen } from "./transitions.ts";
import { readBooking } from "./view.ts";

const mostGuests = 30;

/** Adds people whom the booker brings along. Those who come already are left as they are; who left may come back. */
export async function addGuests(
  context: Context,
  handle: number | string,
  guests: { email: string; name?: string | undefined }[],
): Promise<Found> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  const eventType = await eventTypeOf(context, handled);
  if (!isOpen(handled.status)) throw refuse(conflict, `This booking is ${handled.status}: nobody can be added.`);
  if (handled.seats !== null) throw refuse(conflict, "Everybody books their own seat in this session.");
  const side = sideOf(context, handled);
  if (side === "attendee" && eventType?.disableGuests) throw invalid("guests", "Guests cannot be brought along");
  const before = await readBooking(context, handled.id);
  const coming = before.attendees.filter(({ status }) => status === "booked");
  const known = new Set([...coming, ...before.hosts].map(({ email }) => email));
  const added = [
    ...new Map(guests.filter(({ email }) => !known.has(email)).map((guest) => [guest.email, guest])).values(),
  ];
  if (added.length === 0) return { booking: before, seatUid: null, eventType };
  if (before.attendees.length + added.length > mostGuests)
    throw invalid("guests", `A booking has ${mostGuests} attendees at most`);
  const rows = added.map(({ email, name }) => ({
    uid: newHandle("bka", context.businessId),
    name: name ?? email,
    email,
  }));
  await sql`
    insert into booking_attendees (business_id, booking_id, uid, guest_of, name, email, time_zone, language, created_at)
    select ${context.businessId}, ${handled.id}, one.uid,
      (select min(id) from booking_attendees where business_id = ${context.businessId} and booking_id = ${handled.id} and guest_of is null),
      one.name, one.email, ${before.timeZone}, ${before.language}, ${iso(context.now)}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as one (uid text, name text, email text)`.execute(
    context.db,
  );
  await sql`update bookings set sequence = sequence + 1 where business_id = ${context.businessId} and id = ${handled.id}`.execute(
    context.db,
  );
  const by = side === "attendee" ? (before.attendees[0]?.name ?? "Attendee") : context.caller.name;
  await noteChange(context, handled.id, {
    kind: "guests-added",
    by,
    details: { guests: rows.map(({ email }) => email) },
  });
  const booking = await readBooking(context, handled.id);
  context.audit({ action: "booking.guests_added", subject: "booking", subjectId: handled.id, before, after: booking });
  emitBooking(context, "booking.updated", booking, {
    kind: "guests-added",
    by,
    side,
    attendeeUids: rows.map(({ uid }) => uid),
  });
  return { booking, seatUid: null, eventType };
}
