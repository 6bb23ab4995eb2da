import { sql } from "kysely";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { insertClaims, releaseClaims } from "../../time/calendars/claims.ts";
import type { EventPlan } from "../slots/plan.ts";
import { noteChange } from "./history.ts";
import { currentHosts } from "./hosts.ts";
import { emitBooking } from "./payload.ts";
import type { BookingView, Status } from "./schema.ts";
import { takeAnyTime } from "./take.ts";
import { type Side, transition } from "./transitions.ts";
import { readBooking } from "./view.ts";

export type Settling = {
  to: Extract<Status, "accepted" | "rejected" | "cancelled">;
  side: Side;
  reason?: string | null;
  /** Of a series that is settled at once: all of its starts, told with the first. */
  occurrences?: string[];
  silent?: boolean;
  /** Of a session that ends because nobody is left: who left last, and where to. */
  last?: BookingView["attendees"];
  movedTo?: string | undefined;
};

const kinds = { accepted: "confirmed", rejected: "rejected", cancelled: "cancelled" } as const;

/**
 * Confirms, rejects or cancels a whole booking whose row is locked. What it has claimed is given back, or, where a request
 * did not keep its time, claimed now: CONFLICT where it is gone.
 */
export async function settle(context: Context, bookingId: number, settling: Settling): Promise<BookingView> {
  const { businessId, db } = context;
  const before = await readBooking(context, bookingId);
  if (before.status === settling.to) return before;
  const { event } = transition(before.status, settling.to, settling.side);
  if (before.status === "awaiting_host" && settling.to === "accepted")
    throw refuse(conflict, "This is an instant meeting, and nobody hosts it yet: accept it instead.");
  const reason = settling.reason ?? null;
  const by =
    context.caller.kind === "public"
      ? ((settling.last ?? before.attendees)[0]?.name ?? "Attendee")
      : context.caller.name;
  if (settling.to === "accepted") await claimIfUnclaimed(context, before);
  else await releaseClaims(context, { bookingId });
  await sql`
    update bookings set status = ${settling.to}, expires_at = null, sequence = sequence + ${settling.to === "cancelled" ? 1 : 0},
      cancellation_reason = case when ${settling.to} = 'cancelled' then ${reason} else cancellation_reason end,
      cancelled_by = case when ${settling.to} = 'cancelled' then ${by} else cancelled_by end,
      rejection_reason = case when ${settling.to} = 'rejected' then ${reason} else rejection_reason end
    where business_id = ${businessId} and id = ${bookingId}`.execute(db);
  const kind = kinds[settling.to];
  await noteChange(context, bookingId, { kind, by, reason });
  const booking = await readBooking(context, bookingId);
  context.audit({ action: `booking.${kind}`, subject: "booking", subjectId: bookingId, before, after: booking });
  emitBooking(
    context,
    event,
    settling.last ? { ...booking, attendees: settling.last } : booking,
    {
      kind,
      by,
      side: settling.side,
      reason,
      ...(settling.occurrences ? { occurrences: settling.occurrences } : {}),
      ...(before.status === "awaiting_host" ? { untaken: true } : {}),
      ...(settling.silent ? { silent: true } : {}),
      ...(settling.last ? { attendeeUids: settling.last.map(({ uid }) => uid) } : {}),
      ...(settling.movedTo ? { movedTo: settling.movedTo } : {}),
    },
    settling.to === "cancelled"
      ? { cancellationReason: reason, cancelledBy: by }
      : settling.to === "rejected"
        ? { rejectionReason: reason }
        : {},
  );
  return booking;
}

/**
 * A request that did not keep its time has to take it now, as it is: of whoever hosts it, also where they are no host of the
 * event type (any more), and where that is offered no longer.
 */
async function claimIfUnclaimed(context: Context, { id, startTime, endTime }: BookingView): Promise<void> {
  const { rows } = await sql<{ claimed: boolean; bufferBefore: number; bufferAfter: number }>`
    select buffer_before, buffer_after, exists (select from claims where business_id = b.business_id and booking_id = b.id) as claimed
    from bookings b where business_id = ${context.businessId} and id = ${id}`.execute(context.db);
  const { claimed, bufferBefore, bufferAfter } = rows[0]!;
  if (claimed) return;
  const eventType = { beforeEventBuffer: bufferBefore, afterEventBuffer: bufferAfter };
  const plan = { eventType, hosts: await currentHosts(context, id) } as EventPlan;
  const claims = await takeAnyTime(context, plan, { start: epoch(startTime), end: epoch(endTime) });
  await insertClaims(context, claims, { bookingId: id });
}

/** The other bookings of a series that are still to come, this one first; their rows are locked in order. */
export async function lockSeries(
  context: Context,
  booking: { id: number; recurringEventId: string | null; startsAt: string },
  statuses: Status[],
): Promise<{ id: number; startsAt: string }[]> {
  if (booking.recurringEventId === null) return [booking];
  const { rows } = await sql<{ id: number; startsAt: string }>`
    select id, starts_at from bookings
    where business_id = ${context.businessId} and recurring_event_id = ${booking.recurringEventId} and status = any(${statuses})
      and starts_at >= ${booking.startsAt} and ends_at > ${iso(context.now)}
    order by starts_at, id for no key update`.execute(context.db);
  return rows;
}
