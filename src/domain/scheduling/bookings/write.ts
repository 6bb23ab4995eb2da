import { prepared } from "../../../platform/database.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { claimRows } from "../../time/calendars/claims.ts";
import type { EventPlan, PlanHost } from "../slots/plan.ts";
import type { BookingLocation } from "../tables.ts";
import type { BookingView, Status } from "./schema.ts";
import type { Taking } from "./take.ts";

/** Who books, by the names they gave, and whom they bring along. */
export type Booker = {
  name: string;
  email: string;
  phone: string | null;
  timeZone: string;
  language: string;
  guests: { name: string; email: string }[];
};

/** Everything about a new booking that is not its time or hosts. */
export type Facts = {
  uid: string;
  status: Status;
  booker: Booker;
  location: BookingLocation | null;
  responses: Record<string, unknown>;
  metadata: Record<string, unknown>;
  recurringEventId: string | null;
  expiresAt: number | null;
};

/** A seat's handles: the booker's first, then the guests'. */
export const newSeats = (businessId: number, { guests }: Booker): string[] =>
  [undefined, ...guests].map(() => newHandle("bka", businessId));

/** The id of a booking that is about to be written: what is known beforehand need not be waited for. */
export async function nextBookingId({ db }: Context): Promise<number> {
  const [row] = await prepared<{ id: number }>(db, "select nextval('bookings_id_seq') as id", []);
  return row!.id;
}

/**
 * Writes a booking with its hosts, attendees, claims and the first line of its history in one statement. With an id from
 * `nextBookingId` it travels with the commit, which fails where this does.
 */
export async function insertBooking(
  context: Context,
  plan: EventPlan,
  taking: Taking,
  facts: Facts,
  knownId: number | null = null,
): Promise<BookingView> {
  const { eventType } = plan;
  const { booker } = facts;
  const seatUids = newSeats(context.businessId, booker);
  const now = iso(context.now);
  // A request that is not to keep its time claims nothing until it is confirmed.
  const claims = facts.status === "pending" && !eventType.requiresConfirmationWillBlockSlot ? [] : taking.claims;
  const written = prepared<{ id: number }>(context.db, insertAll, [
    context.businessId,
    facts.uid,
    eventType.id,
    taking.hosts[0]?.userId ?? null,
    eventType.title,
    eventType.slug,
    eventType.description,
    facts.status,
    iso(taking.start),
    iso(taking.end),
    eventType.beforeEventBuffer,
    eventType.afterEventBuffer,
    facts.location && JSON.stringify(facts.location),
    JSON.stringify(facts.responses),
    JSON.stringify(facts.metadata),
    eventType.seatsPerTimeSlot,
    eventType.price,
    eventType.currency,
    facts.recurringEventId,
    taking.assignment && JSON.stringify(taking.assignment),
    booker.timeZone,
    booker.language,
    context.source,
    facts.expiresAt === null ? null : iso(facts.expiresAt),
    now,
    JSON.stringify(taking.hosts.map(({ userId }, place) => ({ user_id: userId, is_organizer: place === 0 }))),
    claimRows(claims),
    JSON.stringify(attendeeRows(booker, seatUids)),
    context.caller.name,
    knownId,
  ]);
  if (knownId) context.settle(written);
  const id = knownId ?? (await written)[0]!.id;
  return viewOfInserted(context, plan, taking, facts, { id, seatUids });
}

const insertAll = `
  with made as (
    insert into bookings (business_id, uid, event_type_id, user_id, title, type, description, status, starts_at, ends_at, buffer_before, buffer_after,
      location, responses, metadata, seats, price, currency, recurring_event_id, assignment_reason, time_zone, language, source, expires_at, created_at, updated_at, id)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14::jsonb, $15::jsonb, $16, $17, $18, $19, $20::jsonb, $21, $22, $23, $24, $25, $25,
      coalesce($30::bigint, nextval('bookings_id_seq')))
    returning id
  ), hosted as (
    insert into booking_hosts (business_id, booking_id, user_id, is_organizer, created_at)
    select $1, made.id, user_id, is_organizer, $25 from made, jsonb_to_recordset($26::jsonb) as host (user_id bigint, is_organizer boolean)
  ), claimed as (
    insert into claims (business_id, calendar_id, starts_at, ends_at, booking_id)
    select $1, calendar_id, claim.starts_at, claim.ends_at, made.id
    from made, jsonb_to_recordset($27::jsonb) as claim (calendar_id bigint, starts_at timestamptz, ends_at timestamptz)
  ), booker as (
    insert into booking_attendees (business_id, booking_id, uid, name, email, phone, time_zone, language, responses, created_at)
    select $1, made.id, one.uid, one.name, one.email, one.phone, $21, $22, $14::jsonb, $25
    from made, jsonb_to_recordset($28::jsonb) as one (uid text, name text, email text, phone text, guest boolean) where not guest
    returning id
  ), guests as (
    insert into booking_attendees (business_id, booking_id, uid, guest_of, name, email, time_zone, language, created_at)
    select $1, made.id, one.uid, booker.id, one.name, one.email, $21, $22, $25
    from made, booker, jsonb_to_recordset($28::jsonb) as one (uid text, name text, email text, phone text, guest boolean) where guest
  ), told as (
    insert into booking_changes (business_id, booking_id, kind, by, details, created_at)
    select $1, made.id, case $8 when 'pending' then 'requested' when 'awaiting_host' then 'instant' else 'booked' end, $29,
      jsonb_build_object('startTime', $9::text, 'endTime', $10::text), $25 from made
  )
  select id from made`;

