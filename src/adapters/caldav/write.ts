import ICAL from "ical.js";
import ical, { type ICalCalendarMethod, ICalEventStatus } from "ical-generator";
import { type OutgoingEvent, ProviderRefused } from "../../domain/connections/port.ts";
import { refusalOf } from "../ics/answers.ts";
import type { Dav } from "./client.ts";

/**
 * Writes an event at its own address in the calendar, which follows from its UID: a repeated attempt finds what the first
 * one wrote. Nobody else's change is overwritten unseen: If-None-Match for a new one, If-Match for a change. What its owner
 * added to it (an alarm, a category, a colour) stays.
 */
export async function putEvent(dav: Dav, calendarId: string, event: OutgoingEvent, eventId: string | null) {
  const url = dav.address(eventId ?? `${encodeURIComponent(event.uid)}.ics`, folder(calendarId));
  for (let attempt = 0; attempt < 3; attempt++) {
    const found = attempt === 0 && !eventId ? null : await storedEvent(dav, url);
    const condition: Record<string, string> = found === null ? { "if-none-match": "*" } : { "if-match": found.etag };
    const body = (found && changed(found.text, event)) ?? textOfEvent(event);
    const answer = await dav.ask("PUT", url, body, { "content-type": "text/calendar; charset=utf-8", ...condition });
    if (answer.status < 300) return { eventId: url, meetingUrl: null };
    // Somebody was quicker: look again.
    if (answer.status !== 412 && answer.status !== 409) throw writing(answer);
  }
  throw new ProviderRefused("temporary", "The event is being changed by somebody else");
}

export async function removeEvent(dav: Dav, calendarId: string, eventId: string): Promise<void> {
  const answer = await dav.ask("DELETE", dav.address(eventId, folder(calendarId)));
  if (answer.status >= 300 && answer.status !== 404 && answer.status !== 410) throw writing(answer);
}

/** Its text as it is stored; null where there is no such event. */
export async function readEvent(dav: Dav, calendarId: string, eventId: string): Promise<string | null> {
  return (await storedEvent(dav, dav.address(eventId, folder(calendarId))))?.text ?? null;
}

/** Null where there is no such event. */
async function storedEvent(dav: Dav, url: string): Promise<{ etag: string; text: string } | null> {
  const answer = await dav.ask("GET", url);
  if (answer.status === 404 || answer.status === 410) return null;
  if (answer.status !== 200) throw refusalOf(answer, "The calendar");
  return { etag: answer.headers.get("etag") ?? "*", text: answer.text };
}

/** A calendar that may be read but not written is no matter of the password. */
const writing = (answer: Parameters<typeof refusalOf>[0]) =>
  answer.status === 403
    ? new ProviderRefused("refused", "This calendar does not let us write")
    : refusalOf(answer, "The calendar");

const folder = (calendarId: string) => (calendarId.endsWith("/") ? calendarId : `${calendarId}/`);

/**
 * Attendees are named in the description: ATTENDEE beside ORGANIZER would make a scheduling server invite them (RFC 6638),
 * whom Schedly has told already.
 */
function textOfEvent(event: OutgoingEvent): string {
  const calendar = ical({ prodId: { company: "Schedly", product: "Bookings", language: "EN" } });
  // An object in a calendar has no METHOD (RFC 4791 section 4.1).
  calendar.method(null as unknown as ICalCalendarMethod);
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    stamp: new Date(),
    start: new Date(event.start),
    end: new Date(event.end),
    status: event.tentative ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
    summary: event.title,
    description: event.description || null,
    location: event.location,
  });
  return `${calendar
    .toString()
    .replace(/\r?\n/g, "\r\n")
    .replace(/(\r\n)+$/, "")}\r\n`;
}

/** The stored event with what the booking decides; null where it cannot be read, and is written anew. */
function changed(stored: string, event: OutgoingEvent): string | null {
  try {
    const calendar = new ICAL.Component(ICAL.parse(stored));
    const own = calendar
      .getAllSubcomponents("vevent")
      .find((one) => one.getFirstPropertyValue("uid") === event.uid && !one.hasProperty("recurrence-id"));
    if (!own) return null;
    const put = (name: string, value: string | number | ICAL.Time | null) => {
      own.removeAllProperties(name);
      if (value !== null && value !== "") own.addPropertyWithValue(name, value);
    };
    const time = (epochMilliseconds: number) => ICAL.Time.fromJSDate(new Date(epochMilliseconds), true);
    put("duration", null);
    put("dtstamp", time(Date.now()));
    put("dtstart", time(event.start));
    put("dtend", time(event.end));
    put("sequence", event.sequence);
    put("status", event.tentative ? "TENTATIVE" : "CONFIRMED");
    put("summary", event.title);
    put("description", event.description);
    put("location", event.location);
    return `${calendar.toString()}\r\n`;
  } catch {
    return null;
  }
}
