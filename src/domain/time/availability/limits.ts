import { MINUTE, periodOfDay } from "./calendar.ts";
import type { Limit } from "./search.ts";
import { localDay } from "./zone.ts";

export type Used = { count: number; minutes: number };

/** A test whether a booking of `lengthMinutes` at a start stays within every one of `limits`. */
export function withinLimits(limits: readonly Limit[], lengthMinutes: number): (start: number) => boolean {
  const tests = limits.map((limit) => withinLimit(limit, lengthMinutes));
  return (start) => tests.every((test) => test(start));
}

function withinLimit(limit: Limit, lengthMinutes: number): (start: number) => boolean {
  const used = usage(limit);
  let lastDay: number | undefined;
  let verdict = true;
  return (start) => {
    const day = localDay(limit.zone, start);
    if (day !== lastDay) verdict = hasRoom(limit, used(day), lengthMinutes);
    lastDay = day;
    return verdict;
  };
}

export function hasRoom({ count, minutes }: Limit, used: Used, lengthMinutes: number): boolean {
  return (
    (count === undefined || used.count < count) && (minutes === undefined || used.minutes + lengthMinutes <= minutes)
  );
}

/** What is booked in the period of a local day (days since 1970-01-01 in the limit's zone). */
export function usage({ per, zone, weekStart = 0, existing }: Limit): (day: number) => Used {
  const periods = new Map<number, Used>();
  for (const { start, end } of existing) {
    const period = periodOfDay(per, localDay(zone, start), weekStart);
    const { count, minutes } = periods.get(period) ?? { count: 0, minutes: 0 };
    periods.set(period, { count: count + 1, minutes: minutes + (end - start) / MINUTE });
  }
  return (day) => periods.get(periodOfDay(per, day, weekStart)) ?? { count: 0, minutes: 0 };
}
