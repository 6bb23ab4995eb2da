import { inMonth, instantText, monthOf, plusDays, plusMonths } from "./dates.ts";
import type { EventType } from "./page.ts";
import type { Slot } from "./slots.ts";

type Rule = NonNullable<EventType["recurringEvent"]>;

/** A date so many days, weeks, months or years later; a month without that day has its last one instead. */
const later: Record<Rule["freq"], (date: string, count: number) => string> = {
  daily: plusDays,
  weekly: (date, count) => plusDays(date, 7 * count),
  monthly: (date, count) => inMonth(date, plusMonths(monthOf(date), count)),
  yearly: (date, count) => inMonth(date, plusMonths(monthOf(date), 12 * count)),
};

/** The times of a series, the first included. They repeat on the clock of `zone`, which is the host's. */
export function seriesFrom({ start, end }: Slot, { freq, interval }: Rule, count: number, zone: string): Slot[] {
  const [first, length] = [Date.parse(start), Date.parse(end) - Date.parse(start)];
  const [date, time] = new Date(first + ahead(zone, first)).toISOString().split("T");
  return Array.from({ length: count }, (_, index) => {
    const wall = Date.parse(`${later[freq](date!, interval * index)}T${time}`);
    const at = wall - ahead(zone, wall - ahead(zone, wall));
    return { start: instantText(at), end: instantText(at + length) };
  });
}

/** Milliseconds that a zone's clock is ahead of UTC at an instant. Swedes write dates as the API does. */
const ahead = (timeZone: string, instant: number) =>
  Date.parse(`${new Date(instant).toLocaleString("sv", { timeZone }).replace(" ", "T")}Z`) - instant;
