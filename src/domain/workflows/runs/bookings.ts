import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { bookingPayload } from "../../scheduling/bookings/payload.ts";
import type { BookingView } from "../../scheduling/bookings/schema.ts";
import { placeInWords } from "../../scheduling/notifications/place.ts";
import { answerUrl } from "../../scheduling/notifications/token.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import type { Occasion, Person } from "./occasion.ts";

/** Bookings as workflows see them. `attendees`: those it is about, where not everybody. */
export async function occasionsOfBookings(
  context: Context,
  sender: Sender,
  bookings: BookingView[],
): Promise<Occasion[]> {
  const types = await typesOf(context, bookings);
  return bookings.map((booking) => {
    const type = types.get(booking.eventTypeId ?? 0);
    const { change: _, ...payload } = bookingPayload(booking, { kind: "edited", by: "", side: "system" });
    const open = booking.status === "accepted";
    return {
      kind: "booking",
      subject: `booking:${booking.id}`,
      id: booking.id,
      start: booking.startTime as string,
      end: booking.endTime as string,
      awaited: { before: open, after: open },
      eventTypeIds: [booking.eventTypeId, type?.parentId].filter((id) => typeof id === "number"),
      serviceId: null,
      teamId: type?.teamId ?? null,
      userIds: booking.hosts.map(({ id }) => id),
      attendees: booking.attendees
        .filter(({ status }) => status === "booked")
        .map((attendee) => attendeeOf(context, booking, attendee)),
      hosts: booking.hosts.map((host) => hostOf(context, sender, booking, host)),
      about: {
        title: booking.title,
        type: booking.type,
        place: (locale) => placeInWords(booking.location, locale).join(", "),
        meetingUrl: booking.meetingUrl,
        notes: null,
        responses: booking.responses,
        service: null,
        employee: null,
        price: booking.price > 0 ? { amount: booking.price, currency: booking.currency } : null,
        reason: booking.cancellationReason ?? null,
        previousStart: null,
      },
      booking,
      payload,
    };
  });
}

export function attendeeOf(
  { services }: Context,
  booking: BookingView,
  { uid, name, email, phone, timeZone, language, guest, responses: own }: BookingView["attendees"][number],
): Person {
  const page = `${services.publicUrl}/booking/${booking.seats === null ? booking.uid : uid}`;
  // What a booker may do is not their guests'.
  const links = guest ? {} : { view: page, reschedule: `${page}/reschedule`, cancel: `${page}/cancel` };
  // What a booker answers is between them and the host, and so is what each seat does.
  const responses = guest ? {} : booking.seats === null ? booking.responses : own;
  return { key: uid, name, email: email || null, phone, timeZone, language, guest, responses, links };
}

function hostOf(
  context: Context,
  sender: Sender,
  { uid }: BookingView,
  { id, name, email, timeZone, language }: BookingView["hosts"][number],
): Person {
  const page = answerUrl(context, uid, id);
  return {
    key: `host:${id}`,
    name,
    email,
    phone: null,
    // Users who never chose a zone have UTC, which helps nobody: theirs is the business's.
    timeZone: timeZone === "UTC" ? sender.timeZone : timeZone,
    language,
    guest: false,
    links: { view: page, reschedule: page, cancel: page },
  };
}

type TypeOf = { id: number; parentId: number | null; teamId: number | null };
async function typesOf(context: Context, bookings: BookingView[]): Promise<Map<number, TypeOf>> {
  const ids = [...new Set(bookings.flatMap(({ eventTypeId }) => eventTypeId ?? []))];
  if (ids.length === 0) return new Map();
  const { rows } = await sql<TypeOf>`
    select t.id, t.parent_id, coalesce(t.team_id, p.team_id) as team_id
    from event_types t left join event_types p on p.business_id = t.business_id and p.id = t.parent_id
    where t.business_id = ${context.businessId} and t.id = any(${ids})`.execute(context.db);
  return new Map(rows.map((row) => [row.id, row]));
}
