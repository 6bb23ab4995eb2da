import { iso } from "../../../platform/schemas.ts";
import type { Secrets } from "../../../platform/secrets.ts";
import { type CalendarInvite, calendarFileOf, type Invitee } from "../../messaging/mail/invite.ts";
import { secondsSince2020 } from "../../messaging/mail/sequence.ts";
import { entryUid } from "../../messaging/mail/uid.ts";
import type { AppointmentView } from "./schema.ts";

/** What of an appointment a calendar entry needs. */
export type Invitable = {
  uid: string;
  startTime: string;
  endTime: string;
  status: string;
  service: { name: string };
  employee: { name: string } | null;
  location: { name: string } | null;
  notes: string | null;
};
export type Host = { name: string; email: string | null; address: string | null; phone: string | null };

/**
 * A calendar entry for an appointment. The UID stays through every change and SEQUENCE rises by one with each
 * (SEMANTICS 17); `sequence` is the appointment's. `now` in epoch milliseconds.
 */
export function inviteOf(
  appointment: Invitable,
  host: Host,
  how: {
    method: CalendarInvite["method"];
    sequence: number;
    now: number;
    secrets: Secrets;
    attendees?: Invitee[];
    url?: string | null;
  },
): CalendarInvite {
  const { service, employee, location, notes } = appointment;
  return {
    method: how.method,
    uid: entryUid(how.secrets, appointment.uid),
    sequence: how.sequence,
    now: iso(how.now),
    start: appointment.startTime,
    end: appointment.endTime,
    status: statusOf(appointment),
    summary: `${service.name} – ${host.name}`,
    description: [employee?.name, host.phone, notes].filter(Boolean).join("\n") || null,
    location: [location?.name, host.address].filter(Boolean).join(", ") || null,
    url: how.url ?? null,
    organizer: { name: host.name, email: host.email ?? "no-reply@schedly.invalid" },
    ...(how.attendees ? { attendees: how.attendees } : {}),
  };
}

/** SEQUENCE of what a handle names, as calendars need it to rise. `now` in epoch milliseconds. */
export const sequenceFor = (
  { isGroupBooking, sequence }: Pick<AppointmentView, "isGroupBooking" | "sequence">,
  now: number,
): number => (isGroupBooking ? secondsSince2020(now) : sequence);

const statusOf = ({ status }: Invitable): NonNullable<CalendarInvite["status"]> =>
  status === "canceled" || status === "rejected" ? "cancelled" : status === "pending" ? "tentative" : "confirmed";

/** The appointments of a series as one .ics file, each with the UID that it has alone. `now` in epoch milliseconds. */
export const seriesFile = (
  appointments: AppointmentView[],
  host: Host,
  how: { method: CalendarInvite["method"]; now: number; secrets: Secrets; attendees?: Invitee[] },
): string =>
  calendarFileOf(
    how.method,
    appointments.map((one) =>
      inviteOf(one as Invitable, host, {
        sequence: sequenceFor(one, how.now),
        ...how,
      }),
    ),
  );
