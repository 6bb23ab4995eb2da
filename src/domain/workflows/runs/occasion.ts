import type { Locale } from "../../messaging/mail/locale.ts";
import type { Money } from "../../messaging/mail/money.ts";
import type { BookingView } from "../../scheduling/bookings/schema.ts";
import type { AppointmentView } from "../../services/appointments/schema.ts";
import { isBefore, type Kind, kindOf } from "../triggers.ts";
import type { FullWorkflow, Step } from "../workflows/store.ts";

/** Somebody a step may be for. `key`: an attendee's handle, or `host:ID`. */
export type Person = {
  key: string;
  name: string;
  email: string | null;
  phone: string | null;
  timeZone: string;
  language: string;
  /** Brought along by whoever booked. */
  guest: boolean;
  /** What they may read of the answers: their own, and a host everybody's. Absent: those of the occasion. */
  responses?: Record<string, unknown>;
  links: { reschedule?: string; cancel?: string; view?: string };
};

/** What a workflow follows, whichever kind it is: a booking, an appointment, a form's answers. */
export type Occasion = {
  kind: Kind;
  subject: string;
  id: number;
  /** ISO instants; null for a form. */
  start: string | null;
  end: string | null;
  /** Whether reminders before it, and messages after it, are still in place. */
  awaited: { before: boolean; after: boolean };
  /** What conditions and scopes look at. A managed event type counts as the one it was made of, too. */
  eventTypeIds: number[];
  serviceId: number | null;
  teamId: number | null;
  userIds: number[];
  attendees: Person[];
  hosts: Person[];
  about: {
    title: string;
    type: string;
    place(locale: Locale): string;
    meetingUrl: string | null;
    notes: string | null;
    responses: Record<string, unknown>;
    service: string | null;
    employee: string | null;
    price: Money | null;
    reason: string | null;
    /** ISO instant; before it was moved. */
    previousStart: string | null;
  };
  booking?: BookingView;
  appointment?: AppointmentView;
  /** What a webhook step sends. */
  payload: Record<string, unknown>;
};

/** Whether a workflow is for this occasion: its kind, conditions and scope. */
export function isFor(workflow: FullWorkflow, occasion: Occasion): boolean {
  if (kindOf(workflow.trigger) !== occasion.kind) return false;
  const { eventTypeIds, serviceIds, userId, teamId } = workflow;
  if (eventTypeIds && !occasion.eventTypeIds.some((id) => eventTypeIds.includes(id))) return false;
  if (serviceIds && !serviceIds.includes(occasion.serviceId ?? 0)) return false;
  if (userId !== null && !occasion.userIds.includes(userId)) return false;
  return teamId === null || teamId === occasion.teamId;
}

/** Whom one step is for. `person` is null where it goes to an address that the step itself names. */
export type Recipient = { key: string; address: string | null; person: Person | null };

export function recipientsOf(step: Step, occasion: Occasion): Recipient[] {
  switch (step.action) {
    case "email_host":
      return occasion.hosts.map((person) => ({ key: person.key, address: person.email, person }));
    case "email_attendee":
      return occasion.attendees.map((person) => ({ key: person.key, address: person.email, person }));
    case "sms_attendee":
      // Guests were named by somebody else, with no number.
      return occasion.attendees
        .filter(({ guest }) => !guest)
        .map((person) => ({ key: person.key, address: person.phone, person }));
    case "webhook":
      return [{ key: "webhook", address: step.url, person: null }];
    default:
      return [{ key: "address", address: step.recipient, person: null }];
  }
}

/** What makes a run one of its kind: the start or end that it was planned from. */
export const occurrenceOf = (trigger: FullWorkflow["trigger"], { start, end }: Occasion): string =>
  (isBefore(trigger) ? start : end) ?? "";
