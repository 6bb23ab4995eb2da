import { sql } from "kysely";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import type { BookingChange } from "../bookings/changes.ts";
import type { BookingView } from "../bookings/schema.ts";

export type Attendee = BookingView["attendees"][number];
export type Host = BookingView["hosts"][number];

/**
 * The attendees whom an event is about and who have an address. Somebody who is in a meeting twice, by the same address,
 * hears of it once; seats are each their own.
 */
export function attendeesOf(booking: BookingView, change: BookingChange): Attendee[] {
  const all = booking.attendees.filter(({ email }) => email !== "");
  const about = change.attendeeUids && new Set(change.attendeeUids);
  if (about) return all.filter(({ uid }) => about.has(uid));
  const booked = all.filter(({ status }) => status === "booked");
  if (booking.seats !== null) return booked;
  return booked.filter((one, place) => booked.findIndex(({ email }) => email === one.email) === place);
}

/** Everybody whose booking it is or was. Users who never chose a zone have UTC, which helps nobody: theirs is the business's. */
export async function hostsOf(context: Context, ids: number[]): Promise<Host[]> {
  if (ids.length === 0) return [];
  return once(context, `hosts ${ids}`, () => readHosts(context, ids));
}

async function readHosts(context: Context, ids: number[]): Promise<Host[]> {
  const { rows } = await sql<Host>`
    select u.id, u.name, u.email, n.username, case when u.time_zone = 'UTC' then b.time_zone else u.time_zone end as time_zone, u.language
    from users u join businesses b on b.id = ${context.businessId}
      left join usernames n on n.business_id = b.id and n.user_id = u.id
    where u.id = any(${[...new Set(ids)]}) order by u.id`.execute(context.db);
  return rows;
}

/** Who may take an instant meeting: whoever hosts its event type. */
export async function candidatesOf(context: Context, eventTypeId: number | null): Promise<number[]> {
  const { rows } = await sql<{ userId: number }>`
    select user_id from event_types where business_id = ${context.businessId} and id = ${eventTypeId} and user_id is not null
    union select user_id from event_type_hosts where business_id = ${context.businessId} and event_type_id = ${eventTypeId}`.execute(
    context.db,
  );
  return rows.map(({ userId }) => userId);
}

/**
 * Who has a booking in their calendar, by address in lower case: an entry came, alone or with its series, and was not taken
 * back. A CANCEL concerns nobody else.
 */
export async function invitedTo(
  context: Context,
  { id, recurringEventId, seats }: Pick<BookingView, "id" | "recurringEventId" | "seats">,
): Promise<Set<string>> {
  // Not one condition with "or", which no index answers.
  const about =
    recurringEventId === null
      ? sql`= ${id}`
      : sql`= any(array(select id from bookings where business_id = ${context.businessId} and recurring_event_id = ${recurringEventId}))`;
  // An address may have several seats of a session, each with an entry of its own: one that is taken back says nothing of the others.
  const invited =
    seats === null
      ? sql`(array_agg(calendar_method order by id desc)
          filter (where calendar_method <> 'CANCEL' or calendar_method = 'CANCEL' and booking_id = ${id}))[1] <> 'CANCEL'`
      : sql`bool_or(calendar_method in ('REQUEST', 'PUBLISH'))`;
  const { rows } = await sql<{ recipient: string }>`
    select lower(recipient) as recipient from messages where business_id = ${context.businessId} and booking_id ${about}
    group by 1 having ${invited}`.execute(context.db);
  return new Set(rows.map(({ recipient }) => recipient));
}
