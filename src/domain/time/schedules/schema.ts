import { z } from "zod";
import { Id, LocalDate, LocalTime, minuteOfDay, TimeZone, timeOfMinute } from "../../../platform/schemas.ts";
import type { DateOverride, Schedule, WeeklyRange } from "../availability/hours.ts";
import { type HoursRange, overlapInWeek, overlapOfDates, repeatedDate } from "./rules.ts";

// Opening and working hours as callers write them (`09:00` on a wall clock) and as the slot engine reads them (minutes of
// the local day). The business's opening hours and an employee's working hours have the same form.

const pastMidnight = "Not after `start` means that it runs past midnight";
const range = {
  start: LocalTime.refine((time) => time !== "24:00", { error: "Must be before 24:00" }).meta({
    description: "From this time on the wall clock, such as 09:00",
  }),
  end: LocalTime.meta({ description: `${pastMidnight}; 24:00 is the end of the day` }),
  locationId: Id.nullish().meta({ description: "The location that these hours are for; null is every one" }),
};
const WeeklyHours = z
  .strictObject({ day: z.int().min(0).max(6).meta({ description: "0 is Sunday" }), ...range })
  .meta({ id: "WeeklyHours" });
const DateHours = z
  .strictObject({
    date: LocalDate.meta({ description: "The local date whose hours differ" }),
    ranges: z.array(z.strictObject(range)).max(20).meta({ description: "The hours of that date; empty is off" }),
  })
  .meta({ id: "DateHours", description: "Hours of one date instead of the weekly ones; without ranges it is off" });
export type WeeklyHours = z.output<typeof WeeklyHours>;
export type DateHours = z.output<typeof DateHours>;

const Week = z
  .array(WeeklyHours)
  .max(200)
  .superRefine((hours, issues) => {
    const found = overlapInWeek(hours.map(({ day, ...times }) => ({ day, ...inMinutes(times) })));
    if (found) issues.addIssue({ code: "custom", path: [found.index], message: overlapping(hours[found.other]!) });
  });

const Dates = z
  .array(DateHours)
  .max(1000)
  .superRefine((dates, issues) => {
    const repeated = repeatedDate(dates.map(({ date }) => date));
    if (repeated !== null)
      return issues.addIssue({
        code: "custom",
        path: [repeated, "date"],
        message: `${dates[repeated]!.date} is there twice: put its ranges into one entry`,
      });
    const ranges = dates.flatMap(({ date, ranges }, entry) =>
      ranges.map((times, position) => ({ entry, position, date, ...times, ...inMinutes(times) })),
    );
    const found = overlapOfDates(ranges);
    if (!found) return;
    const { entry, position } = ranges[found.index]!;
    issues.addIssue({
      code: "custom",
      path: [entry, "ranges", position],
      message: overlapping(ranges[found.other]!),
    });
  });

/** What an editable schedule is made of. `breaks` are cut out of the weekly hours, not out of overrides. */
export const scheduleFields = { timeZone: TimeZone, weekly: Week, breaks: Week, overrides: Dates };
export type ScheduleChanges = {
  timeZone?: string | undefined;
  weekly?: WeeklyHours[] | undefined;
  breaks?: WeeklyHours[] | undefined;
  overrides?: DateHours[] | undefined;
};

const shownRange = { start: z.string(), end: z.string(), locationId: Id.nullable() };
/** The same fields in an answer. */
export const shownSchedule = {
  timeZone: z.string().meta({ description: "The zone of all these times" }),
  weekly: z.array(z.object({ day: z.int(), ...shownRange })),
  breaks: z.array(z.object({ day: z.int(), ...shownRange })),
  overrides: z.array(z.object({ date: z.string(), ranges: z.array(z.object(shownRange)) })),
};

/** As callers see it → as the slot engine and the store take it. Parts that are not given stay so. */
export const hoursOf = ({ weekly, breaks, overrides }: ScheduleChanges) => ({
  weekly: weekly?.map(toWeeklyRange),
  breaks: breaks?.map(toWeeklyRange),
  overrides: overrides?.map(({ date, ranges }): DateOverride => ({ date, ranges: ranges.map(inMinutes) })),
});

/** As the slot engine takes it → as callers see it. */
export const showSchedule = ({ zone, weekly, breaks, overrides }: Schedule) => ({
  timeZone: zone,
  weekly: weekly.map(({ day, ...times }) => ({ day, ...inWords(times) })),
  breaks: breaks.map(({ day, ...times }) => ({ day, ...inWords(times) })),
  overrides: overrides.map(({ date, ranges }) => ({ date, ranges: ranges.map(inWords) })),
});

type Times = { start: string; end: string; locationId?: number | null | undefined };
const inMinutes = ({ start, end, locationId }: Times) => ({
  startMinute: minuteOfDay(start),
  endMinute: minuteOfDay(end),
  locationId: locationId ?? null,
});
const toWeeklyRange = ({ day, ...times }: WeeklyHours): WeeklyRange => ({
  day: day as WeeklyRange["day"],
  ...inMinutes(times),
});
const inWords = ({ startMinute, endMinute, locationId }: HoursRange) => ({
  start: timeOfMinute(startMinute),
  end: timeOfMinute(endMinute),
  locationId: locationId ?? null,
});

const dayNames = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const overlapping = ({ day, date, start, end }: Times & { day?: number; date?: string }) =>
  `Overlaps ${date ?? dayNames[day!]} ${start}–${end}`;

/** Every location that hours name, with the field that names it, so that an unknown one can be pointed at. */
export function locationsNamed({ weekly = [], breaks = [], overrides = [] }: ScheduleChanges) {
  const named: { id: number; field: string }[] = [];
  const note = (field: string, { locationId }: Times) => {
    if (locationId) named.push({ id: locationId, field: `${field}.locationId` });
  };
  for (const [i, times] of weekly.entries()) note(`weekly.${i}`, times);
  for (const [i, times] of breaks.entries()) note(`breaks.${i}`, times);
  for (const [i, { ranges }] of overrides.entries())
    for (const [k, times] of ranges.entries()) note(`overrides.${i}.ranges.${k}`, times);
  return named;
}
