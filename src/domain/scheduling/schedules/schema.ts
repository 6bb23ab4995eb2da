import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, LocalDate, LocalTime, minuteOfDay, Name } from "../../../platform/schemas.ts";
import { overlapInWeek } from "../../time/schedules/rules.ts";
import { scheduleFields, shownSchedule } from "../../time/schedules/schema.ts";
import { dayNames, overridesOf, weeklyOf } from "./cal-com.ts";

const Start = LocalTime.refine((time) => time !== "24:00", { error: "Must be before 24:00" });
const DayRange = z
  .strictObject({
    days: z.array(z.enum(dayNames)).min(1).max(7).meta({ description: "Which days of the week" }),
    startTime: Start.meta({ description: "From this time on the wall clock, such as 09:00" }),
    endTime: LocalTime.meta({ description: "Not after startTime means that it runs past midnight" }),
  })
  .meta({ id: "DayRange", description: "Days of the week that share a range, as Cal.com writes them" });

const Availability = z
  .array(DayRange)
  .max(100)
  .superRefine((entries, issues) => {
    const hours = weeklyOf(entries);
    const minutes = hours.map(({ day, start, end }) => ({
      day,
      startMinute: minuteOfDay(start),
      endMinute: minuteOfDay(end),
    }));
    const found = overlapInWeek(minutes);
    if (!found) return;
    const { start, end, day } = hours[found.other]!;
    issues.addIssue({
      code: "custom",
      path: [hours[found.index]!.index],
      message: `Overlaps ${dayNames[day]} ${start}–${end}`,
    });
  });

/** A date with its ranges, or, as Cal.com writes it, a date with one range. */
const DatedHours = z
  .strictObject({
    date: LocalDate.meta({ description: "The local date whose hours differ" }),
    ranges: scheduleFields.overrides.element.shape.ranges
      .optional()
      .meta({ description: "The hours of that date; empty is off" }),
    startTime: Start.optional().meta({ description: "Instead of ranges: from this time on" }),
    endTime: LocalTime.optional().meta({
      description: "Instead of ranges: until this time; with 00:00 to 00:00 it is off",
    }),
  })
  .refine(
    ({ ranges, startTime, endTime }) => (ranges === undefined) === (startTime !== undefined && endTime !== undefined),
    {
      error: "Say either ranges, or startTime and endTime",
      path: ["ranges"],
    },
  );
const Overrides = z.array(DatedHours).max(1000).transform(overridesOf).pipe(scheduleFields.overrides);

const fields = {
  name: Name.meta({ description: "What you call the schedule, such as Working hours" }),
  timeZone: scheduleFields.timeZone.meta({ description: "The zone of all these times" }),
  isDefault: z.boolean().meta({ description: "Counts wherever no other schedule is chosen; there is one per person" }),
  availability: Availability.meta({
    description: "The weekly hours in Cal.com's form, instead of `weekly` and `breaks`, both of which it replaces",
  }),
  weekly: scheduleFields.weekly.meta({
    description: "The weekly hours, day by day; several ranges a day may be given",
  }),
  breaks: scheduleFields.breaks.meta({ description: "Cut out of the weekly hours, not out of overrides" }),
  overrides: Overrides.meta({
    description:
      "Dates whose hours replace the weekly ones: {date, ranges: [{start, end}]}, without ranges it is off. Cal.com's {date, startTime, endTime} is taken too: entries of one date add up, and 00:00 to 00:00 is off",
  }),
};
type Forms = { availability?: unknown; weekly?: unknown; breaks?: unknown };
const eitherForm = ({ availability, weekly, breaks }: Forms) =>
  availability === undefined || (weekly === undefined && breaks === undefined);
const bothForms = { error: "Says the same as weekly and breaks: send one or the other", path: ["availability"] };

export const ScheduleDraft = z
  .strictObject({ ...z.strictObject(fields).partial().shape, name: fields.name })
  .refine(eitherForm, bothForms);
export const ScheduleChanges = z.strictObject(fields).partial().refine(eitherForm, bothForms);
export type ScheduleDraft = z.output<typeof ScheduleDraft>;
export type ScheduleChanges = z.output<typeof ScheduleChanges>;

export const Schedule = z
  .object({
    id: Id,
    userId: Id.nullable().meta({ description: "Whose it is; null for the business's opening hours" }),
    name: z.string(),
    isDefault: z.boolean().meta({ description: "Counts wherever no other schedule is chosen" }),
    inherited: z.boolean().meta({
      description:
        "The business's opening hours, which count for everybody without a default of their own. Changed at /api/services/company-settings",
    }),
    availability: z
      .array(z.object({ days: z.array(z.enum(dayNames)), startTime: z.string(), endTime: z.string() }))
      .meta({ description: "`weekly` with `breaks` cut out, in Cal.com's form" }),
    ...shownSchedule,
    version: z.int(),
  })
  .meta({ id: "Schedule" });
export type ScheduleView = z.input<typeof Schedule>;

export const ScheduleId = z.object({ id: IdParameter.meta({ description: "The schedule's id" }) });
const whose = { userId: IdParameter.optional().meta({ description: "Somebody else's, for managers and up" }) };
export const WhoseSchedules = z.object(whose);
export const ScheduleSearch = PageQuery.extend(whose);
