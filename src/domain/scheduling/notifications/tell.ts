import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import type { StoredEvent } from "../../events/subscriber.ts";
import { senderOf } from "../../services/notifications/facts.ts";
import type { BookingChange } from "../bookings/changes.ts";
import type { BookingView, Status } from "../bookings/schema.ts";
import { readBookings } from "../bookings/view.ts";
import { aboutOf } from "./about.ts";
import { mailAttendee, mailHost, type Occasion } from "./letter.ts";
import { type Attendee, attendeesOf, candidatesOf, hostsOf, invitedTo } from "./recipients.ts";
import { guestHears, hostHears, toldOf } from "./who-hears.ts";

type Payload = {
  id: number;
  startTime: string;
  endTime: string;
  status: string;
  sequence: number;
  change: BookingChange;
  attendees: (Omit<Attendee, "phone" | "status" | "responses"> & { phoneNumber: string | null })[];
};
const payloadOf = (event: StoredEvent) => event.payload as unknown as Payload;
export const changeOf = (event: StoredEvent): BookingChange => payloadOf(event).change;

/**
 * The booking of an event. Time, state, sequence, hosts and whom it is about are the event's, so that the mails of quick
 * changes tell each its own; the rest is as it is now.
 */
export async function bookingAt(context: Context, event: StoredEvent): Promise<BookingView | null> {
  const payload = payloadOf(event);
  const [current] = await readBookings(context, sql`b.id = ${payload.id}`);
  if (!current) return null;
  const { startTime, endTime, sequence, hosts } = event.payload as unknown as BookingView;
  const status = payload.status.toLowerCase() as Status;
  const attendees = [...current.attendees, ...movedAway(current, payload)];
  return { ...current, startTime, endTime, sequence, status, hosts: hosts ?? current.hosts, attendees };
}

/** Those whom the event is about and whose seat went to another session before anybody was told. */
function movedAway(current: BookingView, payload: Payload): Attendee[] {
  const here = new Set(current.attendees.map(({ uid }) => uid));
  return payload.attendees
    .filter(({ uid }) => !here.has(uid))
    .map(({ phoneNumber, ...one }) => ({ ...one, phone: phoneNumber, status: "booked", responses: {} }));
}

/** Answers whether any of the mails is new. `known`: the booking of the event, where it was read already. */
export async function tell(context: Context, event: StoredEvent, known?: BookingView): Promise<boolean> {
  const booking = known ?? (await bookingAt(context, event));
  const change = changeOf(event);
  // What lies in the past is noted down, not announced.
  if (!booking || change.silent || epoch(booking.endTime) <= epoch(event.createdAt)) return false;
  const occasion: Occasion = {
    event,
    booking,
    former: await formerly(context, booking, change),
    about: await aboutOf(context, booking),
    sender: await senderOf(context),
    concerned: attendeesOf(booking, change),
    series: change.occurrences ? await occurrencesOf(context, booking, change.occurrences) : [],
    more: {
      ...(change.previousStartTime ? { previousStart: change.previousStartTime } : {}),
      // What the system notes down is English, and for programs.
      ...(change.reason && change.side !== "system" ? { reason: change.reason } : {}),
      ...(change.movedTo ? { movedTo: change.movedTo } : {}),
      ...(change.occurrences ? { occurrences: change.occurrences } : {}),
    },
  };
  const invited = await invitedTo(context, booking);
  const attendees = change.movedTo ? false : await tellAttendees(context, occasion, change, invited);
  const hosts = await tellHosts(context, occasion, change, invited);
  return attendees || hosts;
}

/** The booking with the time, the place and the hosts that it had before the change. */
async function formerly(context: Context, current: BookingView, change: BookingChange): Promise<BookingView> {
  const { previousStartTime: startTime = current.startTime, previousEndTime: endTime = current.endTime } = change;
  const { previousLocation: location = current.location } = change;
  const booking = { ...current, location };
  // Those who might have taken an instant meeting never had it.
  const ids = change.kind === "accepted-by-host" ? undefined : change.previousHostIds;
  if (!ids) return { ...booking, startTime, endTime };
  const known = await hostsOf(context, ids);
  // The organizer first, as the event names them.
  const hosts = ids.flatMap((id) => known.find((host) => host.id === id) ?? []);
  return { ...booking, startTime, endTime, hosts };
}

/** The bookings of a series that an event is about, the first as it was at the event. */
async function occurrencesOf(context: Context, first: BookingView, starts: string[]): Promise<BookingView[]> {
  const all = await readBookings(
    context,
    sql`b.recurring_event_id = ${first.recurringEventId} and b.starts_at = any(${starts}::timestamptz[])`,
  );
  return all.map((one) => (one.id === first.id ? first : one));
}

async function tellAttendees(
  context: Context,
  occasion: Occasion,
  change: BookingChange,
  invited: Set<string>,
): Promise<boolean> {
  const said = toldOf(change.kind, occasion.booking.status);
  let any = false;
  for (const to of occasion.concerned) {
    const had = invited.has(to.email.toLowerCase());
    const ends = said.entry ?? retraction(change);
    const kind = to.guest ? guestHears(said, { had, withdrawn: said.entry !== ends }) : said.attendee;
    if (!kind) continue;
    const entry = ends === "REQUEST" ? ends : entryThatEnds(ends, had);
    any = (await mailAttendee(context, occasion, to, { kind, entry })) || any;
  }
  return any;
}

async function tellHosts(
  context: Context,
  occasion: Occasion,
  change: BookingChange,
  invited: Set<string>,
): Promise<boolean> {
  const { booking } = occasion;
  const said = toldOf(change.kind, booking.status);
  const now = new Set(booking.hosts.map(({ id }) => id));
  // Those who were called, and look whether it is still to be had. That nobody took it in time they were told before.
  const withdrawn = change.untaken === true && change.side !== "system";
  const instant = change.kind === "instant" || change.kind === "accepted-by-host" || withdrawn;
  const candidates = instant ? await candidatesOf(context, booking.eventTypeId) : [];
  const before = new Set(change.previousHostIds ?? (instant ? candidates : now));
  let any = false;
  for (const to of await hostsOf(context, [...now, ...before])) {
    const hears =
      change.kind === "instant"
        ? { kind: "hostInstant" as const, entry: null }
        : hostHears(said, withdrawn ? "withdrawn" : change.kind, { now: now.has(to.id), before: before.has(to.id) });
    if (!hears) continue;
    const had = invited.has(to.email.toLowerCase());
    // A meeting's entry names its guests. A session's names them too, but has no new version while its seats change.
    const fewer = change.kind === "seat-cancelled" && booking.seats === null && booking.status === "accepted" && had;
    const wanted = fewer ? "REQUEST" : hears.entry;
    const entry = wanted === "REQUEST" ? wanted : entryThatEnds(wanted ?? retraction(change), had);
    any = (await mailHost(context, occasion, to, { ...hears, entry })) || any;
  }
  return any;
}

/** A booking that moved and waits for an answer again is in calendars at a time that no longer holds. */
const retraction = (change: BookingChange) => (change.kind === "moved" ? "CANCEL" : null);

/** What is in nobody's calendar cannot be taken out of it. */
const entryThatEnds = (entry: "CANCEL" | null, had: boolean) => (had ? entry : null);
