import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import type { Secrets } from "../../../platform/secrets.ts";
import { entryUid } from "../../messaging/mail/uid.ts";
import type { BookingView } from "../../scheduling/bookings/schema.ts";
import { readBookings } from "../../scheduling/bookings/view.ts";

/** A booking or an appointment as its host's calendar shows it. Instants in epoch milliseconds. */
export type Hosted = {
  subject: string;
  uid: string;
  sequence: number;
  status: "confirmed" | "tentative" | "cancelled";
  title: string;
  description: string;
  location: string | null;
  start: number;
  end: number;
  timeZone: string;
  attendees: { name: string; email: string }[];
  /** What conferencing needs to know; null of appointments and of bookings without. */
  meeting: { bookingId: number; type: string; url: string | null } | null;
};

/** What a person hosts and overlaps [from, to). With everything that is cancelled, for whoever wants to say so. */
export async function hostedBetween(context: Context, userId: number, from: string, to: string): Promise<Hosted[]> {
  const bookings = await bookingsOf(context, userId, sql`b.ends_at > ${from} and b.starts_at < ${to}`);
  const appointments = await appointmentsOf(context, userId, sql`a.ends_at > ${from} and a.starts_at < ${to}`);
  return [...bookings, ...appointments].sort((one, other) => one.start - other.start);
}

/** One of them, or null where this person does not host it (any more). */
export async function hostedSubject(context: Context, userId: number, subject: string): Promise<Hosted | null> {
  const [kind, id] = subject.split(":");
  const [found] =
    kind === "booking"
      ? await bookingsOf(context, userId, sql`b.id = ${Number(id)}`)
      : await appointmentsOf(context, userId, sql`a.id = ${Number(id)}`);
  return found ?? null;
}

async function bookingsOf(context: Context, userId: number, where: RawBuilder<unknown>): Promise<Hosted[]> {
  const hosts = sql`exists (select from booking_hosts h
    where h.business_id = b.business_id and h.booking_id = b.id and h.user_id = ${userId})`;
  const bookings = await readBookings(context, sql`${hosts} and ${where}`, undefined, 5000);
  return bookings.map((booking) => ofBooking(context.services.secrets, booking, userId));
}

function ofBooking(secrets: Secrets, booking: BookingView, userId: number): Hosted {
  const { location } = booking;
  const attendees = booking.attendees.filter(({ status }) => status === "booked");
  const { notes } = booking.responses;
  return {
    subject: `booking:${booking.id}`,
    uid: entryUid(secrets, booking.uid),
    sequence: booking.sequence,
    status: statusOf[booking.status],
    title: booking.title,
    description: lines(
      booking.description,
      attendees.map(({ name, email, phone }) => lines(`${name} <${email}>`, phone)).join("\n"),
      typeof notes === "string" ? notes : null,
      location?.url,
    ),
    location: location?.url ?? location?.address ?? location?.phone ?? null,
    start: epoch(booking.startTime),
    end: epoch(booking.endTime),
    timeZone: booking.hosts.find(({ id }) => id === userId)?.timeZone ?? booking.timeZone,
    attendees: attendees.map(({ name, email }) => ({ name, email })),
    meeting: location ? { bookingId: booking.id, type: location.type, url: location.url ?? null } : null,
  };
}

/** A request is shown as what it is; until a host has accepted an instant meeting it is nobody's. */
const statusOf = {
  accepted: "confirmed",
  pending: "tentative",
  awaiting_host: "cancelled",
  cancelled: "cancelled",
  rejected: "cancelled",
} as const;

type AppointmentRow = {
  id: number;
  uid: string;
  sequence: number;
  status: string;
  startsAt: string;
  endsAt: string;
  service: string;
  notes: string | null;
  timeZone: string;
  location: string | null;
  people: { name: string; email: string | null; phone: string | null }[];
};

async function appointmentsOf(
  { businessId, db, services }: Context,
  userId: number,
  where: RawBuilder<unknown>,
): Promise<Hosted[]> {
  const { rows } = await sql<AppointmentRow>`
    select a.id, a.uid, a.sequence, a.status, a.starts_at, a.ends_at, s.name as service, a.notes, u.time_zone, l.name as location,
      case when a.is_group then
        (select coalesce(jsonb_agg(jsonb_build_object('name', t.name, 'email', t.email, 'phone', t.phone) order by t.id), '[]')
          from appointment_attendees t where t.business_id = a.business_id and t.appointment_id = a.id and t.status = 'booked')
      when c.id is null then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('name', coalesce(a.booked_as->>'name', c.name), 'email', coalesce(a.booked_as->>'email', c.email), 'phone', c.phone)) end as people
    from appointments a
    join employees e on e.business_id = a.business_id and e.id = a.employee_id
    join users u on u.id = e.user_id
    join services s on s.business_id = a.business_id and s.id = a.service_id
    left join customers c on c.business_id = a.business_id and c.id = a.customer_id
    left join locations l on l.business_id = a.business_id and l.id = a.location_id
    where a.business_id = ${businessId} and e.user_id = ${userId} and a.deleted_at is null and ${where}
    order by a.starts_at, a.id limit 5000`.execute(db);
  return rows.map((row) => ({
    subject: `appointment:${row.id}`,
    uid: entryUid(services.secrets, row.uid),
    sequence: row.sequence,
    status:
      row.status === "pending"
        ? "tentative"
        : row.status === "canceled" || row.status === "rejected"
          ? "cancelled"
          : "confirmed",
    title: row.people.length === 1 ? `${row.service}: ${row.people[0]!.name}` : row.service,
    description: lines(
      row.people.map(({ name, email, phone }) => lines(email ? `${name} <${email}>` : name, phone)).join("\n"),
      row.notes,
    ),
    location: row.location,
    start: epoch(row.startsAt),
    end: epoch(row.endsAt),
    timeZone: row.timeZone,
    attendees: row.people.flatMap(({ name, email }) => (email ? [{ name, email }] : [])),
    meeting: null,
  }));
}

const lines = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join("\n");
