import { DAY, dateOfDay } from "./calendar.ts";
import { hoursAround } from "./hours.ts";
import { type Interval, merge } from "./interval.ts";
import type { Reason } from "./reason.ts";
import type { Host } from "./search.ts";
import { clock, dayName, spans, written } from "./wording.ts";
import { instantOfWall, localDay } from "./zone.ts";

/** Nothing if the slot lies within one stretch of the host's working time. */
export function explainHours(host: Host, slot: Interval, name: string): Reason[] {
  const { zone } = host;
  const working = merge(host.hours);
  const range = working.find(({ start, end }) => start <= slot.start && slot.start < end);
  if (range && slot.end <= range.end) return [];

  const day = localDay(zone, slot.start);
  const dayStart = instantOfWall(zone, day * DAY);
  const dayEnd = instantOfWall(zone, (day + 1) * DAY);
  const today = working.filter(({ start, end }) => start < dayEnd && end > dayStart);
  const override = host.schedule?.overrides.some(({ date }) => date === dateOfDay(day));
  const details = { hours: today.map(written) };
  const reason = (rule: Reason["rule"], source: string, message: string): Reason[] => [
    { rule, hostId: host.id, message: `${message} (${zone}).`, source: `${source} of host ${host.id}`, details },
  ];

  const date = dayName(zone, slot.start);
  const hours = spans(zone, today);
  if (override) {
    const special =
      today.length === 0 ? `${name} is away on ${date}` : `On ${date} ${name} has special hours, ${hours}`;
    return reason("override", `override of ${dateOfDay(day)}`, special);
  }
  if (today.length === 0) return reason("day_off", "weekly hours", `${name} does not work on ${date}`);
  if (range) {
    const over = `until ${clock(zone, slot.end)}, but ${name} works until ${clock(zone, range.end)} on ${date}`;
    return reason("outside_hours", "weekly hours", `A booking at ${clock(zone, slot.start)} lasts ${over}`);
  }
  const works = `${name} works ${hours} on ${date}`;
  const then = clock(zone, slot.start);
  return isBreak(host, slot.start)
    ? reason("break", "breaks", `${works} and has a break at ${then}`)
    : reason("outside_hours", "weekly hours", `${works} and is not there at ${then}`);
}

/** Without the schedule a break cannot be told from the end of the hours. */
function isBreak({ schedule }: Host, instant: number): boolean {
  if (schedule === undefined) return false;
  const openAt = (one: typeof schedule) => hoursAround(one, instant, instant + 1).length > 0;
  return !openAt(schedule) && openAt({ ...schedule, breaks: [] });
}
