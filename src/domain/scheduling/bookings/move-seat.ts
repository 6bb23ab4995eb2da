import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { keepHeldSeats } from "../../services/holds/sessions.ts";
import { releaseClaims } from "../../time/calendars/claims.ts";
import { type EventPlan, readEventPlan } from "../slots/plan.ts";
import { slotLost } from "./alternatives.ts";
import { answeredBy, dropHold, statusFor } from "./book.ts";
import { afterLeaving, type Found, giveUpSeat } from "./cancel.ts";
import { expireBooking } from "./expire.ts";
import type { Handled } from "./handle.ts";
import { noteChange } from "./history.ts";
import { partyOf } from "./party.ts";
import { emitBooking } from "./payload.ts";
import { type Taking, takeTime, type Wish } from "./take.ts";
import type { Side } from "./transitions.ts";
import { readBooking } from "./view.ts";
import { type Booker, insertBooking } from "./write.ts";

/** Where a booking shall go. `anyTime`: hosts may move it to any time that nothing else has taken. */
export type NewTime = {
  start: string;
  end?: string | undefined;
  reason?: string | null | undefined;
  timeZone?: string | undefined;
  /** Of what, where the caller says so: a booking stays one of its event type. */
  eventTypeId?: number;
  anyTime?: boolean;
  /** The handle of a hold that keeps the new time. */
  hold?: string | undefined;
};
/** Epoch milliseconds in `times`. */
export type Moving = {
  handled: Handled;
  eventType: Row<"eventTypes"> | null;
  side: Side;
  to: NewTime;
  times: { start: number; end: number };
  holdId?: number | undefined;
};

/** A seat, guests and all, moves to another session of the same event type, or opens one; its handle stays. */
export async function moveSeat(
  context: Context,
  { handled, eventType, to, times, holdId }: Moving,
  seat: { id: number; uid: string },
): Promise<Found> {
  if (!eventType)
    throw refuse(conflict, "What was booked is no longer offered, so it cannot be moved. Write to the host.");
  const plan = await readEventPlan(context, { eventTypeId: eventType.id }, { evenInactive: true });
  const before = await readBooking(context, handled.id);
  const own = before.attendees.find(({ uid }) => uid === seat.uid)!;
  const { uids: seatUids, alone } = await partyOf(context, handled.id, seat);
  // A session that ends with the move makes way for it as any booking does.
  const except = { ...(alone ? { bookingId: handled.id } : {}), ...(holdId ? { holdId } : {}) };
  const wish: Wish = {
    ...times,
    bookerZone: to.timeZone ?? own.timeZone,
    seats: seatUids.length,
    except,
  };
  const taking = await takeTime(context, plan, wish);
  if (!taking) throw await slotLost(context, plan, wish);
  if (holdId) await dropHold(context, holdId);
  if (alone) await releaseClaims(context, { bookingId: handled.id });
  const bookingId = taking.sessionId ?? (await openSession(context, plan, taking, handled, own));
  await giveUpSeat(context, handled.id, seat.uid);
  // The rows move, so that the handles in the mails keep working.
  await sql`
    update booking_attendees set booking_id = ${bookingId}, status = 'booked'
    where business_id = ${context.businessId} and booking_id = ${handled.id} and uid = any(${seatUids})`.execute(
    context.db,
  );
  const booking = await readBooking(context, bookingId);
  if (taking.sessionId === null)
    await keepHeldSeats(
      context,
      { eventTypeId: eventType.id, start: taking.start },
      { bookingId },
      booking.seatsLeft ?? 0,
    );
  const change = {
    kind: "seat-moved",
    by: own.name,
    side: "attendee",
    reason: to.reason ?? null,
    attendeeUids: seatUids,
    previousStartTime: before.startTime,
    previousEndTime: before.endTime,
  } as const;
  await noteChange(context, bookingId, {
    kind: "seat-moved",
    by: own.name,
    reason: change.reason,
    details: { fromStart: before.startTime },
  });
  context.audit({ action: "booking.seat_moved", subject: "booking", subjectId: bookingId, before, after: booking });
  emitBooking(context, "BOOKING_RESCHEDULED", booking, change, {
    rescheduleUid: seat.uid,
    rescheduleStartTime: before.startTime,
    rescheduleEndTime: before.endTime,
    rescheduledBy: own.name,
  });
  const left = before.attendees.filter(({ uid }) => seatUids.includes(uid));
  await afterLeaving(context, handled, left, { side: "attendee", reason: null, movedTo: booking.startTime });
  return { booking, seatUid: seat.uid, eventType };
}

/** A session for whoever moves into time that nobody has booked yet. Its first seat comes from the other session. */
async function openSession(
  context: Context,
  plan: EventPlan,
  taking: Taking,
  from: Handled,
  own: { name: string; email: string; phone: string | null; timeZone: string; language: string },
): Promise<number> {
  const booker: Booker = { ...own, guests: [] };
  const status = statusFor(plan, context.now, taking.start);
  const expiresAt = status === "pending" ? answeredBy(plan, context.now, taking.start, from) : null;
  const booking = await insertBooking(context, plan, taking, {
    uid: newHandle("bk", context.businessId),
    status,
    booker,
    location: from.location,
    responses: from.responses,
    metadata: from.metadata,
    recurringEventId: null,
    expiresAt,
  });
  if (expiresAt !== null)
    context.enqueue(expireBooking, { businessId: context.businessId, bookingId: booking.id }, { at: expiresAt });
  await sql`delete from booking_attendees where business_id = ${context.businessId} and booking_id = ${booking.id}`.execute(
    context.db,
  );
  return booking.id;
}
