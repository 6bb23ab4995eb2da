import { Temporal } from "temporal-polyfill";

/**
 * The offset changes of an IANA zone, read from Temporal once per process and stretch of time. Asking Temporal for
 * every instant would cost microseconds; a lookup here costs nanoseconds.
 */
export type Zone = { name: string; stretches: Map<number, Steady[]>; recent: Steady };

/** `offset` (milliseconds to add to UTC to get wall time) holds in [from, until). */
type Steady = { from: number; until: number; offset: number };

/** About 398 days: small enough to read in a millisecond. */
const STRETCH = 2 ** 35;

const zones = new Map<string, Zone>();

/** Throws a RangeError for a name that Temporal does not know. */
export function zoneNamed(name: string): Zone {
  let zone = zones.get(name);
  if (zone === undefined) {
    const known = new Temporal.ZonedDateTime(0n, name).timeZoneId;
    zone = { name: known, stretches: new Map(), recent: { from: 0, until: 0, offset: 0 } };
    zones.set(name, zone);
  }
  return zone;
}

/** Milliseconds to add to UTC to get wall time. */
export const offsetIn = (zone: Zone, instant: number): number => steadyAt(zone, instant).offset;

/**
 * The time around `instant` for which its offset is known to hold, up to a change or the end of a stretch. Neighbouring
 * questions mostly fall between the same two changes, so the last answer is tried first.
 */
export function steadyAt(zone: Zone, instant: number): Steady {
  const { recent } = zone;
  if (instant >= recent.from && instant < recent.until) return recent;
  const index = Math.floor(instant / STRETCH);
  let stretch = zone.stretches.get(index);
  if (stretch === undefined) {
    stretch = readStretch(zone.name, index * STRETCH, (index + 1) * STRETCH);
    zone.stretches.set(index, stretch);
  }
  zone.recent = stretch.find(({ until }) => instant < until)!;
  return zone.recent;
}

function readStretch(name: string, start: number, end: number): Steady[] {
  const stretch: Steady[] = [];
  let at = Temporal.Instant.fromEpochMilliseconds(start).toZonedDateTimeISO(name);
  for (let from = start; from < end; ) {
    const next = at.getTimeZoneTransition("next");
    const until = Math.min(next?.epochMilliseconds ?? end, end);
    stretch.push({ from, until, offset: at.offsetNanoseconds / 1e6 });
    if (next) at = next;
    from = until;
  }
  return stretch;
}
