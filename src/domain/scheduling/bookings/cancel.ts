import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, forbidden, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { emitFreed } from "../../time/calendars/freed.ts";
import { bookingOfHandle, type Handled } from "./handle.ts";
import { noteChange } from "./history.ts";
import { emitBooking } from "./payload.ts";
import type { BookingView } from "./schema.ts";
import { lockSeries, settle } from "./settle.ts";
import { isOpen, type Side } from "./transitions.ts";
import { readBooking } from "./view.ts";

export type Found = { booking: BookingView; seatUid: string | null; eventType: Row<"eventTypes"> | null };

/**
 * Cancels a booking, one seat of it, or a series from this one on. Attendees are bound by the event type's rules; hosts are
 * not. One that is cancelled already stays so, without an error.
 */
export async function cancelBooking(
  context: Context,
  handle: number | string,
  {
    reason = null,
    allRemaining = false,
    seatUid,
  }: { reason?: string | null; allRemaining?: boolean; seatUid?: string | undefined },
): Promise<Found> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  const seat = await seatOf(context, handled, seatUid);
  const eventType = await eventTypeOf(context, handled);
  const side = sideOf(context, handled);
  if (seat) return cancelSeat(context, handled, seat.uid, { eventType, side, reason });
  const guest = await guestOf(context, handled, seatUid);
  if (guest) return partWithGuest(context, handled, guest.uid, { eventType, side, reason });
  if (side === "attendee" && handled.seats !== null)
    throw refuse(forbidden, "This session is the host's. Cancel your own seat with the link in your mail.");
  if (handled.status === "cancelled")
    return { booking: await readBooking(context, handled.id), seatUid: null, eventType };
  // An instant meeting that nobody has taken begins with whoever takes it: it is never too late to call it off.
  if (side === "attendee" && handled.status !== "awaiting_host") refuseLate(context, handled, eventType, "cancel");
  const all = allRemaining ? await lockSeries(context, handled, ["accepted", "pending"]) : [handled];
  const occurrences = all.length > 1 ? all.map(({ startsAt }) => startsAt) : undefined;
  for (const one of all.length > 0 ? all : [handled])
    await settle(context, one.id, {
      to: "cancelled",
      side,
      reason,
      ...(occurrences && one.id === all[0]!.id ? { occurrences } : {}),
      ...(occurrences && one.id !== all[0]!.id ? { silent: true } : {}),
    });
  return { booking: await readBooking(context, handled.id), seatUid: null, eventType };
}

/** Somebody who was brought along to a meeting: theirs is not the meeting, only their own part in it. */
export const isGuest = ({ seats, seat }: Pick<Handled, "seats" | "seat">): boolean =>
  seats === null && seat !== null && seat.guestOf !== null;

/** The guest of a meeting who leaves it, or is named by whoever has its own handle. Its booker is none: they end it. */
async function guestOf(context: Context, handled: Handled, named: string | undefined): Promise<{ uid: string } | null> {
  if (handled.seats !== null) return null;
  if (isGuest(handled)) return handled.seat;
  const found = named === undefined ? null : await attendeeNamed(context, handled, named);
  return found && found.guestOf !== null ? found : null;
}

async function partWithGuest(
  context: Context,
  handled: Handled,
  uid: string,
  { eventType, side, reason }: { eventType: Row<"eventTypes"> | null; side: Side; reason: string | null },
): Promise<Found> {
  const leaves = handled.seat !== null;
  if (isOpen(handled.status) && (await giveUpSeat(context, handled.id, uid)).length > 0) {
    await sql`update bookings set sequence = sequence + 1 where business_id = ${context.businessId} and id = ${handled.id}`.execute(
      context.db,
    );
    const booking = await readBooking(context, handled.id);
    const booker = booking.attendees[0]?.name ?? "Attendee";
    const by = leaves ? nameOfSeat(booking, uid) : side === "attendee" ? booker : context.caller.name;
    const details = { attendeeUids: [uid] };
    await noteChange(context, handled.id, { kind: leaves ? "guest-left" : "guest-removed", by, reason, details });
    context.audit({ action: "booking.left", subject: "booking", subjectId: handled.id, after: booking });
    emitBooking(context, "booking.updated", booking, {
      kind: "seat-cancelled",
      by,
      side,
      reason,
      attendeeUids: [uid],
    });
  }
  return { booking: await readBooking(context, handled.id), seatUid: leaves ? uid : null, eventType };
}

/** SEMANTICS 10: one attendee cancels one seat, guests and all; the last one out cancels the booking. */
async function cancelSeat(
  context: Context,
  handled: Handled,
  seatUid: string,
  { eventType, side, reason }: { eventType: Row<"eventTypes"> | null; side: Side; reason: string | null },
): Promise<Found> {
  if (!isOpen(handled.status)) return { booking: await readBooking(context, handled.id), seatUid, eventType };
  if (side === "attendee") refuseLate(context, handled, eventType, "cancel");
  const gone = new Set(await giveUpSeat(context, handled.id, seatUid));
  if (gone.size > 0) {
    const { attendees } = await readBooking(context, handled.id);
    const left = attendees.filter(({ uid }) => gone.has(uid));
    await afterLeaving(context, handled, left, { side, reason });
  }
  return { booking: await readBooking(context, handled.id), seatUid, eventType };
}

