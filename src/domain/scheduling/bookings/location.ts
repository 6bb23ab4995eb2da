import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { emitBooking } from "./payload.ts";
import { readBooking } from "./view.ts";

/** Records the room that a conferencing service made for a booking, and says so. The same one again changes nothing. */
export async function setMeetingUrl(
  context: Context,
  bookingId: number,
  url: string,
  mode: "live" | "sandbox",
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update bookings set location = location || ${JSON.stringify({ url, mode })}::jsonb
    where business_id = ${context.businessId} and id = ${bookingId} and location->>'url' is distinct from ${url}
    returning id`.execute(context.db);
  if (rows.length === 0) return;
  emitBooking(context, "MEETING_URL_CHANGED", await readBooking(context, bookingId), {
    kind: "url",
    by: context.caller.name,
    side: "system",
  });
}
