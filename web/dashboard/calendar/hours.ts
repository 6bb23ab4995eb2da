import type { getEmployeeSchedule } from "../../../src/domain/services/employee-schedules/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { DAY_MINUTES, weekdayOf } from "./zone.ts";

type Schedule = Pick<Answer<typeof getEmployeeSchedule>, "weekly" | "breaks" | "overrides">;
export type Stretch = { from: number; to: number };

const minute = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const stretch = ({ start, end }: { start: string; end: string }): Stretch => {
  const [from, to] = [minute(start), minute(end)];
  // An end that is not after its start lies past midnight.
  return { from, to: to > from ? to : DAY_MINUTES };
};

/** When somebody does not work on a date, in minutes of the day. */
export function closedOn(schedule: Schedule, date: string): Stretch[] {
  const override = schedule.overrides.find((one) => one.date === date);
  const day = weekdayOf(date);
  const open = (override ? override.ranges : schedule.weekly.filter((one) => one.day === day))
    .map(stretch)
    .toSorted((one, other) => one.from - other.from);
  const closed: Stretch[] = [];
  let at = 0;
  for (const { from, to } of open) {
    if (from > at) closed.push({ from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < DAY_MINUTES) closed.push({ from: at, to: DAY_MINUTES });
  const breaks = override ? [] : schedule.breaks.filter((one) => one.day === day).map(stretch);
  return [...closed, ...breaks];
}
