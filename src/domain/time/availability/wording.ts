import { iso } from "../../../platform/schemas.ts";
import type { Interval } from "./interval.ts";
import { offsetAt } from "./zone.ts";

/** '09:05' on the zone's wall clock. */
export const clock = (zone: string, instant: number): string => wall(zone, instant).slice(17, 22);

/** 'Tue 5 May 2026' in the zone. */
export function dayName(zone: string, instant: number): string {
  const [weekday, day, month, year] = wall(zone, instant).replace(",", "").split(" ");
  return `${weekday} ${Number(day)} ${month} ${year}`;
}

/** 'Tue 5 May 2026, 09:05' in the zone. */
export const moment = (zone: string, instant: number): string => `${dayName(zone, instant)}, ${clock(zone, instant)}`;

/**
 * 'Tue 5 May 2026, 09:00–12:00', 'from Tue 5 May 2026, 09:00 to Wed 6 May 2026, 12:00'; of whole days 'all day …' or
 * 'from … to Wed 6 May 2026', the last one included.
 */
export function stretch(zone: string, { start, end }: Interval): string {
  const [first, last] = [dayName(zone, start), dayName(zone, end - 1)];
  if (clock(zone, start) === "00:00" && clock(zone, end) === "00:00")
    return first === last ? `all day ${first}` : `from ${first} to ${last}`;
  return first === last
    ? `${moment(zone, start)}–${clock(zone, end)}`
    : `from ${moment(zone, start)} to ${moment(zone, end)}`;
}

/** '09:00–12:00 and 13:00–17:00' on the zone's wall clock. */
export function spans(zone: string, intervals: readonly Interval[]): string {
  return list(intervals.map(({ start, end }) => `${clock(zone, start)}–${clock(zone, end)}`));
}

/** Instants of an interval as the API writes them, for `details`. */
export const written = ({ start, end }: Interval) => ({ start: iso(start), end: iso(end) });

/** '2 hours', '1 day', '45 minutes': the largest unit that comes out even. */
export function duration(minutes: number): string {
  if (minutes > 0 && minutes % 1440 === 0) return plural(minutes / 1440, "day");
  if (minutes > 0 && minutes % 60 === 0) return plural(minutes / 60, "hour");
  return plural(Math.round(minutes), "minute");
}

/** 'hour', '2 hours', '45 minutes': what follows 'every'. */
export const interval = (minutes: number): string => duration(minutes).replace(/^1 /, "");

export const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

export const list = (words: string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** 'Tue, 05 May 2026 09:05:00 GMT', in which GMT stands for the zone. */
const wall = (zone: string, instant: number) => new Date(instant + offsetAt(zone, instant)).toUTCString();
