import { sql } from "kysely";
import type { z } from "zod";
import { seeingAll } from "../../../platform/database.ts";
import { conflict, forbidden, refuse } from "../../../platform/errors.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { MINUTE } from "../../time/availability/calendar.ts";
import { insertClaims } from "../../time/calendars/claims.ts";
import { chooseLocation } from "../event-types/locations.ts";
import { type EventPlan, readEventPlan } from "../slots/plan.ts";
import { placeOf, prepare } from "./book.ts";
import { expireBooking } from "./expire.ts";
import { bookingOfHandle } from "./handle.ts";
import { noteChange } from "./history.ts";
import { replaceHosts } from "./hosts.ts";
import type { InstantBooking } from "./inputs.ts";
import { ownView } from "./own-view.ts";
import { emitBooking } from "./payload.ts";
import type { BookingView, OwnBooking } from "./schema.ts";
import { takeAnyTime } from "./take.ts";
import { transition } from "./transitions.ts";
import { readBooking } from "./view.ts";
import { insertBooking } from "./write.ts";

/**
 * Somebody wants to meet now. All hosts of the team's event type are told, and the first to accept takes the meeting; it
 * ends by itself where nobody does. Nobody's time is taken until then.
 */
export async function requestInstant(context: Context, request: z.output<typeof InstantBooking>): Promise<OwnBooking> {
  const plan = await readEventPlan(context, { eventTypeId: request.eventTypeId });
  const { eventType, hosts } = plan;
  if (!eventType.isInstantEvent || !plan.team)
    throw refuse(conflict, `${eventType.title} takes no instant meetings. Book one of its slots.`);
  if (hosts.length === 0) throw refuse(conflict, `Nobody hosts ${eventType.title} at the moment.`);
  const draft = await prepare(context, plan, request);
  const uid = newHandle("bk", context.businessId);
  const start = Math.ceil(context.now / MINUTE) * MINUTE;
  const expiresAt = context.now + eventType.instantExpirySeconds * 1000;
  const taking = {
    start,
    end: start + eventType.length * MINUTE,
    hosts: [],
    claims: [],
    sessionId: null,
    assignment: null,
  };
  const booking = await insertBooking(
    context,
    { ...plan, eventType: { ...eventType, seatsPerTimeSlot: null } },
    taking,
    {
      uid,
      status: "awaiting_host",
      booker: draft.booker,
      location: chooseLocation(eventType, draft.parsed.location, placeOf(context, uid, draft)),
      responses: draft.parsed.answers,
      metadata: draft.metadata,
      recurringEventId: null,
      expiresAt,
    },
  );
  context.audit({ action: "booking.instant", subject: "booking", subjectId: booking.id, after: booking });
  emitBooking(
    context,
    "INSTANT_MEETING",
    booking,
    { kind: "instant", by: draft.booker.name, side: "attendee" },
    { hosts: hosts.map(personOf), expiresAt: iso(expiresAt), teamId: plan.team.id },
  );
  context.enqueue(expireBooking, { businessId: context.businessId, bookingId: booking.id }, { at: expiresAt });
  return ownView(context, booking, eventType, null);
}

const personOf = ({ userId, name, email, username, timeZone, language }: EventPlan["hosts"][number]) => ({
  id: userId,
  name,
  email,
  username,
  timeZone,
  language,
});

/**
 * A host takes an instant meeting: the first wins, everybody after is told who has it. It begins now. Throws CONFLICT where
 * it is taken, over, or the host is busy.
 */
export const acceptInstant = (context: Context, handle: string): Promise<BookingView> =>
  seeingAll(context.db, () => accept(context, handle));

async function accept(context: Context, handle: string): Promise<BookingView> {
  const handled = await bookingOfHandle(context, handle, { lock: true });
  const before = await readBooking(context, handled.id);
  const { userId } = context.caller;
  if (handled.status === "accepted") {
    if (handled.userId === userId) return before;
    throw refuse(conflict, `${before.hosts[0]?.name ?? "Somebody else"} has taken this meeting.`);
  }
  const { event } = transition(handled.status, "accepted", "host");
  if (handled.status !== "awaiting_host") throw refuse(conflict, "This is no instant meeting: confirm it instead.");
  if (handled.expiresAt && Date.parse(handled.expiresAt) <= context.now)
    throw refuse(conflict, "Nobody took this meeting in time; whoever asked has gone.");
  const plan = await readEventPlan(context, { eventTypeId: handled.eventTypeId! }, { evenInactive: true });
  const host = plan.hosts.find((one) => one.userId === userId);
  if (!host) throw refuse(forbidden, `You are no host of ${plan.eventType.title}.`);
  const start = Math.ceil(context.now / MINUTE) * MINUTE;
  const times = { start, end: start + plan.eventType.length * MINUTE };
  // They begin at once: buffers would only keep hosts from helping.
  const bare = { ...plan, hosts: [host], eventType: { ...plan.eventType, beforeEventBuffer: 0, afterEventBuffer: 0 } };
  await insertClaims(context, await takeAnyTime(context, bare, times), { bookingId: handled.id });
  await sql`
    update bookings set status = 'accepted', user_id = ${userId}, starts_at = ${iso(times.start)}, ends_at = ${iso(times.end)}, expires_at = null
    where business_id = ${context.businessId} and id = ${handled.id}`.execute(context.db);
  await replaceHosts(context, handled.id, [host]);
  await noteChange(context, handled.id, { kind: "accepted-by-host", by: host.name });
  const booking = await readBooking(context, handled.id);
  context.audit({ action: "booking.accepted", subject: "booking", subjectId: handled.id, before, after: booking });
  emitBooking(context, event, booking, {
    kind: "accepted-by-host",
    by: host.name,
    side: "host",
    // The others are told that it is taken.
    previousHostIds: plan.hosts.map((one) => one.userId),
  });
  return booking;
}
