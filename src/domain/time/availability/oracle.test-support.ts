import { Temporal } from "temporal-polyfill";
import type { Schedule, WeeklyRange } from "./hours.ts";
import type { Host, Limit, Slot, SlotSearch } from "./search.ts";

/**
 * The rules once more, by brute force: time is painted cell by cell and every minute is asked whether a slot starts there.
 * Written from the semantics and on Temporal alone, sharing no code with the engine, so that they can only agree by both
 * being right. Hosts bring their schedule: the oracle expands the hours itself.
 */
export type OracleHost = Host & { schedule: Schedule; locationId?: number };

const minute = 60_000;

export function oracleSlots(search: SlotSearch, hosts: OracleHost[], hoursFrom: number, hoursTo: number): Slot[] {
  const board = boardOf(search, hosts, hoursFrom, hoursTo);
  const earliest = Math.max(search.now, search.now + search.noticeMinutes * minute);
  const inTime = (start: number) =>
    start >= earliest &&
    start >= (search.window?.from ?? start) &&
    start < (search.window?.until ?? Number.POSITIVE_INFINITY) &&
    start < search.to &&
    (search.bookableDays !== undefined || start >= search.from);
  const allowed = limitTest(search, board, undefined);
  const slots = startsByRule(search, hosts, board).filter(
    ({ start, end }) => inTime(start) && hasUnits(search, start, end) && allowed(start),
  );
  const all = withSessions(search, slots, inTime).toSorted((a, b) => a.start - b.start);
  return search.bookableDays ? firstDays(search, board, all) : all;
}

/** `free`, one array per host: 1 where the whole cell is working time, not blocked, and late enough. */
type Board = { origin: number; cell: number; free: Uint8Array[]; wallMinute(zone: string, instant: number): number };

