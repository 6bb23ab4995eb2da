import ICAL from "ical.js";
import { findIana } from "windows-iana";
import { instantOfWall, isZone, offsetAt } from "../../domain/time/availability/zone.ts";

/** Between wall time, written as if it were UTC, and instants; both in milliseconds. */
export type WallClock = { toInstant(wall: number): number; toWall(instant: number): number };

export const utc: WallClock = { toInstant: (wall) => wall, toWall: (instant) => instant };

export const clockOf = (zone: string): WallClock => ({
  toInstant: (wall) => instantOfWall(zone, wall),
  toWall: (instant) => instant + offsetAt(zone, instant),
});

/**
 * The IANA zone that a calendar program means: an IANA name, one with a path before it
 * (/mozilla.org/20050126_1/Europe/Berlin), or one of Windows ("W. Europe Standard Time"). Null for names of their own.
 */
export function zoneOfName(name: string): string | null {
  const bare = name.trim().replace(/^"|"$/g, "");
  if (isZone(bare)) return bare;
  const [windows] = findIana(bare as never) as string[];
  if (windows && isZone(windows)) return windows;
  const parts = bare.split("/").filter(Boolean);
  for (const count of [3, 2, 1]) {
    const tail = parts.slice(-count).join("/");
    if (parts.length > count && isZone(tail)) return tail;
  }
  return null;
}

/**
 * Every zone that a calendar file defines. A known name wins over the definition beside it: programs ship rules that are
 * years old. Only for names nobody knows ("Customized Time Zone") the file's own rules count.
 */
export function clocksOf(calendar: ICAL.Component): Map<string, WallClock> {
  const clocks = new Map<string, WallClock>();
  for (const component of calendar.getAllSubcomponents("vtimezone")) {
    const id = component.getFirstPropertyValue("tzid");
    if (typeof id !== "string") continue;
    const place = component.getFirstPropertyValue("x-lic-location");
    const zone = zoneOfName(id) ?? (typeof place === "string" ? zoneOfName(place) : null);
    clocks.set(id, zone ? clockOf(zone) : clockOfRules(new ICAL.Timezone(component)));
  }
  return clocks;
}

const clockOfRules = (rules: ICAL.Timezone): WallClock => {
  const offset = (wall: number) => rules.utcOffset(timeOf(wall)) * 1000;
  return {
    toInstant: (wall) => wall - offset(wall),
    // The offset is asked by wall time; the second guess is right everywhere but inside the hour of a change.
    toWall: (instant) => instant + offset(instant + offset(instant)),
  };
};

/** Milliseconds of a wall clock ↔ the library's fields, without any zone. */
export const timeOf = (wall: number): ICAL.Time => {
  const date = new Date(wall);
  return ICAL.Time.fromData({
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    isDate: false,
  });
};
export const wallOf = ({ year, month, day, hour, minute, second }: ICAL.Time): number =>
  Date.UTC(year, month - 1, day, hour, minute, second);
