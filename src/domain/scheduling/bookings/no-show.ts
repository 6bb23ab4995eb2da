import { sql } from "kysely";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import { bookingOfHandle } from "./handle.ts";
import { noteChange } from "./history.ts";
import type { BookingView } from "./schema.ts";
import { readBooking } from "./view.ts";

/**
 * Says who did not come, or takes it back. Only once it has begun: before, nobody can be late. What was said before is no
 * news: where nothing else is said, nobody is told.
 */
export async function markNoShow(
  context: Context,
  handle: number | string,
  said: { host?: boolean | undefined; attendees?: Mark[] | undefined },
): Promise<BookingView> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  if (handled.status !== "accepted") throw refuse(conflict, `This booking is ${handled.status}: nobody was expected.`);
  if (epoch(handled.startsAt) > context.now)
    throw refuse(conflict, `It begins at ${handled.startsAt}: nobody is missing yet.`);
  const before = await readBooking(context, handled.id);
  const { host, attendees } = newsOf(before, said);
  if (host === undefined && attendees.length === 0) return before;
  if (attendees.length > 0)
    await sql`
      update booking_attendees a set no_show = marked.no_show
      from jsonb_to_recordset(${JSON.stringify(attendees.map(({ email, noShow }) => ({ email, no_show: noShow })))}::jsonb) as marked (email text, no_show boolean)
      where a.business_id = ${context.businessId} and a.booking_id = ${handled.id} and a.email = marked.email and a.status = 'booked'`.execute(
      context.db,
    );
  if (host !== undefined)
    await sql`update bookings set host_no_show = ${host} where business_id = ${context.businessId} and id = ${handled.id}`.execute(
      context.db,
    );
  const by = context.caller.name;
  await noteChange(context, handled.id, { kind: "no-show", by, details: { host, attendees } });
  const booking = await readBooking(context, handled.id);
  context.audit({ action: "booking.no_show", subject: "booking", subjectId: handled.id, before, after: booking });
  context.emit({
    trigger: "BOOKING_NO_SHOW_UPDATED",
    subject: `booking:${booking.id}`,
    payload: {
      message: messageOf(host, attendees),
      bookingUid: booking.uid,
      bookingId: booking.id,
      eventTypeId: booking.eventTypeId,
      attendees,
      ...(host === undefined ? {} : { hostNoShow: host }),
      // Whose webhooks and workflows this concerns.
      organizer: booking.hosts[0] ?? null,
      hosts: booking.hosts,
    },
  });
  return booking;
}

type Mark = { email: string; noShow: boolean };

/** Of what was said, that which is otherwise by now. Throws VALIDATION_ERROR for who was not expected. */
function newsOf(
  booking: BookingView,
  { host, attendees = [] }: { host?: boolean | undefined; attendees?: Mark[] | undefined },
): { host: boolean | undefined; attendees: Mark[] } {
  const seatsOf = (email: string) => booking.attendees.filter((one) => one.email === email && one.status === "booked");
  const unknown = attendees.findIndex(({ email }) => seatsOf(email).length === 0);
  if (unknown >= 0) throw invalid(`attendees.${unknown}.email`, "Is no attendee of this booking");
  return {
    host: host === booking.hostNoShow ? undefined : host,
    attendees: attendees.filter(({ email, noShow }) => seatsOf(email).some((seat) => seat.noShow !== noShow)),
  };
}

function messageOf(host: boolean | undefined, attendees: Mark[]): string {
  const sentences = attendees.map(
    ({ email, noShow }) => `${email} ${noShow ? "marked as no-show" : "unmarked as no-show"}`,
  );
  if (host !== undefined) sentences.unshift(`Host ${host ? "marked as no-show" : "unmarked as no-show"}`);
  return sentences.join(", ");
}
