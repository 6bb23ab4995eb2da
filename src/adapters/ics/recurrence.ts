import ICAL from "ical.js";
import { DAY } from "../../domain/time/availability/calendar.ts";
import type { Moment, Span } from "./expand.ts";
import { timeOf, wallOf } from "./zones.ts";

/**
 * The starts of a series in [from, to), ascending: rules and further dates, without the excluded ones. Rules run on the
 * event's wall clock, so 09:00 stays 09:00 when clocks change; a time in the gap moves forward, an ambiguous one is the
 * first (RFC 5545 3.3.5).
 */
export function startsOf(
  event: ICAL.Component,
  span: Span,
  { from, to }: { from: number; to: number },
  read: (property: ICAL.Property) => Moment[],
): number[] {
  const { clock } = span;
  const starts = new Set<number>([span.start]);
  for (const property of event.getAllProperties("rrule")) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur)) continue;
    for (const wall of wallsOf(rule, span, clock.toWall(from) - DAY, clock.toWall(to) + DAY))
      starts.add(clock.toInstant(wall));
  }
  for (const property of event.getAllProperties("rdate"))
    for (const { instant, allDay } of read(property)) starts.add(allDay ? onItsDay(span, instant) : instant);
  for (const property of event.getAllProperties("exdate")) {
    for (const { instant, allDay } of read(property)) {
      if (!allDay || span.allDay) starts.delete(instant);
      else for (const start of starts) if (sameDay(span, start, instant)) starts.delete(start);
    }
  }
  return [...starts].filter((start) => start >= from && start < to).sort((a, b) => a - b);
}

/** A rule's wall times up to `to`. What lies before `from` is skipped where that is known to be safe. */
function* wallsOf(rule: ICAL.Recur, span: Span, from: number, to: number): Generator<number> {
  const begin = span.clock.toWall(span.start);
  const until = untilOf(rule, span);
  const floating = rule.clone();
  // Compared below, on the same clock as the rest.
  floating.until = null as unknown as ICAL.Time;
  const iterator = floating.iterator(timeOf(begin + skipped(rule, begin, from)));
  for (let next = iterator.next(); next; next = iterator.next()) {
    const wall = wallOf(next);
    if (wall >= to || wall > until) return;
    if (wall >= from) yield wall;
  }
}

/** UNTIL is an instant, a date that is included, or a wall time where the event floats. */
function untilOf({ until }: ICAL.Recur, { clock }: Span): number {
  if (!until) return Number.POSITIVE_INFINITY;
  if (until.isDate) return wallOf(until) + DAY - 1;
  return until.zone === ICAL.Timezone.utcTimezone ? clock.toWall(wallOf(until)) : wallOf(until);
}

const stepDays: Record<string, number> = { DAILY: 1, WEEKLY: 7 };
/** A daily or weekly rule that does not count begins as well any number of whole steps later: years need not be walked. */
function skipped(rule: ICAL.Recur, begin: number, from: number): number {
  const step = (stepDays[rule.freq] ?? 0) * (rule.interval || 1) * DAY;
  if (step === 0 || rule.count || from <= begin) return 0;
  return Math.max(0, Math.floor((from - begin) / step) - 1) * step;
}

const sameDay = ({ clock }: Span, one: number, other: number) =>
  Math.floor(clock.toWall(one) / DAY) === Math.floor(clock.toWall(other) / DAY);

/** A further date of an event with a time is at that time. */
function onItsDay({ allDay, clock, start }: Span, instant: number): number {
  if (allDay) return instant;
  const begin = clock.toWall(start);
  return clock.toInstant(Math.floor(clock.toWall(instant) / DAY) * DAY + (begin - Math.floor(begin / DAY) * DAY));
}
