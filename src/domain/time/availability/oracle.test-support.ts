import { Temporal } from "temporal-polyfill";
import { type Board, boardOf, type OracleHost } from "./oracle-board.test-support.ts";
import type { Limit, Slot, SlotSearch } from "./search.ts";

const minute = 60_000;

/**
 * The rules once more, by brute force: time is painted cell by cell and every minute is asked whether a slot starts
 * there. Written from the semantics and on Temporal alone, sharing no code with the engine, so that they can only agree
 * by both being right. Hosts bring their schedule: the oracle expands the hours itself.
 */
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

/**
 * SEMANTICS 1, a minute at a time: a free range begins wherever the minute before was not wholly free, and anew with every
 * date once it is a day old.
 */
function gridStarts(search: SlotSearch, board: Board, free: Uint8Array, zone: string): number[] {
  const { origin, cell } = board;
  const { round, offset, step } = gridRules(search);
  const perMinute = minute / cell;
  const starts: number[] = [];
  let first: number | undefined;
  let begun = 0;
  let date = 0;
  for (let c = perMinute; c < free.length; c += perMinute) {
    for (let before = c - perMinute; before < c; before++) {
      if (free[before]) continue;
      first = undefined;
      begun = before + 1;
    }
    const today = Math.floor(board.wallMinute(zone, origin + c * cell) / 1440);
    if (today > date && c - begun >= 1440 * perMinute) first = undefined;
    date = Math.max(date, today);
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
  return grid === "any" ? { round: 1, offset: 0, step: 1 } : { round, offset: offsetMinutes, step };
}

function isFree({ origin, cell }: Board, free: Uint8Array, start: number, length: number): boolean {
  for (let at = start; at < start + length; at += cell) if (!free[(at - origin) / cell]) return false;
  return true;
}

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
