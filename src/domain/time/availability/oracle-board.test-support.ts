import { Temporal } from "temporal-polyfill";
import type { Schedule, WeeklyRange } from "./hours.ts";
import type { Host, SlotSearch } from "./search.ts";

/** The oracle's picture of time: cells that are painted open and closed, and the wall clock of every minute. */
export type OracleHost = Host & { schedule: Schedule; locationId?: number };

const minute = 60_000;

/** `free`, one array per host: 1 where the whole cell is working time, not blocked, and late enough. */
export type Board = {
  origin: number;
  cell: number;
  free: Uint8Array[];
  wallMinute(zone: string, instant: number): number;
};

export function boardOf(search: SlotSearch, hosts: OracleHost[], hoursFrom: number, hoursTo: number): Board {
  const origin = Math.floor((hoursFrom - 4 * 1440 * minute) / minute) * minute;
  const end = hoursTo + 10 * minute;
  // Members of a group hand over to each other at any second, which whole minutes cannot show.
  const cell = search.choose === "groups" ? minute / 3 : minute;
  const earliest = Math.max(search.now, search.now + search.noticeMinutes * minute, search.window?.from ?? search.now);
  const free = hosts.map((host) => {
    const board = new Uint8Array(Math.ceil((end - origin) / minute) * (minute / cell));
    const paint = paintOn(board, origin, cell);
    paintHours(paint, host, hoursFrom, hoursTo);
    for (const { start, end } of host.busy) {
      if (start < end) paint(start - search.afterMinutes * minute, end + search.beforeMinutes * minute, 0);
    }
    paint(origin, earliest, 0);
    return board;
  });
  const walls = new Map<string, Int32Array>();
  const wallMinute = (zone: string, instant: number) => {
    const offsets = walls.get(zone) ?? offsetsByMinute(zone, origin, end + 4 * 1440 * minute);
    walls.set(zone, offsets);
    const at = Math.floor((instant - origin) / minute);
    return Math.floor(instant / minute) + offsets[at]!;
  };
  return { origin, cell, free, wallMinute };
}

/** Opening covers whole cells only, closing every cell it touches. */
function paintOn(board: Uint8Array, origin: number, cell: number) {
  return (start: number, end: number, value: 0 | 1) => {
    const first = value === 1 ? Math.ceil((start - origin) / cell) : Math.floor((start - origin) / cell);
    const last = value === 1 ? Math.floor((end - origin) / cell) : Math.ceil((end - origin) / cell);
    if (last > first) board.fill(value, Math.max(first, 0), Math.max(last, 0));
  };
}

function paintHours(paint: ReturnType<typeof paintOn>, host: OracleHost, hoursFrom: number, hoursTo: number) {
  const { schedule, locationId } = host;
  const date = (instant: number) => zoned(schedule.zone, instant).toPlainDate();
  const here = (range: { locationId?: number | null }) =>
    locationId === undefined ||
    range.locationId === undefined ||
    range.locationId === null ||
    range.locationId === locationId;
  const paintDay = (value: 0 | 1, day: Temporal.PlainDate, ranges: Omit<WeeklyRange, "day">[]) => {
    for (const range of ranges.filter(here)) {
      const end = range.endMinute === 1439 ? 1440 : range.endMinute;
      const endDay = end <= range.startMinute ? day.add({ days: 1 }) : day;
      paint(wallInstant(schedule.zone, day, range.startMinute), wallInstant(schedule.zone, endDay, end), value);
    }
  };
  const last = date(hoursTo).add({ days: 2 });
  const days: Temporal.PlainDate[] = [];
  for (
    let day = date(hoursFrom).subtract({ days: 2 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  ) {
    const midnight = day.toZonedDateTime(schedule.zone);
    if (midnight.toPlainDate().equals(day)) days.push(day);
  }
  const isOf = (day: Temporal.PlainDate) => (range: WeeklyRange) => range.day === day.dayOfWeek % 7;
  const overridesOf = (day: Temporal.PlainDate) => schedule.overrides.filter((one) => one.date === day.toString());
  for (const day of days) if (overridesOf(day).length === 0) paintDay(1, day, schedule.weekly.filter(isOf(day)));
  for (const day of days) paintDay(0, day, schedule.breaks.filter(isOf(day)));
  for (const day of days) for (const override of overridesOf(day)) paintDay(1, day, override.ranges);
}

/** Temporal's "compatible" is SEMANTICS 8: forward in a gap, the first when ambiguous. */
function wallInstant(zone: string, day: Temporal.PlainDate, minuteOfDay: number): number {
  const time = { hour: Math.floor(minuteOfDay / 60) % 24, minute: minuteOfDay % 60 };
  const date = minuteOfDay === 1440 ? day.add({ days: 1 }) : day;
  return date.toPlainDateTime(time).toZonedDateTime(zone).epochMilliseconds;
}

/** The offset of every minute, in minutes. Temporal is asked by the day, and by halves where two days differ. */
function offsetsByMinute(zone: string, from: number, to: number): Int32Array {
  const offsets = new Int32Array(Math.ceil((to - from) / minute) + 1);
  const offsetAt = (i: number) => zoned(zone, from + i * minute).offsetNanoseconds / 60e9;
  const fill = (first: number, last: number, atFirst: number, atLast: number) => {
    if (atFirst === atLast) return offsets.fill(atFirst, first, last + 1);
    offsets[first] = atFirst;
    offsets[last] = atLast;
    if (last - first < 2) return;
    const middle = (first + last) >> 1;
    const atMiddle = offsetAt(middle);
    fill(first, middle, atFirst, atMiddle);
    fill(middle, last, atMiddle, atLast);
  };
  let atDay = offsetAt(0);
  for (let i = 0; i < offsets.length - 1; i += 1440) {
    const next = Math.min(i + 1440, offsets.length - 1);
    const atNext = offsetAt(next);
    fill(i, next, atDay, atNext);
    atDay = atNext;
  }
  return offsets;
}

const zoned = (zone: string, instant: number) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
