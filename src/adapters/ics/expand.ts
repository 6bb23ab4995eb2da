import ICAL from "ical.js";
import type { ExternalEvent } from "../../domain/connections/port.ts";
import { DAY } from "../../domain/time/availability/calendar.ts";
import { iso } from "../../platform/schemas.ts";
import { parseCalendar } from "./parse.ts";
import { startsOf } from "./recurrence.ts";
import { clockOf, clocksOf, utc, type WallClock, wallOf, zoneOfName } from "./zones.ts";

export type Reading = {
  /** Occurrences that overlap [from, to), epoch milliseconds. */
  from: number;
  to: number;
  /** In which dates and floating times are read where the file names no zone. */
  timeZone: string;
  /** What the events are called, where they have a better name than their UID. */
  eventId?: string | undefined;
  /** Whose calendar it is: what this address declined is free. */
  owner?: string | undefined;
  /** Of each event or series the first alone, wherever it lies and however long it is. */
  firstOnly?: boolean | undefined;
};
export type ReadCalendar = {
  name: string | null;
  timeZone: string | null;
  refreshMinutes: number | null;
  events: ExternalEvent[];
};

/** More than any person's year holds: a file that says so is a mistake or an attack. */
const mostOccurrences = 50_000;

/** What a calendar file says is taken: every occurrence in the range, as instants (RFC 5545). */
export function readCalendar(text: string, reading: Reading): ReadCalendar {
  const calendar = parseCalendar(text);
  const named = textOf(calendar, "x-wr-timezone");
  const timeZone = named ? zoneOfName(named) : null;
  const zones: Zones = { clocks: clocksOf(calendar), floating: clockOf(timeZone ?? reading.timeZone) };
  const byUid = Map.groupBy(calendar.getAllSubcomponents("vevent"), (event) => textOf(event, "uid") ?? "");
  const events: ExternalEvent[] = [];
  for (const [uid, components] of byUid) {
    for (const event of occurrencesOf(uid, components, zones, reading)) events.push(event);
    if (events.length > mostOccurrences) throw new Error("This calendar has too many events");
  }
  return {
    name: textOf(calendar, "x-wr-calname") ?? textOf(calendar, "name"),
    timeZone,
    refreshMinutes: minutesOf(calendar, "refresh-interval") ?? minutesOf(calendar, "x-published-ttl"),
    events,
  };
}

type Zones = { clocks: Map<string, WallClock>; floating: WallClock };

/** Everything under one UID: the event or series, and the occurrences that were changed by themselves. */
function occurrencesOf(uid: string, components: ICAL.Component[], zones: Zones, reading: Reading): ExternalEvent[] {
  const changed = components.filter((component) => component.hasProperty("recurrence-id"));
  const masters = components.filter((component) => !component.hasProperty("recurrence-id"));
  const overrides = new Map(changed.flatMap((component) => overrideOf(component, zones)));
  const later = [...overrides.entries()].filter(([, { andFuture }]) => andFuture).sort(([a], [b]) => a - b);
  const eventId = reading.eventId ?? uid;
  const events: ExternalEvent[] = [];
  const put = (component: ICAL.Component, { allDay }: Span, start: number, end: number, key: string) => {
    const free = isFree(component, reading.owner);
    events.push({ key, eventId, uid: uid || null, title: textOf(component, "summary"), start, end, allDay, free });
  };
  const add = (component: ICAL.Component, span: Span, start: number, end: number, key: string) => {
    if (end > start && end > reading.from && start < reading.to) put(component, span, start, end, key);
  };
  if (reading.firstOnly) {
    const component = masters[0] ?? components[0]!;
    const own = spanOf(component, zones);
    const instead = own && overrides.get(own.start);
    const span = instead?.span ?? own;
    if (span) put(instead?.component ?? component, span, span.start, span.endOf(span.start), eventId);
    return events;
  }
  for (const master of masters) {
    const span = spanOf(master, zones);
    if (!span) continue;
    const repeats = master.hasProperty("rrule") || master.hasProperty("rdate");
    if (!repeats && masters.length === 1 && overrides.size === 0) {
      add(master, span, span.start, span.endOf(span.start), eventId);
      continue;
    }
    // An occurrence may be moved by its override from outside of the range into it; those are added below.
    for (const start of startsOf(master, span, { from: reading.from - span.length, to: reading.to }, (p) =>
      instantsOf(p, zones),
    )) {
      if (overrides.has(start)) continue;
      const future = later.findLast(([at]) => at <= start)?.[1];
      if (future?.span) {
        const moved = start + future.span.start - future.instead;
        add(future.component, future.span, moved, future.span.endOf(moved), keyOf(eventId, start));
      } else add(master, span, start, span.endOf(start), keyOf(eventId, start));
    }
  }
  for (const { component, span, instead } of overrides.values())
    if (span) add(component, span, span.start, span.endOf(span.start), keyOf(eventId, instead));
  return events;
}

