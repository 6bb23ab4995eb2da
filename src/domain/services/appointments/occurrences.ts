import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { AppointmentView } from "./schema.ts";
import { readAppointments } from "./view.ts";
import "../tables.ts";

/**
 * The appointments of a series as the customer with this handle has them, by start; what was deleted too, since it may be
 * in their calendar. Of group sessions those in which they have a seat, each by its handle and with its state.
 */
export async function occurrencesFor(context: Context, seriesUid: string, handle: string): Promise<AppointmentView[]> {
  const all = await readAppointments(context, sql`a.series_uid = ${seriesUid}`);
  const own = all.flatMap(({ attendees }) => attendees).find(({ uid }) => uid === handle);
  return all.flatMap((one) => {
    if (!one.isGroupBooking) return [one];
    const seat = one.attendees.find(({ customerId, name }) => customerId === own?.customerId && name === own.name);
    return seat ? [{ ...one, uid: seat.uid, status: seat.status === "booked" ? one.status : seat.status }] : [];
  });
}
