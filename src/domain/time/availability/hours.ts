import { DAY, dateOfDay, MINUTE, weekdayOf } from "./calendar.ts";
import { clip, type Interval, merge, subtract } from "./interval.ts";
import { zoneOn, zonesOf } from "./travel.ts";
import { instantOfWall, localDay } from "./zone.ts";

/** 0 = Sunday, as JavaScript and Cal.com count. Minutes of the local day; an end of 1439 means 1440 (SEMANTICS 8). */
export type WeeklyRange = {
  day: 0 | 1 | 2 | 3 | 4 | 5 | 6;
  startMinute: number;
  endMinute: number;
  locationId?: number | null;
};

/** Replaces the weekly hours of its date 'YYYY-MM-DD'; without ranges it closes it. */
export type DateOverride = {
  date: string;
  ranges: { startMinute: number; endMinute: number; locationId?: number | null }[];
};

/** While somebody is away on these local dates, both included, their wall clock is that of `zone`. `until` null: for good. */
export type Trip = { zone: string; from: string; until: string | null };

/** The hours of each date are read in the zone of that date: of a trip (they do not overlap), else in `zone`. */
export type Schedule = {
  zone: string;
  weekly: WeeklyRange[];
  breaks: WeeklyRange[];
  overrides: DateOverride[];
  travel?: Trip[];
};

type Range = Omit<WeeklyRange, "day">;

/**
 * Wall-clock hours as instants, clipped to [from, to) epoch milliseconds. Touching ranges merge; a range whose end is
 * not after its start runs past midnight, and belongs to the date it starts on: an override of the next date leaves it
 * whole. Breaks are cut out of weekly hours only: whoever writes an override writes the hours of that day as they are
 * meant. With `locationId` given, ranges and breaks of that location or of none count.
 *
 * Each date's hours come once, in the zone that the person is in on it. On the way west the night between two zones is
 * longer, on the way east it is shorter, and hours that meet in it merge. A break is one of the zone that it is read in.
 *
 * For `Host.hours` use `hoursAround`: a clipped range starts its grid at the clip.
 */
export function expandHours(schedule: Schedule, from: number, to: number, locationId?: number | null): Interval[] {
  return clip(hoursAround(schedule, from, to, locationId), from, to);
}

/**
 * As `expandHours`, but the ranges that touch [from, to) stay whole, as slot searches need them: the grid of a range
 * starts where the range starts, not where a list of slots happens to begin, and a slot that starts before `to` may end
 * after it. Ranges are followed for two days on either side; hours that go on for longer are cut at that midnight.
 */
export function hoursAround(schedule: Schedule, from: number, to: number, locationId?: number | null): Interval[] {
  const here = (range: Range) => locationId == null || range.locationId == null || range.locationId === locationId;
  const weekly = byWeekday(schedule.weekly.filter(here));
  const breaks = byWeekday(schedule.breaks.filter(here));
  const overrides = Map.groupBy(schedule.overrides, ({ date }) => date);

  const zones = zonesOf(schedule);
  const firstDay = Math.min(...zones.map((zone) => localDay(zone, from))) - 2;
  const lastDay = Math.max(...zones.map((zone) => localDay(zone, to))) + 2;
  const hours: Interval[] = [];
  for (const zone of zones) {
    const usual: Interval[] = [];
    const paused: Interval[] = [];
    for (let day = firstDay; day <= lastDay; day++) {
      const date = dateOfDay(day);
      if (zoneOn(schedule, date) !== zone || !existsDay(zone, day)) continue;
      const today = (range: Range) => instantsOf(zone, day, range);
      const override = overrides.get(date);
      if (override) hours.push(...override.flatMap(({ ranges }) => ranges.filter(here)).map(today));
      else usual.push(...weekly[weekdayOf(day)]!.map(today));
      paused.push(...breaks[weekdayOf(day)]!.map(today));
    }
    hours.push(...subtract(merge(usual), merge(paused)));
  }
  return merge(hours).filter(({ start, end }) => start < to && end > from);
}

function byWeekday(ranges: WeeklyRange[]): WeeklyRange[][] {
  return [0, 1, 2, 3, 4, 5, 6].map((day) => ranges.filter((range) => range.day === day));
}

function instantsOf(zone: string, day: number, { startMinute, endMinute }: Range): Interval {
  const end = endMinute === 1439 ? 1440 : endMinute;
  const endDay = end <= startMinute ? day + 1 : day;
  return {
    start: instantOfWall(zone, day * DAY + startMinute * MINUTE),
    end: instantOfWall(zone, endDay * DAY + end * MINUTE),
  };
}

/** Samoa had no 30 December 2011: its hours would otherwise move forward onto the 31st. */
const existsDay = (zone: string, day: number) => localDay(zone, instantOfWall(zone, day * DAY)) === day;
