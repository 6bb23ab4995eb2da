import { oneLine, paragraphs, webAddress } from "../../messaging/mail/clean.ts";
import type { Locale } from "../../messaging/mail/locale.ts";
import { moneyInWords } from "../../messaging/mail/money.ts";
import type { TemplateVariables } from "../../messaging/mail/own-template.ts";
import { regionalTag } from "../../messaging/mail/region.ts";
import { dayInWords, durationInWords, momentInWords, spanInWords, timeInWords } from "../../messaging/mail/when.ts";
import { zoneInWords } from "../../messaging/mail/zone.ts";
import type { Occasion, Person } from "../runs/occasion.ts";

/** What texts can say. All is words in the text's language and the reader's time zone, but `event.startTime`. */
export const variables = {
  "attendee.name": "Who comes: the reader, where the reader is an attendee, else whoever booked",
  "attendee.firstName": "Their first name",
  "attendee.email": "Their e-mail address",
  "attendee.phone": "Their phone number",
  "attendee.timeZone": "Their time zone: Europe/Berlin",
  "host.name": "Whom they meet: the reader, where the reader is a host",
  "host.email": "The host's e-mail address",
  "event.title": "What the meeting is called; the service; the form",
  "event.type": "The event type's slug, `service` or `form`",
  "event.when": "Date, time and zone: Tuesday, 9 March 2027, 10:00–10:30 (Berlin time)",
  "event.date": "The date: Tuesday, 9 March 2027",
  "event.time": "The start: 10:00",
  "event.endTime": "The end: 10:30",
  "event.zone": "Whose time it is: Berlin time",
  "event.startTime": "The start as an instant: 2027-03-09T09:00:00Z",
  "event.previousWhen": "The time before it was moved",
  "event.duration": "How long it takes: 30 minutes",
  "event.location": "Where it takes place",
  "event.meetingUrl": "The address to join at",
  "event.notes": "What the booker wrote",
  "event.reason": "Why it was cancelled, declined or moved",
  "links.view": "The reader's own page of it. Links are for attendees and hosts; for others they are empty",
  "links.reschedule": "Where the reader moves it",
  "links.cancel": "Where the reader cancels it",
  "business.name": "Your business's name",
  "business.email": "Its e-mail address",
  "business.phone": "Its phone number",
  "business.address": "Its address",
  "business.url": "Its web page",
  service: "The service of an appointment",
  employee: "Who performs the service",
  price: "The price, with its currency",
  "responses.NAME": "The answer to the question with this name: responses.hair",
} as const satisfies Record<string, string>;

/** Whether there is such a variable; an answer may have any name. */
export function isKnownPath(path: string[]): boolean {
  if (path[0] === "responses") return true;
  const name = path.join(".");
  return name in variables || Object.keys(variables).some((known) => known.startsWith(`${name}.`));
}

export type Business = {
  name: string;
  email?: string | null;
  phone?: string | null;
  address?: string | null;
  url?: string | null;
};

/** Their values for one reader. What is not known is empty. `person` is null where the reader is neither attendee nor host. */
export function variablesFor(
  locale: Locale,
  zone: string,
  occasion: Occasion,
  person: Person | null,
  business: Business,
): TemplateVariables {
  const { attendees, hosts, about } = occasion;
  const attendee = attendees.find(({ key }) => key === person?.key) ?? attendees.find(({ guest }) => !guest);
  const host = hosts.find(({ key }) => key === person?.key) ?? hosts[0];
  const links = person?.links;
  const responses = attendee?.responses ?? about.responses;
  const notes = typeof responses.notes === "string" ? responses.notes : about.notes;
  return {
    attendee: {
      name: line(attendee?.name),
      firstName: line(attendee?.name).split(" ")[0]!,
      email: attendee?.email ?? "",
      phone: line(attendee?.phone),
      timeZone: attendee?.timeZone ?? "",
    },
    host: { name: line(host?.name), email: host?.email ?? "" },
    event: {
      title: line(about.title),
      type: line(about.type),
      ...timesOf(locale, zone, occasion),
      location: line(about.place(locale)),
      meetingUrl: webAddress(about.meetingUrl) ?? "",
      notes: paragraphs(notes ?? ""),
      reason: paragraphs(about.reason ?? ""),
    },
    links: { view: links?.view ?? "", reschedule: links?.reschedule ?? "", cancel: links?.cancel ?? "" },
    business: {
      name: line(business.name),
      email: line(business.email),
      phone: line(business.phone),
      address: line(business.address),
      url: webAddress(business.url) ?? "",
    },
    service: line(about.service),
    employee: line(about.employee),
    price: about.price ? moneyInWords(regionalTag(locale, zone), about.price) : "",
    responses: answersOf(responses),
  };
}

function timesOf(locale: Locale, zone: string, { start, end, about }: Occasion): TemplateVariables {
  const names = ["when", "date", "time", "endTime", "zone", "startTime", "previousWhen", "duration"];
  if (!start || !end) return Object.fromEntries(names.map((name) => [name, ""]));
  const reader = { locale, zone };
  const moved = about.previousStart && Date.parse(about.previousStart) !== Date.parse(start);
  return {
    when: spanInWords(reader, start, end),
    date: dayInWords(reader, start),
    time: timeInWords(reader, start),
    endTime: timeInWords(reader, end),
    zone: zoneInWords(locale, zone),
    startTime: start,
    previousWhen: moved ? momentInWords(reader, about.previousStart!) : "",
    duration: durationInWords(locale, Math.round((Date.parse(end) - Date.parse(start)) / 60_000)),
  };
}

/** Answers as templates use them: lists as lists, groups as groups. What was left empty is not there. */
function answersOf(responses: Record<string, unknown>): TemplateVariables {
  const said = (value: unknown): TemplateVariables[string] | undefined => {
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
    if (Array.isArray(value)) return value.map(String);
    return value && typeof value === "object" ? answersOf(value as Record<string, unknown>) : undefined;
  };
  return Object.fromEntries(
    Object.entries(responses).flatMap(([name, value]) => {
      const answer = said(value);
      return answer === undefined ? [] : [[name, answer]];
    }),
  );
}

const line = (text?: string | null) => oneLine(text ?? "");
