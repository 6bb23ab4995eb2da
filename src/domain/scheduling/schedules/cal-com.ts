import { minuteOfDay, timeOfMinute } from "../../../platform/schemas.ts";
import type { WeeklyRange } from "../../time/availability/hours.ts";
import { type Interval, merge, subtract } from "../../time/availability/interval.ts";
import type { DateHours, WeeklyHours } from "../../time/schedules/schema.ts";

// Cal.com's way to write hours, for people who move over: days by name that share a range, and dates with one range each.
// Pure.

export const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
export type Availability = { days: (typeof dayNames)[number][]; startTime: string; endTime: string };
export type DatedRange = {
  date: string;
  ranges?: DateHours["ranges"] | undefined;
  startTime?: string | undefined;
  endTime?: string | undefined;
};

/** As weekly hours; `index` is the entry that an hour came from. */
export const weeklyOf = (availability: Availability[]): (WeeklyHours & { index: number })[] =>
  availability.flatMap(({ days, startTime, endTime }, index) =>
    days.map((day) => ({ day: dayNames.indexOf(day), start: startTime, end: endTime, index })),
  );

/**
 * Weekly hours with the breaks cut out, since Cal.com knows none: days with the same range in one entry, weeks from Monday
 * on. Hours of several locations are told once.
 */
export function availabilityOf(weekly: readonly WeeklyRange[], breaks: readonly WeeklyRange[]): Availability[] {
  const pauses = merge(breaks.map(inWeek).flatMap((one) => [-week, 0, week].map((shift) => moved(one, shift))));
  const open = weekly.map(inWeek).flatMap((range) => subtract([range], pauses));
  const byTimes = new Map<string, Set<number>>();
  for (const { start, end } of open) {
    const startMinute = ((start % day) + day) % day;
    const until = startMinute + (end - start);
    const times = `${timeOfMinute(startMinute)} ${timeOfMinute(until > day ? until - day : until)}`;
    const days = byTimes.get(times) ?? new Set();
    byTimes.set(times, days.add(Math.floor(start / day) % 7));
  }
  const entries = [...byTimes].map(([times, days]) => {
    const [startTime, endTime] = times.split(" ") as [string, string];
    return { days: [...days].toSorted((one, other) => fromMonday(one) - fromMonday(other)), startTime, endTime };
  });
  return entries
    .toSorted(
      (one, other) =>
        fromMonday(one.days[0]!) - fromMonday(other.days[0]!) || (one.startTime < other.startTime ? -1 : 1),
    )
    .map((entry) => ({ ...entry, days: entry.days.map((weekday) => dayNames[weekday]!) }));
}

/**
 * Dates in either form as dates with their ranges. Cal.com's entries for one date belong together, and one from 00:00 to
 * 00:00 closes it.
 */
export function overridesOf(dates: readonly DatedRange[]): DateHours[] {
  const ofCalCom = new Map<string, DateHours>();
  return dates.flatMap(({ date, ranges, startTime, endTime }) => {
    if (startTime === undefined || endTime === undefined) return [{ date, ranges: ranges ?? [] }];
    const closed = startTime === endTime && minuteOfDay(startTime) === 0;
    const range = closed ? [] : [{ start: startTime, end: endTime }];
    const known = ofCalCom.get(date);
    if (known) {
      known.ranges.push(...range);
      return [];
    }
    const entry = { date, ranges: range };
    ofCalCom.set(date, entry);
    return [entry];
  });
}

const day = 1440;
const week = 7 * day;
const fromMonday = (weekday: number) => (weekday + 6) % 7;
const moved = ({ start, end }: Interval, by: number): Interval => ({ start: start + by, end: end + by });

/** Minutes since Sunday 00:00. A range whose end is not after its start runs past midnight, and 23:59 means 24:00. */
function inWeek({ day: weekday, startMinute, endMinute }: WeeklyRange): Interval {
  const end = endMinute === day - 1 ? day : endMinute;
  const start = weekday * day + startMinute;
  return { start, end: weekday * day + (end <= startMinute ? end + day : end) };
}