const attendeeRows = ({ name, email, phone, guests }: Booker, seatUids: string[]) => [
  { uid: seatUids[0], name, email, phone, guest: false },
  ...guests.map((guest, place) => ({ uid: seatUids[place + 1], ...guest, phone: null, guest: true })),
];

/** Gives somebody (and their guests) seats in a session that runs already. Answers the handles of the seats. */
export async function addSeats(
  context: Context,
  bookingId: number,
  booker: Booker,
  responses: Record<string, unknown>,
): Promise<string[]> {
  const seatUids = newSeats(context.businessId, booker);
  await prepared(context.db, insertSeats, [
    context.businessId,
    bookingId,
    booker.timeZone,
    booker.language,
    JSON.stringify(responses),
    iso(context.now),
    JSON.stringify(attendeeRows(booker, seatUids)),
  ]);
  return seatUids;
}

const insertSeats = `
  with rows as (select * from jsonb_to_recordset($7::jsonb) as one (uid text, name text, email text, phone text, guest boolean)), booker as (
    insert into booking_attendees (business_id, booking_id, uid, name, email, phone, time_zone, language, responses, created_at)
    select $1, $2, uid, name, email, phone, $3, $4, $5::jsonb, $6 from rows where not guest returning id
  )
  insert into booking_attendees (business_id, booking_id, uid, guest_of, name, email, time_zone, language, created_at)
  select $1, $2, rows.uid, booker.id, rows.name, rows.email, $3, $4, $6 from rows, booker where guest`;

/** What was just inserted, as `readBooking` would read it, without reading it. */
function viewOfInserted(
  context: Context,
  { eventType }: EventPlan,
  taking: Taking,
  facts: Facts,
  { id, seatUids }: { id: number; seatUids: string[] },
): BookingView {
  const { booker } = facts;
  const now = iso(context.now);
  const person = { timeZone: booker.timeZone, language: booker.language, status: "booked" as const, noShow: false };
  const answered = eventType.seatsPerTimeSlot === null ? {} : facts.responses;
  const seats = eventType.seatsPerTimeSlot;
  return {
    id,
    uid: facts.uid,
    eventTypeId: eventType.id,
    title: eventType.title,
    type: eventType.slug,
    description: eventType.description,
    status: facts.status,
    startTime: iso(taking.start),
    endTime: iso(taking.end),
    duration: (taking.end - taking.start) / 60_000,
    hosts: taking.hosts.map(hostView),
    attendees: [
      {
        uid: seatUids[0]!,
        name: booker.name,
        email: booker.email,
        phone: booker.phone,
        guest: false,
        responses: answered,
        ...person,
      },
      ...booker.guests.map((guest, place) => ({
        uid: seatUids[place + 1]!,
        ...guest,
        phone: null,
        guest: true,
        responses: {},
        ...person,
      })),
    ],
    location: facts.location,
    meetingUrl: facts.location?.url ?? null,
    responses: facts.responses,
    metadata: facts.metadata,
    seats,
    seatsLeft: seats === null ? null : seats - seatUids.length,
    price: eventType.price,
    currency: eventType.currency,
    paid: false,
    recurringEventId: facts.recurringEventId,
    cancellationReason: null,
    cancelledBy: null,
    rejectionReason: null,
    rescheduledBy: null,
    rescheduleReason: null,
    hostNoShow: false,
    internalNote: null,
    assignmentReason: taking.assignment as Record<string, unknown> | null,
    timeZone: booker.timeZone,
    language: booker.language,
    source: context.source,
    expiresAt: facts.expiresAt === null ? null : iso(facts.expiresAt),
    sequence: 0,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

const hostView = ({ userId, name, email, username, timeZone, language }: PlanHost) => ({
  id: userId,
  name,
  email,
  username,
  timeZone,
  language,
});
