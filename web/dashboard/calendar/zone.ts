// Wall clocks of a zone, on days that are 23 or 25 hours long too. Dates are YYYY-MM-DD, minutes count from midnight on the
// wall clock, instants are epoch milliseconds.

export const MINUTE = 60_000;
export const DAY_MINUTES = 1440;

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(zone: string) {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formatters.set(zone, formatter);
  }
  return formatter;
}

/** What the clock on the wall shows, as if it were UTC. */
function wall(zone: string, instant: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatterOf(zone).formatToParts(instant)) parts[type] = value;
  const { year, month, day, hour, minute, second } = parts;
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

export const dateOf = (zone: string, instant: number): string =>
  new Date(wall(zone, instant)).toISOString().slice(0, 10);

/** Minutes since midnight that the wall clock shows. */
export const minuteOf = (zone: string, instant: number): number => {
  const shown = new Date(wall(zone, instant));
  return shown.getUTCHours() * 60 + shown.getUTCMinutes();
};

/**
 * When the wall clock shows that minute of the date. A time that the spring leaves out is the same while after the gap
 * began (02:30 is 03:30); of a time that autumn has twice it is the first.
 */
export function instantAt(zone: string, date: string, minute: number): number {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minute * MINUTE;
  const before = wanted - 24 * 60 * MINUTE;
  const after = wanted + 24 * 60 * MINUTE;
  const offsets = [wall(zone, before) - before, wall(zone, after) - after];
  const fits = offsets.map((offset) => wanted - offset).filter((instant) => wall(zone, instant) === wanted);
  return fits.length > 0 ? Math.min(...fits) : wanted - offsets[0]!;
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** The seven dates of a date's week. */
export function weekOf(date: string, firstDay: number): string[] {
  const start = addDays(date, -((weekdayOf(date) - firstDay + 7) % 7));
  return Array.from({ length: 7 }, (_, index) => addDays(start, index));
}

/** The weeks that a date's month touches, from the first day of the first to the last of the last. */
export function monthOf(date: string, firstDay: number): string[] {
  const first = `${date.slice(0, 8)}01`;
  const last = addDays(addMonths(first, 1), -1);
  const dates = [];
  const end = weekOf(last, firstDay)[6]!;
  for (let day = weekOf(first, firstDay)[0]!; day <= end; day = addDays(day, 1)) dates.push(day);
  return dates;
}

/** The same day of another month, or its last. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split("-").map(Number) as [number, number, number];
  const length = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, length))).toISOString().slice(0, 10);
}
