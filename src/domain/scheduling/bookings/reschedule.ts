import { sql } from "kysely";
import { type Row, seeingAll } from "../../../platform/database.ts";
import { conflict, forbidden, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { settingsOf } from "../../services/company/settings.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type Claim, insertClaims, releaseClaims } from "../../time/calendars/claims.ts";
import { type EventPlan, type PlanHost, readEventPlan } from "../slots/plan.ts";
import type { Assignment } from "../slots/rank.ts";
import { slotLost } from "./alternatives.ts";
import { answeredBy, dropHold, refuseOtherLengths, statusFor, takeUpHold } from "./book.ts";
import { eventTypeOf, type Found, isGuest, refuseLate, sideOf } from "./cancel.ts";
import { expireBooking } from "./expire.ts";
import { bookingOfHandle, type Handled } from "./handle.ts";
import { noteChange } from "./history.ts";
import { currentHosts, planOfBooking, replaceHosts } from "./hosts.ts";
import { type Moving, moveSeat, type NewTime } from "./move-seat.ts";
import { emitBooking } from "./payload.ts";
import { takeAnyTime, takeTime, type Wish } from "./take.ts";
import { isOpen } from "./transitions.ts";
import { readBooking } from "./view.ts";

/**
 * Moves a booking; it keeps its uid, its place in the calendars that it was sent to, and its history (SEMANTICS 17). An
 * attendee is bound by the event type's rules and moves their own seat alone where there are several; a request that needs
 * confirming needs it again. Throws CONFLICT with the nearest open slots when the time is not free.
 */
export const moveBooking = (context: Context, handle: number | string, to: NewTime): Promise<Found> =>
  context.caller.onlyOwn ? seeingAll(context.db, () => move(context, handle, to)) : move(context, handle, to);

async function move(context: Context, handle: number | string, to: NewTime): Promise<Found> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  const eventType = await eventTypeOf(context, handled);
  const side = sideOf(context, handled);
  if (!isOpen(handled.status))
    throw refuse(conflict, `This booking is ${handled.status.replace("_", " ")} and cannot be moved. Book a new one.`);
  if (to.eventTypeId !== undefined && to.eventTypeId !== handled.eventTypeId)
    throw invalid("eventTypeId", "The booking is of another event type: send that one, or cancel it and book anew");
  if (handled.seat?.status === "cancelled") throw refuse(conflict, "This seat was given up. Book a new one.");
  if (isGuest(handled)) throw refuse(forbidden, "You were brought along: ask whoever booked to move it.");
  if (side === "attendee") refuseLate(context, handled, eventType, "move");
  if (to.anyTime && side === "attendee")
    throw refuse(forbidden, "Only hosts may move a booking to any time. Choose one of the open slots.");
  const times = timesOf(handled, to);
  const hold = await takeUpHold(context, { hold: to.hold, eventTypeId: handled.eventTypeId }, [to.start]);
  const moving = { handled, eventType, side, to, times, holdId: hold?.id };
  if (side === "attendee" && eventType) refuseOtherLengths(eventType, moving.times, handled);
  if (moving.times.start === epoch(handled.startsAt) && moving.times.end === epoch(handled.endsAt))
    return { booking: await readBooking(context, handled.id), seatUid: handled.seat?.uid ?? null, eventType };
  if (handled.seats !== null && side === "attendee") {
    if (!handled.seat)
      throw refuse(forbidden, "This session is the host's. Move your own seat with the link in your mail.");
    return moveSeat(context, moving, handled.seat);
  }
  return moveWhole(context, moving);
}

/** It stays as long as it is, unless another end is asked for. Epoch milliseconds. */
export function timesOf({ startsAt, endsAt }: Handled, { start: text, end: endText }: NewTime) {
  const start = epoch(text);
  const end = endText === undefined ? start + epoch(endsAt) - epoch(startsAt) : epoch(endText);
  if (end <= start) throw invalid("end", "Must be after start");
  if (end - start > 24 * 60 * MINUTE) throw invalid("end", "A booking lasts a day at most");
  return { start, end };
}

async function moveWhole(context: Context, moving: Moving): Promise<Found> {
  const hosts = await currentHosts(context, moving.handled.id);
  const taken = await takeNewTime(context, moving, hosts);
  // Its claims make way for the booking's, in the same transaction.
  if (moving.holdId) await dropHold(context, moving.holdId);
  return putThere(context, moving, hosts, taken);
}