const keyOf = (eventId: string, start: number) => `${eventId}#${iso(start)}`;

/** `instead`: the start that this occurrence would have had. */
type Override = { component: ICAL.Component; span: Span | null; instead: number; andFuture: boolean };
function overrideOf(component: ICAL.Component, zones: Zones): [number, Override][] {
  const property = component.getFirstProperty("recurrence-id")!;
  const [instead] = instantsOf(property, zones);
  if (!instead) return [];
  const andFuture = property.getFirstParameter("range") === "THISANDFUTURE";
  const { instant } = instead;
  return [[instant, { component, span: spanOf(component, zones), instead: instant, andFuture }]];
}

/** When an event begins, on whose wall clock, and how its ends follow from its starts. */
export type Span = {
  start: number;
  clock: WallClock;
  allDay: boolean;
  /** About how long it is, in milliseconds. */
  length: number;
  endOf(start: number): number;
};

function spanOf(component: ICAL.Component, zones: Zones): Span | null {
  const begin = component.getFirstProperty("dtstart");
  const [first] = begin ? instantsOf(begin, zones) : [];
  if (!begin || !first) return null;
  const { instant: start, clock, allDay } = first;
  const end = component.getFirstProperty("dtend");
  const duration = component.getFirstPropertyValue("duration");
  // Days are counted on the calendar, so that a day of 23 hours ends at midnight; hours are exact.
  const inDays =
    (days: number, rest = 0) =>
    (from: number) =>
      clock.toInstant(clock.toWall(from) + days * DAY) + rest;
  const span = (endOf: Span["endOf"]): Span => ({ start, clock, allDay, length: endOf(start) - start, endOf });
  if (end) {
    const [last] = instantsOf(end, zones);
    if (!last) return null;
    if (allDay) return span(inDays(Math.round((clock.toWall(last.instant) - clock.toWall(start)) / DAY)));
    const length = last.instant - start;
    return span((from) => from + length);
  }
  if (duration instanceof ICAL.Duration) {
    const { weeks, days, hours, minutes, seconds, isNegative } = duration;
    if (isNegative) return null;
    return span(inDays(weeks * 7 + days, ((hours * 60 + minutes) * 60 + seconds) * 1000));
  }
  return span(inDays(allDay ? 1 : 0));
}

export type Moment = { instant: number; clock: WallClock; allDay: boolean };
/** The values of a date property. A date is the beginning of its day where the calendar is. */
function instantsOf(property: ICAL.Property, { clocks, floating }: Zones): Moment[] {
  const name = property.getFirstParameter("tzid");
  const zone = name ? zoneOfName(name) : null;
  const named = name ? (clocks.get(name) ?? (zone ? clockOf(zone) : null)) : null;
  return property.getValues().flatMap((value: unknown) => {
    const time = value instanceof ICAL.Period ? value.start : value;
    if (!(time instanceof ICAL.Time)) return [];
    const isUtc = !time.isDate && time.zone === ICAL.Timezone.utcTimezone;
    const clock = isUtc ? utc : time.isDate ? floating : (named ?? floating);
    return [{ instant: clock.toInstant(wallOf(time)), clock, allDay: time.isDate }];
  });
}

/** What its owner does not attend, or shows as free, blocks nothing. */
function isFree(component: ICAL.Component, owner: string | undefined): boolean {
  if (textOf(component, "transp")?.toUpperCase() === "TRANSPARENT") return true;
  if (textOf(component, "status")?.toUpperCase() === "CANCELLED") return true;
  const outlook = textOf(component, "x-microsoft-cdo-busystatus")?.toUpperCase();
  if (outlook === "FREE" || outlook === "WORKINGELSEWHERE") return true;
  return component.getAllProperties("attendee").some((attendee) => {
    const address = String(attendee.getFirstValue()).toLowerCase();
    return (
      owner && address === `mailto:${owner.toLowerCase()}` && attendee.getFirstParameter("partstat") === "DECLINED"
    );
  });
}

function textOf(component: ICAL.Component, property: string): string | null {
  const value = component.getFirstPropertyValue(property);
  return value == null || value === "" ? null : String(value);
}

function minutesOf(component: ICAL.Component, property: string): number | null {
  const text = textOf(component, property);
  if (!text || !ICAL.Duration.isValueString(text)) return null;
  return Math.round(ICAL.Duration.fromString(text).toSeconds() / 60) || null;
}
