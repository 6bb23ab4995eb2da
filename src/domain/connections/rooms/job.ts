import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import type { Context } from "../../../platform/operation.ts";
import "../../scheduling/tables.ts";

/** Makes, changes or ends the room of one booking. Its work is in keep.ts. */
export const keepRoom = defineJob({
  name: "keep-meeting-room",
  data: z.object({ businessId: z.int(), bookingId: z.int() }),
  retry: { limit: 10, delaySeconds: 5 },
  waitsOutside: true,
});

/** Of a booking that takes place in a room that a service makes; Google's come with the event in the calendar. */
export async function enqueueRoom(context: Context, bookingId: number): Promise<void> {
  const { rows } = await sql`
    select from bookings where business_id = ${context.businessId} and id = ${bookingId}
      and location->>'type' in ('integrations:zoom', 'integrations:google:meet')
    union all select from meeting_rooms where business_id = ${context.businessId} and booking_id = ${bookingId}`.execute(
    context.db,
  );
  if (rows.length > 0) context.enqueue(keepRoom, { businessId: context.businessId, bookingId });
}