/** Writes a move and says so: the booking was `hosts`', and takes what is `taken`, which is locked and free. */
export async function putThere(
  context: Context,
  { handled, eventType, side, to, times }: Moving,
  hosts: PlanHost[],
  { claims, taken, assignment }: Taken,
): Promise<Found> {
  const previousHostIds = hosts.map(({ userId }) => userId);
  // Why it is theirs holds while it is, unless they were chosen anew.
  const stays = assignment === null && taken.map(({ userId }) => userId).join() === previousHostIds.join();
  const plan = eventType && (await readEventPlan(context, { eventTypeId: eventType.id }, { evenInactive: true }));
  const status = side === "attendee" && plan ? statusFor(plan, context.now, times.start) : handled.status;
  await releaseClaims(context, { bookingId: handled.id });
  if (keepsTime(status, eventType)) await insertClaims(context, claims, { bookingId: handled.id });
  // What was asked for may be offered no longer; the request still waits for no longer than others.
  const waits = plan ?? { settings: settingsOf(await readBusiness(context)) };
  const expiresAt = status === "pending" ? answeredBy(waits, context.now, times.start, handled) : null;
  const before = await readBooking(context, handled.id);
  const by = side === "attendee" ? (before.attendees[0]?.name ?? "Attendee") : context.caller.name;
  const reason = to.reason ?? null;
  await sql`
    update bookings set starts_at = ${iso(times.start)}, ends_at = ${iso(times.end)}, status = ${status}, sequence = sequence + 1, user_id = ${taken[0]?.userId ?? null},
      rescheduled_by = ${by}, reschedule_reason = ${reason}, expires_at = ${expiresAt === null ? null : iso(expiresAt)},
      assignment_reason = case when ${stays} then assignment_reason else ${assignment && JSON.stringify(assignment)}::jsonb end
    where business_id = ${context.businessId} and id = ${handled.id}`.execute(context.db);
  await replaceHosts(context, handled.id, taken);
  await noteChange(context, handled.id, {
    kind: "moved",
    by,
    reason,
    details: {
      fromStart: before.startTime,
      fromEnd: before.endTime,
      startTime: iso(times.start),
      endTime: iso(times.end),
    },
  });
  const booking = await readBooking(context, handled.id);
  context.audit({ action: "booking.moved", subject: "booking", subjectId: handled.id, before, after: booking });
  emitBooking(
    context,
    "BOOKING_RESCHEDULED",
    booking,
    {
      kind: "moved",
      by,
      side,
      reason,
      previousStartTime: before.startTime,
      previousEndTime: before.endTime,
      previousHostIds,
    },
    {
      rescheduleUid: booking.uid,
      rescheduleStartTime: before.startTime,
      rescheduleEndTime: before.endTime,
      rescheduledBy: by,
    },
  );
  if (expiresAt !== null)
    context.enqueue(expireBooking, { businessId: context.businessId, bookingId: handled.id }, { at: expiresAt });
  return { booking, seatUid: null, eventType };
}

/** A request keeps its time while it waits, unless its event type says otherwise (SEMANTICS 11). */
export const keepsTime = (
  status: string,
  eventType: Pick<Row<"eventTypes">, "requiresConfirmationWillBlockSlot"> | null,
) => status === "accepted" || eventType?.requiresConfirmationWillBlockSlot !== false;

type Taken = { claims: Claim[]; taken: PlanHost[]; assignment: Assignment | null };
async function takeNewTime(context: Context, moving: Moving, hosts: PlanHost[]): Promise<Taken> {
  const { handled, eventType, side, to, times, holdId } = moving;
  const except = { bookingId: handled.id, holdId };
  if (to.anyTime || eventType === null) {
    if (eventType === null && side === "attendee")
      throw refuse(conflict, "What was booked is no longer offered, so it cannot be moved. Write to the host.");
    const plan = { eventType: buffersOf(handled), hosts } as EventPlan;
    return { claims: await takeAnyTime(context, plan, { ...times, except }), taken: hosts, assignment: null };
  }
  const offered = await readEventPlan(context, { eventTypeId: eventType.id }, { evenInactive: true });
  const plan = await planOfBooking(context, offered, handled.id, hosts);
  const wish: Wish = {
    ...times,
    bookerZone: to.timeZone ?? handled.timeZone,
    preferred: hosts.map(({ userId }) => userId),
    except,
  };
  // A session moves as a whole: its seats go with it and join no other.
  const whole = handled.seats === null ? plan : { ...plan, eventType: { ...plan.eventType, seatsPerTimeSlot: null } };
  // Who stood in for somebody away keeps it where they can.
  const found = (await takeTime(context, whole, wish)) ?? null;
  if (!found) throw await slotLost(context, whole, wish);
  return { claims: found.claims, taken: found.hosts, assignment: found.assignment };
}

const buffersOf = ({ bufferBefore, bufferAfter }: Handled) => ({
  beforeEventBuffer: bufferBefore,
  afterEventBuffer: bufferAfter,
});
