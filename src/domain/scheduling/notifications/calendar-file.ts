import { sql } from "kysely";
import type { Context, FileAnswer } from "../../../platform/operation.ts";
import { senderOf } from "../../services/notifications/facts.ts";
import { bookingOfHandle } from "../bookings/handle.ts";
import { readBooking, readBookings } from "../bookings/view.ts";
import { bookingEntries } from "./entry.ts";

/** What a handle names as an .ics file, with the UIDs of the mails: a booking, a seat, or a whole series. */
export async function calendarFile(context: Context, handle: string, wholeSeries: boolean): Promise<FileAnswer> {
  const { id, seat, recurringEventId, language } = await bookingOfHandle(context, handle);
  const all =
    wholeSeries && recurringEventId !== null
      ? await readBookings(context, sql`b.recurring_event_id = ${recurringEventId}`)
      : [await readBooking(context, id)];
  const left = seat?.status === "cancelled";
  const { host } = await senderOf(context);
  const content = bookingEntries(left ? all.map((one) => ({ ...one, status: "cancelled" as const })) : all, {
    method: "PUBLISH",
    secrets: context.services.secrets,
    seatUid: all[0]!.seats === null ? undefined : seat?.uid,
    now: context.now,
    attendees: [],
    description: all[0]!.description,
    business: { ...host, email: host.email ?? "no-reply@schedly.invalid" },
    language,
  });
  return { contentType: "text/calendar; charset=utf-8", filename: "booking.ics", content };
}
