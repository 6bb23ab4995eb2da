import { batched, prepared } from "../../../platform/database.ts";
import { newHandle } from "../../../platform/handles.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { claimRows, tellClaims } from "../../time/calendars/claims.ts";
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
  const text = "select place, nextval('bookings_id_seq') as id from jsonb_to_recordset($1::jsonb) as one (place int)";
  const [row] = await batched<{ id: number }>(db, text, [{}]);
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
  const row = {
    id: knownId,
    uid: facts.uid,
    event_type_id: eventType.id,
    user_id: taking.hosts[0]?.userId,
    title: eventType.title,
    type: eventType.slug,
    description: eventType.description,
    status: facts.status,
    starts_at: iso(taking.start),
    ends_at: iso(taking.end),
    buffer_before: eventType.beforeEventBuffer,
    buffer_after: eventType.afterEventBuffer,
    location: facts.location,
    responses: facts.responses,
    metadata: facts.metadata,
    seats: eventType.seatsPerTimeSlot,
    price: eventType.price,
    currency: eventType.currency,
    recurring_event_id: facts.recurringEventId,
    assignment_reason: taking.assignment,
    time_zone: booker.timeZone,
    language: booker.language,
    source: context.source,
    expires_at: facts.expiresAt === null ? null : iso(facts.expiresAt),
    created_at: now,
    hosts: taking.hosts.map(({ userId }, place) => ({ user_id: userId, is_organizer: place === 0 })),
    claims: claimRows(claims),
    attendees: attendeeRows(booker, seatUids),
    told: {
      kind: toldAs[facts.status] ?? "booked",
      by: context.caller.name,
      details: { startTime: iso(taking.start), endTime: iso(taking.end) },
    },
  };
  const written = batched<{ id: number }>(context.db, insertAll, [row], [context.businessId]);
  if (knownId) context.settle(written);
  const id = knownId ?? (await written)[0]!.id;
  tellClaims(context, claims, { bookingId: id });
  return viewOfInserted(context, plan, taking, facts, { id, seatUids });
}

const toldAs: Partial<Record<Status, string>> = { pending: "requested", awaiting_host: "instant" };

const columns = `uid, event_type_id, user_id, title, type, description, status, starts_at, ends_at, buffer_before, buffer_after, location,
  responses, metadata, seats, price, currency, recurring_event_id, assignment_reason, time_zone, language, source, expires_at, created_at`;
const insertAll = `
  with item as (
    select place, coalesce(id, nextval('bookings_id_seq')) as id, hosts, claims, attendees, told, ${columns}
    from jsonb_to_recordset($1::jsonb) as one (place int, id bigint, hosts jsonb, claims jsonb, attendees jsonb, told jsonb, uid text,
      event_type_id bigint, user_id bigint, title text, type text, description text, status text, starts_at timestamptz, ends_at timestamptz,
      buffer_before int, buffer_after int, location jsonb, responses jsonb, metadata jsonb, seats int, price int, currency text,
      recurring_event_id text, assignment_reason jsonb, time_zone text, language text, source text, expires_at timestamptz,
      created_at timestamptz)
  ), made as (
    insert into bookings (business_id, id, updated_at, ${columns}) select $2, id, created_at, ${columns} from item
  ), hosted as (
    insert into booking_hosts (business_id, booking_id, user_id, is_organizer, created_at)
    select $2, item.id, host.user_id, host.is_organizer, created_at
    from item, jsonb_to_recordset(hosts) as host (user_id bigint, is_organizer boolean)
  ), claimed as (
    insert into claims (business_id, calendar_id, starts_at, ends_at, booking_id, taken_at)
    select $2, claim.calendar_id, claim.starts_at, claim.ends_at, item.id, created_at
    from item, jsonb_to_recordset(claims) as claim (calendar_id bigint, starts_at timestamptz, ends_at timestamptz)
  ), one as (
    select item.id as booking_id, item.time_zone, item.language, item.responses, item.created_at, attendee.*
    from item, jsonb_to_recordset(attendees) as attendee (uid text, name text, email text, phone text, guest boolean)
  ), booker as (
    insert into booking_attendees (business_id, booking_id, uid, name, email, phone, time_zone, language, responses, created_at)
    select $2, booking_id, uid, name, email, phone, time_zone, language, responses, created_at from one where not guest
    returning id, booking_id
  ), guests as (
    insert into booking_attendees (business_id, booking_id, uid, guest_of, name, email, time_zone, language, created_at)
    select $2, booking_id, uid, booker.id, name, email, time_zone, language, created_at from one join booker using (booking_id) where guest
  ), said as (
    insert into booking_changes (business_id, booking_id, kind, by, details, created_at)
    select $2, id, told ->> 'kind', told ->> 'by', told -> 'details', created_at from item
  )
  select place, id from item`;

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
