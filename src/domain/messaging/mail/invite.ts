import ical, {
  ICalAlarmType,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalAttendeeType,
  type ICalCalendar,
  ICalCalendarMethod,
  type ICalEvent,
  ICalEventStatus,
} from "ical-generator";
import { oneLine, paragraphs, webAddress } from "./clean.ts";

/**
 * One event for a calendar (RFC 5545, sent by the rules of RFC 5546).
 *
 * Times are UTC instants, without VTIMEZONE. An appointment is a promise about one instant, and every client shows it
 * in its reader's own zone. A TZID would add nothing but chances to be misread: Outlook maps zone names to its own
 * list, and a client with an old zone table would move the event when a country changes its rules. Only a recurring
 * rule needs wall time; a series goes out as single events instead, since each of them can move alone.
 */
export type CalendarInvite = {
  method: "REQUEST" | "CANCEL" | "PUBLISH";
  /** Stays the same through every change. */
  uid: string;
  /** Rises by one at each change. Clients ignore what does not rise. */
  sequence: number;
  /** When this version was made; ISO instants, as are the two below. */
  now: string;
  start: string;
  end: string;
  /** A request that awaits approval is tentative. A CANCEL is always cancelled. */
  status?: "confirmed" | "tentative" | "cancelled";
  summary: string;
  description?: string | null;
  location?: string | null;
  url?: string | null;
  organizer: { name: string; email: string };
  /** Left out of a PUBLISH, which RFC 5546 wants without attendees. */
  attendees?: Invitee[];
  /** Minutes before the start. */
  alarmMinutes?: number | null;
};

export type Invitee = {
  name?: string | null;
  email: string;
  /** Defaults to "needs-action". */
  answer?: "accepted" | "declined" | "tentative" | "needs-action";
  /** Whether the client shall ask for an answer; by default only a REQUEST that is unanswered asks. */
  rsvp?: boolean;
};

/** The text of an .ics file: CRLF line ends, folded at 75 octets. */
export const calendarInvite = (invite: CalendarInvite): string => calendarFileOf(invite.method, [invite]);

/**
 * Several events in one file. RFC 5546 lets a PUBLISH alone hold events of different UIDs; of any other method each event
 * is an object of its own, and the file a stream of them (RFC 5545 3.4).
 */
export const calendarFileOf = (method: CalendarInvite["method"], invites: CalendarInvite[]): string =>
  method === "PUBLISH" ? objectOf(method, invites) : invites.map((invite) => objectOf(method, [invite])).join("");

/** A series that is told at once: one file to add with all of its entries, which only a PUBLISH may be, or each taken out. */
export const methodOfSeries = { REQUEST: "PUBLISH", CANCEL: "CANCEL" } as const;

/** The objects of such a stream. A mail carries each as a part of its own (RFC 6047 2.4). */
export const calendarObjects = (stream: string): string[] => stream.split(/(?<=^END:VCALENDAR\r\n)(?=.)/m);

function objectOf(method: CalendarInvite["method"], invites: CalendarInvite[]): string {
  const calendar = ical({
    method: ICalCalendarMethod[method],
    prodId: { company: "Schedly", product: "Appointments", language: "EN" },
  });
  for (const invite of invites) addEvent(calendar, { ...invite, method });
  return crlf(calendar.toString());
}

function addEvent(calendar: ICalCalendar, invite: CalendarInvite) {
  const event = calendar.createEvent({
    id: oneLine(invite.uid),
    sequence: invite.sequence,
    stamp: new Date(invite.now),
    start: new Date(invite.start),
    end: new Date(invite.end),
    status: statusOf(invite),
    summary: oneLine(invite.summary),
    description: invite.description ? paragraphs(invite.description) : null,
    location: invite.location ? oneLine(invite.location) : null,
    url: addressOf(invite.url),
    organizer: { name: nameOf(invite.organizer.name), email: emailOf(invite.organizer.email) },
  });
  if (invite.method !== "PUBLISH") for (const invitee of invite.attendees ?? []) invitePerson(event, invitee, invite);
  if (invite.alarmMinutes && invite.method !== "CANCEL") remind(event, invite.alarmMinutes);
}

function statusOf({ method, status }: CalendarInvite): ICalEventStatus {
  if (method === "CANCEL" || status === "cancelled") return ICalEventStatus.CANCELLED;
  return status === "tentative" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

function invitePerson(
  event: ICalEvent,
  { name, email, answer = "needs-action", rsvp }: Invitee,
  invite: CalendarInvite,
) {
  const status = answers[answer];
  event.createAttendee({
    name: nameOf(name || email),
    email: emailOf(email),
    status,
    rsvp: rsvp ?? (invite.method === "REQUEST" && answer === "needs-action"),
    role: ICalAttendeeRole.REQ,
    type: ICalAttendeeType.INDIVIDUAL,
  });
}

const answers: Record<NonNullable<Invitee["answer"]>, ICalAttendeeStatus> = {
  accepted: ICalAttendeeStatus.ACCEPTED,
  declined: ICalAttendeeStatus.DECLINED,
  tentative: ICalAttendeeStatus.TENTATIVE,
  "needs-action": ICalAttendeeStatus.NEEDSACTION,
};

function remind(event: ICalEvent, minutes: number) {
  event.createAlarm({ type: ICalAlarmType.display, trigger: minutes * 60, description: event.summary() });
}

/** A quoted parameter cannot hold a quotation mark; RFC 6868's way round it is shown raw by Outlook. */
const nameOf = (name: string) => oneLine(name.replaceAll('"', "'").replaceAll("^", " "), 120);

const emailOf = (email: string) => email.replace(/[\s"<>,;:\\]/g, "");

/** The library escapes these as it would in text; in an address a client would take the backslash for part of it. */
const addressOf = (url?: string | null) => webAddress(url)?.replaceAll(",", "%2C").replaceAll(";", "%3B") ?? null;

/** RFC 5545 ends every line, the last one included, with CRLF. */
const crlf = (text: string) => `${text.replace(/\r?\n/g, "\r\n").replace(/(\r\n)+$/, "")}\r\n`;
