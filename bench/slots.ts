import { hoursAround, type Schedule } from "../src/domain/time/availability/hours.ts";
import type { Host, SlotSearch } from "../src/domain/time/availability/search.ts";
import { findSlots } from "../src/domain/time/availability/slots.ts";
import { instantOf } from "../src/domain/time/availability/zone.ts";

/**
 * The slot engine in process, without HTTP or database. Times are medians in milliseconds; a ratio compares two figures
 * of the same run on the same machine. Targets: a month with 1,000 busy intervals in 0.5 ms and within 3 times a bare
 * sweep; ten times the window, the busy intervals or the hosts cost about ten times as much, 100 hosts at most 40 ms.
 */
export function benchSlots() {
  const month = searchOf({ days: 31, busy: 1000, hosts: 1 });
  const monthMs = median(() => findSlots(month));
  const sweepMs = median(() => bareSweep(month));
  const per = (days: number, busy: number, hosts: number) => {
    const search = searchOf({ days, busy, hosts });
    return median(() => findSlots(search), hosts >= 100 ? 31 : 101);
  };
  return {
    monthMs,
    bareSweepMs: sweepMs,
    timesBareSweep: monthMs / sweepMs,
    monthSlots: findSlots(month).length,
    bareSweepSlots: bareSweep(month).length,
    shuffledBusyMs: median(() => findSlots(shuffled(month))),
    window: { "10 days": per(10, 320, 1), "100 days": per(100, 3200, 1), "1000 days": per(1000, 32_000, 1) },
    busy: { "1000": per(31, 1000, 1), "10000": per(31, 10_000, 1), "100000": per(31, 100_000, 1) },
    hosts: { "1": per(31, 1000, 1), "10": per(31, 1000, 10), "100": per(31, 1000, 100) },
  };
}

/** What every slot finder has to do with these inputs and nothing else: walk hours and busy time, step through gaps. */
function bareSweep({ hosts, lengthMinutes, from, to }: SlotSearch): number[] {
  const { hours, busy } = hosts[0]!;
  const length = lengthMinutes * 60_000;
  const starts: number[] = [];
  let next = 0;
  for (const range of hours) {
    const end = Math.min(range.end, to);
    let cursor = Math.max(range.start, from);
    while (cursor < end) {
      while (next < busy.length && busy[next]!.end <= cursor) next++;
      const gapEnd = Math.min(end, busy[next]?.start ?? end);
      cursor = Math.ceil(cursor / length) * length;
      for (; cursor + length <= gapEnd; cursor += length) starts.push(cursor);
      cursor = Math.max(cursor, busy[next]?.end ?? end);
    }
  }
  return starts;
}

const zone = "Europe/Berlin";
const weekly = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day: day as 0, startMinute: 0, endMinute: 1440 }));
const roundTheClock: Schedule = { zone, weekly, breaks: [], overrides: [] };

/** Busy intervals of 5 to 20 minutes, spread evenly over the window, so that most gaps hold slots. */
function searchOf(size: { days: number; busy: number; hosts: number }): SlotSearch {
  const from = instantOf(zone, "2026-03-01", 0);
  const to = from + size.days * 86_400_000;
  const hours = hoursAround(roundTheClock, from, to);
  const hosts: Host[] = Array.from({ length: size.hosts }, (_, id) => ({
    id,
    zone,
    hours,
    busy: Array.from({ length: size.busy }, (_, i) => {
      const start = from + Math.floor((i * (to - from)) / size.busy / 60_000 + id) * 60_000;
      return { start, end: start + (5 + ((i * 7 + id) % 16)) * 60_000 };
    }),
  }));
  const rules = { beforeMinutes: 0, afterMinutes: 0, noticeMinutes: 0, resources: [], sessions: [], limits: [] };
  return { ...rules, from, to, now: from, lengthMinutes: 30, hosts, choose: "any" };
}

function shuffled(search: SlotSearch): SlotSearch {
  const hosts = search.hosts.map((host) => ({
    ...host,
    busy: host.busy.map((_, i, all) => all[(i * 617) % all.length]!),
  }));
  return { ...search, hosts };
}

function median(run: () => unknown, times = 301): number {
  for (let i = 0; i < times; i++) run();
  const took = Array.from({ length: times }, () => {
    const before = performance.now();
    run();
    return performance.now() - before;
  });
  return took.toSorted((a, b) => a - b)[times >> 1]!;
}

if (import.meta.main) console.log(benchSlots());
