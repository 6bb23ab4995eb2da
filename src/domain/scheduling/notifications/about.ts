import { sql } from "kysely";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import type { BookingView } from "../bookings/schema.ts";
import type { BookingField } from "../tables.ts";

/** What mails and pages need to know of a booking's event type, as it is now. */
export type About = {
  fields: BookingField[];
  seatsShowAttendees: boolean;
  /** Its page; null where it is gone or switched off. */
  pageUrl: string | null;
  /** What each attendee of a session answered, by handle. */
  answers: Map<string, Record<string, unknown>>;
};

export async function aboutOf(
  context: Context,
  booking: Pick<BookingView, "eventTypeId" | "seats" | "attendees">,
): Promise<About> {
  const { eventTypeId } = booking;
  const type = await once(context, `event type ${eventTypeId}`, () => readEventType(context, eventTypeId));
  const path = type && (type.username ?? (type.team && `team/${type.subdomain}/${type.team}`));
  return {
    fields: type?.bookingFields ?? [],
    seatsShowAttendees: type?.seatsShowAttendees ?? false,
    pageUrl: type?.active && path ? `${context.services.publicUrl}/${path}/${type.slug}` : null,
    answers: booking.seats === null ? new Map() : await answersOf(context, booking),
  };
}

async function readEventType(context: Context, eventTypeId: number | null) {
  const { rows } = await sql<{
    bookingFields: BookingField[];
    seatsShowAttendees: boolean;
    active: boolean;
    slug: string;
    username: string | null;
    team: string | null;
    subdomain: string;
  }>`
    select e.booking_fields, e.seats_show_attendees, e.active, e.slug, n.username, t.slug as team, b.subdomain
    from event_types e join businesses b on b.id = e.business_id
      left join usernames n on n.business_id = e.business_id and n.user_id = e.user_id
      left join teams t on t.business_id = e.business_id and t.id = e.team_id
    where e.business_id = ${context.businessId} and e.id = ${eventTypeId}`.execute(context.db);
  return rows[0];
}

/** By handle, because a seat may have moved to another session meanwhile. */
async function answersOf(context: Context, { attendees }: Pick<BookingView, "attendees">) {
  const seats = await context.db
    .selectFrom("bookingAttendees")
    .select(["uid", "responses"])
    .where("businessId", "=", context.businessId)
    .where(
      "uid",
      "in",
      attendees.map(({ uid }) => uid),
    )
    .execute();
  return new Map(seats.map(({ uid, responses }) => [uid, responses]));
}
