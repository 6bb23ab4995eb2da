import { sql } from "kysely";
import type { z } from "zod";
import { type Row, seeingAll } from "../../../platform/database.ts";
import { conflict, DomainError, invalid, rateLimited, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { keepHeldSeats } from "../../services/holds/sessions.ts";
import { findHold } from "../../services/holds/store.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { type ParsedResponses, parseResponses } from "../event-types/fields.ts";
import { chooseLocation } from "../event-types/locations.ts";
import { useLink } from "../private-links/store.ts";
import { standIn } from "../slots/choose.ts";
import { lengthsOf } from "../slots/lengths.ts";
import { type EventPlan, readEventPlan, readHosts } from "../slots/plan.ts";
import type { Assignment } from "../slots/rank.ts";
import { slotLost } from "./alternatives.ts";
import { expireBooking } from "./expire.ts";
import type { EventBooking } from "./inputs.ts";
import { ownView } from "./own-view.ts";
import { emitBooking } from "./payload.ts";
import type { BookingView, OwnBooking, Status } from "./schema.ts";
import { type Taking, takeTime, type Wish } from "./take.ts";
import { readBooking } from "./view.ts";
import { addSeats, type Booker, type Facts, insertBooking, nextBookingId } from "./write.ts";

export type Request = Pick<
  z.output<typeof EventBooking>,
  "eventTypeId" | "end" | "responses" | "timeZone" | "language" | "metadata" | "hold" | "link"
> & { start: string };

/**
 * Somebody books a slot of an event type: by the same rules that listed it, checked again under the lock of the calendars
 * it takes. Throws CONFLICT with the nearest open slots when it is gone.
 */
export const bookEvent = (context: Context, request: Request): Promise<OwnBooking> =>
  // Whoever may see their own bookings alone still competes with everybody's.
  context.caller.onlyOwn ? seeingAll(context.db, () => book(context, request)) : book(context, request);

async function book(context: Context, request: Request): Promise<OwnBooking> {
  const plan = await readEventPlan(context, { eventTypeId: request.eventTypeId });
  const draft = await prepare(context, plan, request);
  const hold = await takeUpHold(context, request, [request.start]);
  const wish = { ...wishOf(plan, request, draft.booker), except: { holdId: hold?.id } };
  // Asked in one go with the lock of the calendars.
  const nextId = plan.eventType.seatsPerTimeSlot === null ? nextBookingId(context) : null;
  nextId?.catch(() => {});
  const taking = await takeTime(context, hold ? await heldBy(context, plan, hold) : plan, wish);
  if (!taking) throw await slotLost(context, plan, wish);
  // Its claims make way for the booking's, in the same transaction.
  if (hold) await dropHold(context, hold.id);
  // Who takes what was held was chosen when it was.
  const chosen = hold?.assignmentReason as Assignment | null | undefined;
  const assignment = chosen ?? taking.assignment ?? standIn(plan, taking.hosts);
  return finish(context, plan, { ...taking, assignment }, draft, { id: await nextId });
}

/** What is known before the time is looked at. */
export type Draft = {
  booker: Booker;
  parsed: ParsedResponses;
  metadata: Record<string, unknown>;
  recurringEventId: string | null;
};

/** Reads the answers and refuses who may not book: 422 for answers that are wrong, 409 for a link that is used up. */
export async function prepare(
  context: Context,
  plan: EventPlan,
  request: Omit<Request, "start" | "end" | "hold">,
): Promise<Draft> {
  const parsed = parseResponses(plan.eventType, request.responses);
  if (request.link) await useLink(context, plan.eventType.id, request.link);
  const { timeZone, language } = request;
  const { name, email, phone, guests } = parsed;
  return {
    booker: {
      name,
      email: email ?? "",
      phone,
      timeZone,
      language,
      guests: guests.map((guest) => ({ name: guest, email: guest })),
    },
    parsed,
    metadata: request.metadata,
    recurringEventId: null,
  };
}

/** Where it ends: as was asked for, if that is one of the event type's lengths. 422 for more people than a session has seats. */
export function wishOf(
  { eventType }: EventPlan,
  { start: startText, end: endText, timeZone }: Pick<Request, "start" | "end" | "timeZone">,
  { guests }: Booker,
): Wish {
  const start = epoch(startText);
  const end = endText === undefined ? start + eventType.length * MINUTE : epoch(endText);
  refuseOtherLengths(eventType, { start, end });
  const { seatsPerTimeSlot: seats } = eventType;
  if (seats !== null && guests.length >= seats)
    throw invalid(
      "responses.guests",
      `Together you are ${guests.length + 1}, and ${eventType.title} has ${seats} seats`,
    );
  return { start, end, bookerZone: timeZone, seats: 1 + guests.length };
}

/** 422 for what is none of the event type's lengths, and not as long as what is moved either: hosts may have changed that. */
export function refuseOtherLengths(
  eventType: EventPlan["eventType"],
  { start, end }: { start: number; end: number },
  moved?: { startsAt: string; endsAt: string },
): void {
  const lengths = lengthsOf(eventType);
  if (lengths.includes((end - start) / MINUTE)) return;
  if (moved && end - start === epoch(moved.endsAt) - epoch(moved.startsAt)) return;
  throw invalid(
    "end",
    `${eventType.title} takes ${lengths.join(" or ")} minutes: leave end out, or send a time so much after start`,
  );
}

/** Writes what was taken: a booking, or seats in one that runs already. Says what happened. */
export async function finish(
  context: Context,
  plan: EventPlan,
  taking: Taking,
  draft: Draft,
  { id = null, ...series }: { occurrences?: string[]; silent?: boolean; id?: number | null } = {},
): Promise<OwnBooking> {
  const { eventType } = plan;
  const status = statusFor(plan, context.now, taking.start);
  const by = draft.booker.name;
  if (taking.sessionId !== null) {
    const seatUids = await addSeats(context, taking.sessionId, draft.booker, draft.parsed.answers);
    const booking = await readBooking(context, taking.sessionId);
    const change = { kind: "seat-booked", by, side: "attendee", attendeeUids: seatUids } as const;
    context.audit({ action: "booking.joined", subject: "booking", subjectId: booking.id, after: booking });
    emitBooking(context, booking.status === "pending" ? "BOOKING_REQUESTED" : "BOOKING_CREATED", booking, change);
    return ownView(context, booking, eventType, seatUids[0]!);
  }
  if (status === "pending") await refuseTooManyPending(context, plan, draft);
  const uid = newHandle("bk", context.businessId);
  const facts: Facts = {
    uid,
    status,
    booker: draft.booker,
    location: chooseLocation(eventType, draft.parsed.location, placeOf(context, uid, draft)),
    responses: draft.parsed.answers,
    metadata: draft.metadata,
    recurringEventId: draft.recurringEventId,
    expiresAt: status === "pending" ? answeredBy(plan, context.now, taking.start) : null,
  };
  const booking = await insertBooking(context, plan, taking, facts, id);
  if (booking.seatsLeft !== null)
    await keepHeldSeats(
      context,
      { eventTypeId: eventType.id, start: taking.start },
      { bookingId: booking.id },
      booking.seatsLeft,
    );
  context.audit({ action: "booking.created", subject: "booking", subjectId: booking.id, after: booking });
  sayBooked(context, booking, { by, ...series });
  if (facts.expiresAt !== null)
    context.enqueue(expireBooking, { businessId: context.businessId, bookingId: booking.id }, { at: facts.expiresAt });
  return ownView(context, booking, eventType, booking.seats === null ? null : booking.attendees[0]!.uid);
}

export const placeOf = ({ services }: Context, uid: string, { booker }: Pick<Draft, "booker">) => ({
  uid,
  jitsiUrl: String(services.settings.JITSI_URL),
  attendeePhone: booker.phone,
});

function sayBooked(
  context: Context,
  booking: BookingView,
  about: { by: string; occurrences?: string[]; silent?: boolean },
) {
  const pending = booking.status === "pending";
  emitBooking(context, pending ? "BOOKING_REQUESTED" : "BOOKING_CREATED", booking, {
    kind: booking.seats !== null ? (pending ? "requested" : "booked") : pending ? "requested" : "booked",
    side: "attendee",
    ...(booking.seats === null ? {} : { attendeeUids: booking.attendees.map(({ uid }) => uid) }),
    ...about,
  });
}

/** SEMANTICS 16: confirmed by itself when more time is left than the threshold says. */
export function statusFor({ eventType }: EventPlan, now: number, start: number): Status {
  if (!eventType.requiresConfirmation) return "accepted";
  const threshold = eventType.requiresConfirmationThresholdMinutes;
  return threshold !== null && start - now > threshold * MINUTE ? "accepted" : "pending";
}

/**
 * When a request ends that nobody has answered (SEMANTICS 11), in epoch milliseconds. One that is `moved` while it waits
 * waits no longer for it: otherwise it could be kept for ever.
 */
export function answeredBy(
  { settings }: Pick<EventPlan, "settings">,
  now: number,
  start: number,
  moved?: Pick<Row<"bookings">, "status" | "createdAt" | "expiresAt">,
): number {
  const wait = settings.pendingHoldMinutes * MINUTE;
  const last =
    moved?.status === "pending" && moved.expiresAt !== null
      ? // Where it would have ended with an early start, the days from its making on are counted.
        Math.max(epoch(moved.expiresAt), epoch(moved.createdAt) + wait)
      : now + wait;
  return Math.min(last, start);
}

/** The hold that a booking of these starts takes up. */
export async function takeUpHold(
  context: Context,
  request: Pick<Request, "hold"> & { eventTypeId: number | null },
  starts: string[],
): Promise<Row<"holds"> | null> {
  const hold = request.hold ? await findHold(context, request.hold) : null;
  if (!hold) return null;
  if (hold.eventTypeId !== request.eventTypeId || !starts.some((start) => epoch(start) === epoch(hold.startsAt)))
    throw refuse(conflict, "The hold is for another event type or time.", [
      { field: "hold", message: `Is for event type ${hold.eventTypeId} at ${hold.startsAt}` },
    ]);
  return hold;
}

/** Whom the hold keeps takes the meeting: of a person's own event type perhaps a colleague, who stands in for them. */
async function heldBy(context: Context, plan: EventPlan, { hostIds }: Row<"holds">): Promise<EventPlan> {
  if (hostIds.length === 0) return plan;
  const hosts = plan.hosts.filter(({ userId }) => hostIds.includes(userId));
  return { ...plan, hosts: hosts.length > 0 || plan.team ? hosts : await readHosts(context, hostIds) };
}

export const dropHold = (context: Context, id: number) =>
  context.db.deleteFrom("holds").where("businessId", "=", context.businessId).where("id", "=", id).execute();

/**
 * SEMANTICS 11: requests keep time, so one person may not have many of them waiting. A series is asked for as one; while it
 * waits, each of its times counts.
 */
async function refuseTooManyPending(
  context: Context,
  { settings }: EventPlan,
  { booker: { email }, recurringEventId: series }: Draft,
): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from booking_attendees a join bookings b on b.business_id = a.business_id and b.id = a.booking_id
    where a.business_id = ${context.businessId} and a.email = ${email} and a.guest_of is null and b.status = 'pending' and b.starts_at > ${iso(context.now)}
      and (${series}::text is null or b.recurring_event_id is distinct from ${series})`.execute(context.db);
  if (rows[0]!.count < settings.maxPendingPerCustomer) return;
  throw new DomainError(
    rateLimited,
    `You have ${rows[0]!.count} requests waiting for an answer. Please wait for one of them first.`,
    undefined,
    3600,
  );
}
