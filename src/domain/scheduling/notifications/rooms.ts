import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import type { StoredEvent } from "../../events/subscriber.ts";
import type { BookingChange } from "../bookings/changes.ts";
import { readBookings } from "../bookings/view.ts";
import { tell } from "./tell.ts";

// A conferencing service makes its room a moment after the booking. The mails wait for it, so that they can say where;
// but no longer than a minute, because a service that is down must not keep a booking from being told.

const patienceSeconds = 60;

const announcements: BookingChange["kind"][] = ["booked", "seat-booked", "confirmed", "accepted-by-host", "moved"];
export const isAnnouncement = (kind: BookingChange["kind"]): boolean => announcements.includes(kind);

const heldBack = defineJob({ name: "announce-booking", data: z.object({ businessId: z.int(), eventId: z.int() }) });

/** Has the event told in a minute, if the room has not come by then. */
export function sendHeldBack(context: Context, event: StoredEvent): void {
  const at = context.now + patienceSeconds * 1000;
  context.enqueue(heldBack, { businessId: context.businessId, eventId: event.id }, { at });
}

/** Tells now what was held back for the room. False where nothing was: its mails have left, or it never waited. */
export async function announceHeldBack(context: Context, event: StoredEvent): Promise<boolean> {
  let any = false;
  for (const waiting of await recentEvents(context, event))
    if (isAnnouncement((waiting.payload.change as BookingChange).kind)) any = (await tell(context, waiting)) || any;
  return any;
}

const columns = sql`business_id, id, trigger, subject, payload, created_at`;

/** The booking's events that may still wait, oldest first. */
async function recentEvents(context: Context, { id, subject, createdAt }: StoredEvent): Promise<StoredEvent[]> {
  const since = iso(epoch(createdAt) - 2 * patienceSeconds * 1000);
  const { rows } = await sql<StoredEvent>`
    select ${columns} from events
    where business_id = ${context.businessId} and subject = ${subject} and id < ${id} and created_at >= ${since} order by id`.execute(
    context.db,
  );
  return rows;
}

/** The minute is over. What was told meanwhile is not told again: its mails are there by their keys. */
export const announceWithoutRoom = job({
  ...heldBack,
  run: (tools, { businessId, eventId }) =>
    tools.inBusiness(businessId, async (context) => {
      const { rows } = await sql<StoredEvent>`
        select ${columns} from events where business_id = ${businessId} and id = ${eventId}`.execute(context.db);
      const event = rows[0];
      if (!event) return;
      const [booking] = await readBookings(context, sql`b.id = ${(event.payload as { id: number }).id}`);
      // Cancelled within the minute: there is nothing to announce any more.
      if (booking?.status === "accepted") await tell(context, event);
    }),
});
