import { DAY, dateOfDay, dayOfDate, MINUTE } from "./calendar.ts";
import { offsetIn, steadyAt, type Zone, zoneNamed } from "./transitions.ts";

/** Milliseconds to add to UTC to get the zone's wall time at `instant` (epoch milliseconds). */
export const offsetAt = (zone: string, instant: number): number => offsetIn(zoneNamed(zone), instant);

/**
 * Local date 'YYYY-MM-DD' and minute of its day (0..1440, 1440 = next midnight) as epoch milliseconds. A time in the
 * gap moves forward by the gap's length, an ambiguous one is the first (SEMANTICS 8; RFC 5545 3.3.5 reads both so).
 */
export const instantOf = (zone: string, date: string, minute: number): number =>
  instantOfWall(zone, dayOfDate(date) * DAY + minute * MINUTE);

/** The local date 'YYYY-MM-DD' at `instant`. */
export const localDate = (zone: string, instant: number): string => dateOfDay(localDay(zone, instant));

/** The local date at `instant` as days since 1970-01-01: cheap to compare and count with. */
export const localDay = (zone: string, instant: number): number =>
  Math.floor((instant + offsetAt(zone, instant)) / DAY);

/** A known IANA name, links such as Asia/Calcutta and 'UTC' included; offsets such as '+02:00' are none. */
export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return zoneNamed(zone) !== undefined;
  } catch {
    return false;
  }
}

/** `wall` is wall time written as if it were UTC, in milliseconds. */
export function instantOfWall(zone: string, wall: number): number {
  const table = zoneNamed(zone);
  // No offset exceeds a day, so these two see the offsets on both sides of whatever change is near.
  const before = offsetIn(table, wall - DAY);
  const after = offsetIn(table, wall + DAY);
  if (offsetIn(table, wall - before) === before) return wall - before;
  if (offsetIn(table, wall - after) === after) return wall - after;
  return wall - before; // the gap: the offset before it carries the time forward past it
}

/** The first local midnight not before `instant`; where a day's midnight is skipped or comes twice, as `instantOfWall`. */
export function midnightFrom(zone: string, instant: number): number {
  for (let day = localDay(zone, instant); ; day++) {
    const midnight = instantOfWall(zone, day * DAY);
    if (midnight >= instant) return midnight;
  }
}

/** The first instant not before `instant` at which the zone's wall clock shows a multiple of `unit` milliseconds. */
export function roundUpWall(zone: Zone, instant: number, unit: number): number {
  for (let from = instant; ; ) {
    const { offset, until } = steadyAt(zone, from);
    const rounded = Math.ceil((from + offset) / unit) * unit - offset;
    if (rounded < until) return rounded;
    from = until; // the clock may be changed on the way: round anew from there
  }
}
