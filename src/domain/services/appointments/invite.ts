import { iso } from "../../../platform/schemas.ts";
import type { Secrets } from "../../../platform/secrets.ts";
import type { CalendarInvite, Invitee } from "../../messaging/mail/invite.ts";
import { entryUid } from "../../messaging/mail/uid.ts";

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
    status: appointment.status === "pending" ? "tentative" : "confirmed",
    summary: `${service.name} – ${host.name}`,
    description: [employee?.name, host.phone, notes].filter(Boolean).join("\n") || null,
    location: [location?.name, host.address].filter(Boolean).join(", ") || null,
    url: how.url ?? null,
    organizer: { name: host.name, email: host.email ?? "no-reply@schedly.invalid" },
    ...(how.attendees ? { attendees: how.attendees } : {}),
  };
}