function boardOf(search: SlotSearch, hosts: OracleHost[], hoursFrom: number, hoursTo: number): Board {
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

function startsByRule(search: SlotSearch, hosts: OracleHost[], board: Board): Slot[] {
  const length = search.lengthMinutes * minute;
  const own = hosts.map((host) => limitTest(search, board, host.id));
  if (search.choose === "any") {
    const byStart = new Map<number, number[]>();
    hosts.forEach((host, i) => {
      for (const start of gridStarts(search, board, board.free[i]!, host.zone)) {
        if (own[i]!(start)) byStart.set(start, [...(byStart.get(start) ?? []), host.id]);
      }
    });
    return [...byStart].map(([start, hostIds]) => ({ start, end: start + length, hostIds }));
  }
  const parties: number[][] = [];
  hosts.forEach((host, i) => {
    if (search.choose === "all" || host.fixed) parties.push([i]);
  });
  const groups = new Set(hosts.filter((host) => search.choose === "groups" && !host.fixed).map(({ group }) => group));
  for (const group of groups)
    parties.push(hosts.flatMap((host, i) => (!host.fixed && host.group === group ? [i] : [])));
  if (parties.length === 0) return [];
  const common = board.free[0]!.map((_, c) => (parties.every((party) => party.some((i) => board.free[i]![c])) ? 1 : 0));
  return gridStarts(search, board, common, hosts[0]!.zone).flatMap((start) => {
    const able = parties.map((party) =>
      party.filter((i) => isFree(board, board.free[i]!, start, length) && own[i]!(start)),
    );
    if (able.some((party) => party.length === 0)) return [];
    return { start, end: start + length, hostIds: able.flat().map((i) => hosts[i]!.id) };
  });
}

/** SEMANTICS 1, a minute at a time: a free range begins wherever the minute before was not wholly free. */
function gridStarts(search: SlotSearch, board: Board, free: Uint8Array, zone: string): number[] {
  const { origin, cell } = board;
  const { round, offset, step } = gridRules(search);
  const perMinute = minute / cell;
  const starts: number[] = [];
  let first: number | undefined;
  for (let c = perMinute; c < free.length; c += perMinute) {
    for (let before = c - perMinute; before < c; before++) if (!free[before]) first = undefined;
    const start = origin + c * cell;
    if (!free[c]) continue;
    if (first === undefined && board.wallMinute(zone, start) % round === 0) first = start;
    if (first === undefined || start < first + offset * minute) continue;
    if ((start - first - offset * minute) % (step * minute) !== 0) continue;
    if (isFree(board, free, start, search.lengthMinutes * minute)) starts.push(start);
  }
  return starts;
}

function gridRules({ intervalMinutes, lengthMinutes, offsetMinutes = 0, grid = "offered" }: SlotSearch) {
  const step = intervalMinutes ?? lengthMinutes;
  const round = [60, 30, 20, 15, 10, 5, 1].find((unit) => step % unit === 0)!;
  if (grid === "any") return { round: 1, offset: 0, step: 1 };
  return grid === "aligned"
    ? { round, offset: offsetMinutes % round, step: round }
    : { round, offset: offsetMinutes, step };
}

function isFree({ origin, cell }: Board, free: Uint8Array, start: number, length: number): boolean {
  for (let at = start; at < start + length; at += cell) if (!free[(at - origin) / cell]) return false;
  return true;
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

function hasUnits({ resources, beforeMinutes, afterMinutes }: SlotSearch, start: number, end: number): boolean {
  return resources.every(({ units, needed }) => {
    const free = units.filter((busy) =>
      busy.every(
        (one) =>
          one.start >= one.end || one.start - afterMinutes * minute >= end || one.end + beforeMinutes * minute <= start,
      ),
    );
    return free.length >= needed;
  });
}

function limitTest({ limits, lengthMinutes }: SlotSearch, board: Board, hostId: number | undefined) {
  const tests = limits
    .filter((limit) => limit.hostId === hostId)
    .map((limit) => {
      const existing = limit.existing.map((one) => ({ ...one, period: periodOf(limit, board, one.start) }));
      return (start: number) => {
        const period = periodOf(limit, board, start);
        const there = existing.filter((one) => one.period === period);
        const minutes = there.reduce((sum, one) => sum + (one.end - one.start) / minute, 0);
        const inCount = limit.count === undefined || there.length + 1 <= limit.count;
        return inCount && (limit.minutes === undefined || minutes + lengthMinutes <= limit.minutes);
      };
    });
  return (start: number) => tests.every((test) => test(start));
}

const dates = new Map<number, Temporal.PlainDate>();

function dateAt(board: Board, zone: string, instant: number): Temporal.PlainDate {
  const day = Math.floor(board.wallMinute(zone, instant) / 1440);
  const date = dates.get(day) ?? Temporal.PlainDate.from("1970-01-01").add({ days: day });
  dates.set(day, date);
  return date;
}

function periodOf({ per, zone, weekStart = 0 }: Limit, board: Board, instant: number): string {
  const date = dateAt(board, zone, instant);
  if (per === "day") return date.toString();
  if (per === "week") return date.subtract({ days: (date.dayOfWeek - weekStart + 7) % 7 }).toString();
  return date.toString().slice(0, per === "month" ? 7 : 4);
}

function withSessions(search: SlotSearch, slots: Slot[], inTime: (start: number) => boolean): Slot[] {
  const seats = search.seats ?? 1;
  const joinable = search.sessions
    .filter((one) => one.seatsLeft >= seats && inTime(one.start) && search.hosts.some(({ id }) => id === one.hostId))
    .toSorted((a, b) => b.seatsLeft - a.seatsLeft);
  const freshAt = new Map(slots.map((slot) => [slot.start, slot]));
  const starts = new Set([...slots, ...joinable].map(({ start }) => start));
  return [...starts].map((start) => {
    const fresh = freshAt.get(start);
    const here = joinable.filter((session) => session.start === start);
    if (here.length === 0) return fresh!;
    const hostIds = [...new Set([...here.map(({ hostId }) => hostId), ...(fresh?.hostIds ?? [])])];
    return { start, end: here[0]!.end, hostIds, seatsLeft: here[0]!.seatsLeft };
  });
}

function firstDays({ bookableDays, from }: SlotSearch, board: Board, slots: Slot[]): Slot[] {
  const dayOf = ({ start }: Slot) => dateAt(board, bookableDays!.zone, start).toString();
  const days = [...new Set(slots.map(dayOf))].slice(0, bookableDays!.days);
  return slots.filter((slot) => slot.start >= from && days.includes(dayOf(slot)));
}