/** Answers the handles of the seats that were given up: none where that had happened already. */
export async function giveUpSeat(context: Context, bookingId: number, seatUid: string): Promise<string[]> {
  const { rows } = await sql<{ uid: string }>`
    update booking_attendees set status = 'cancelled'
    where business_id = ${context.businessId} and booking_id = ${bookingId} and status = 'booked'
      and (uid = ${seatUid} or guest_of = (select id from booking_attendees where business_id = ${context.businessId} and booking_id = ${bookingId} and uid = ${seatUid}))
    returning uid`.execute(context.db);
  return rows.map(({ uid }) => uid);
}

/**
 * The session goes on with the others, or ends with the last. `handled` is locked; `left` are those who are gone, the booker
 * first; `movedTo` is when the session begins that they went to.
 */
export async function afterLeaving(
  context: Context,
  handled: Pick<Handled, "id" | "startsAt" | "endsAt">,
  left: BookingView["attendees"],
  { side, reason, movedTo }: { side: Side; reason: string | null; movedTo?: string },
): Promise<void> {
  const booking = await readBooking(context, handled.id);
  if (!booking.attendees.some(({ status }) => status === "booked")) {
    await settle(context, handled.id, { to: "cancelled", side, reason, last: left, movedTo });
    return;
  }
  const kind = movedTo === undefined ? "seat-cancelled" : "seat-moved";
  const by = context.caller.kind === "public" ? left[0]!.name : context.caller.name;
  const attendeeUids = left.map(({ uid }) => uid);
  await noteChange(context, handled.id, { kind, by, reason, details: { attendeeUids } });
  const { rows } = await sql<{ id: number }>`
    select c.id from calendars c join booking_hosts h on h.business_id = c.business_id and h.user_id = c.user_id
    where c.business_id = ${context.businessId} and h.booking_id = ${handled.id}`.execute(context.db);
  emitFreed(context, {
    calendarIds: rows.map(({ id }) => id),
    stretches: [{ start: epoch(handled.startsAt), end: epoch(handled.endsAt) }],
    seats: left.length,
  });
  context.audit({ action: "booking.left", subject: "booking", subjectId: handled.id, after: booking });
  if (kind === "seat-moved") return;
  const change = { kind, by, side, reason, attendeeUids } as const;
  emitBooking(context, "BOOKING_CANCELLED", booking, change, { cancellationReason: reason, cancelledBy: by });
}

const nameOfSeat = (booking: BookingView, seatUid: string) =>
  booking.attendees.find(({ uid }) => uid === seatUid)?.name ?? "Attendee";

/** Members who may see the booking act for the host; whoever has nothing but a handle is an attendee. */
export function sideOf({ caller }: Context, { seat, seen }: Pick<Handled, "seat" | "seen">): Side {
  if (caller.kind === "system") return "system";
  return caller.abilities.has("bookings:write") && seen && seat === null ? "host" : "attendee";
}

/** The seat that is meant: named by its own handle, or by a host who names the booking. Of a meeting without seats, none. */
export async function seatOf(
  context: Context,
  handled: Handled,
  named: string | undefined,
): Promise<{ uid: string } | null> {
  if (handled.seats === null) return null;
  return named === undefined ? handled.seat : attendeeNamed(context, handled, named);
}

async function attendeeNamed(
  context: Context,
  handled: Handled,
  named: string,
): Promise<{ uid: string; guestOf: number | null }> {
  const { rows } = await sql<{ uid: string; guestOf: number | null }>`
    select uid, guest_of from booking_attendees where business_id = ${context.businessId} and booking_id = ${handled.id} and uid = ${named}`.execute(
    context.db,
  );
  if (!rows[0])
    throw refuse(conflict, "Nobody with this seat is on the booking.", [
      { field: "seatUid", message: "Is no seat of this booking" },
    ]);
  return rows[0];
}

export async function eventTypeOf(
  context: Context,
  { eventTypeId }: Pick<Handled, "eventTypeId">,
): Promise<Row<"eventTypes"> | null> {
  if (eventTypeId === null) return null;
  const found = await context.db
    .selectFrom("eventTypes")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("id", "=", eventTypeId)
    .executeTakeFirst();
  return found ?? null;
}

/** SEMANTICS 16: refused when the time left is under the notice that is asked for. What has begun is over for attendees. */
export function refuseLate(
  context: Context,
  { startsAt }: Pick<Handled, "startsAt">,
  eventType: Row<"eventTypes"> | null,
  what: "cancel" | "move",
): void {
  const [forbids, notice] =
    what === "cancel"
      ? [eventType?.disableCancelling, eventType?.minimumCancellationNotice ?? 0]
      : [eventType?.disableRescheduling, eventType?.minimumReschedulingNotice ?? 0];
  const verb = what === "cancel" ? "cancelled" : "moved";
  if (forbids) throw refuse(conflict, `This booking cannot be ${verb} online. Write to the host.`);
  const left = epoch(startsAt) - context.now;
  if (left <= 0)
    throw refuse(conflict, `This booking began at ${iso(epoch(startsAt))} and cannot be ${verb} any more.`);
  if (left < notice * MINUTE)
    throw refuse(conflict, `This booking can be ${verb} up to ${notice} minutes before it begins. Write to the host.`);
}
