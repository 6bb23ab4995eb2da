import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { StoredEvent } from "../../events/subscriber.ts";
import type { BookingChange } from "../../scheduling/bookings/changes.ts";
import { readBookings } from "../../scheduling/bookings/view.ts";
import { attendeesOf } from "../../scheduling/notifications/recipients.ts";
import { bookingAt } from "../../scheduling/notifications/tell.ts";
import type { AppointmentChange } from "../../services/appointments/changes.ts";
import type { AppointmentView } from "../../services/appointments/schema.ts";
import { readAppointments } from "../../services/appointments/view.ts";
import type { Sender } from "../../services/notifications/facts.ts";
import { occasionsOfAppointments } from "./appointments.ts";
import { attendeeOf, occasionsOfBookings } from "./bookings.ts";
import { formOccasion } from "./forms.ts";
import type { Occasion } from "./occasion.ts";

/** What `booking:7` or `appointment:7` is now; null where it is gone. */
export async function occasionNow(context: Context, sender: Sender, subject: string): Promise<Occasion | null> {
  const [kind, id] = subject.split(":");
  const [found] =
    kind === "booking"
      ? await occasionsOfBookings(context, sender, await readBookings(context, sql`b.id = ${Number(id)}`))
      : kind === "appointment"
        ? await occasionsOfAppointments(
            context,
            sender,
            await readAppointments(context, sql`a.id = ${Number(id)} and a.deleted_at is null`),
          )
        : [];
  return found ?? null;
}

/**
 * What an event was about. Time, state and hosts are the event's, so that what follows quick changes tells each its own; of
 * its people those whom the event concerns.
 */
export async function occasionOfEvent(context: Context, sender: Sender, event: StoredEvent): Promise<Occasion | null> {
  if (event.trigger === "FORM_SUBMITTED") return formOccasion(sender, event);
  const found = event.subject.startsWith("appointment:")
    ? await appointmentAt(context, sender, event)
    : event.trigger === "BOOKING_NO_SHOW_UPDATED"
      ? await missedBooking(context, sender, event)
      : await bookingOfEvent(context, sender, event);
  if (!found) return null;
  const { change } = event.payload as { change?: { reason?: string | null; previousStartTime?: string } };
  const { reason = found.about.reason, previousStartTime = null } = change ?? {};
  return { ...found, payload: event.payload, about: { ...found.about, reason, previousStart: previousStartTime } };
}

async function bookingOfEvent(context: Context, sender: Sender, event: StoredEvent): Promise<Occasion | null> {
  const booking = await bookingAt(context, event);
  if (!booking) return null;
  const { change } = event.payload as { change: BookingChange };
  const [occasion] = await occasionsOfBookings(context, sender, [booking]);
  const concerned = attendeesOf(booking, change);
  return { ...occasion!, attendees: concerned.map((attendee) => attendeeOf(context, booking, attendee)) };
}

/** Those who did not come. */
async function missedBooking(context: Context, sender: Sender, { payload }: StoredEvent): Promise<Occasion | null> {
  const { bookingId, attendees } = payload as { bookingId: number; attendees: { email: string; noShow: boolean }[] };
  const occasion = await occasionNow(context, sender, `booking:${bookingId}`);
  const missing = new Set(attendees.filter(({ noShow }) => noShow).map(({ email }) => email));
  return occasion && { ...occasion, attendees: occasion.attendees.filter(({ email }) => missing.has(email ?? "")) };
}

async function appointmentAt(context: Context, sender: Sender, event: StoredEvent): Promise<Occasion | null> {
  const { id, startTime, endTime, status, sequence, change } = event.payload as unknown as AppointmentView & {
    change: AppointmentChange;
  };
  const [current] = await readAppointments(context, sql`a.id = ${id}`);
  if (!current) return null;
  const appointment = { ...current, startTime, endTime, status, sequence };
  const [occasion] = await occasionsOfAppointments(context, sender, [appointment], change.seatUid);
  return occasion!;
}
