import { Temporal } from "temporal-polyfill";
import type { Locale } from "./locale.ts";
import { regionalTag } from "./region.ts";
import { texts } from "./texts/index.ts";
import { zoneInWords } from "./zone.ts";

/**
 * Instants in a reader's words, in the reader's zone, which is always named. `start` and `end` are ISO instants.
 * On the night the clocks go back a wall time can happen twice; then, and only then, its offset stands beside it.
 */
export type Reader = { locale: Locale; zone: string };

/** "Tuesday, 9 March 2027, 10:00–10:30 (Berlin time)"; an end on another day is given its own date. */
export function spanInWords(reader: Reader, start: string, end: string): string {
  const [from, to] = [at(reader, start), at(reader, end)];
  if (from.epochMilliseconds === to.epochMilliseconds) return momentInWords(reader, start);
  const zone = zoneInWords(reader.locale, reader.zone);
  if (!from.toPlainDate().equals(to.toPlainDate())) {
    return `${dayInWords(reader, start)}, ${clock(reader, from)} – ${dayInWords(reader, end)}, ${clock(reader, to)} (${zone})`;
  }
  return `${dayInWords(reader, start)}, ${clockSpan(reader, from, to)} (${zone})`;
}

/** "Tuesday, 9 March 2027, 10:00 (Berlin time)" */
export function momentInWords(reader: Reader, instant: string): string {
  return `${dayInWords(reader, instant)}, ${timeInWords(reader, instant)} (${zoneInWords(reader.locale, reader.zone)})`;
}

/** For subjects: "Tue 9 March, 10:00 (Berlin time)" */
export function shortMoment(reader: Reader, instant: string): string {
  const day = format(reader, { weekday: "short", day: "numeric", month: "long" }, instant);
  return `${day}, ${timeInWords(reader, instant)} (${zoneInWords(reader.locale, reader.zone)})`;
}

/** "Tuesday, 9 March 2027" */
export function dayInWords(reader: Reader, instant: string): string {
  return format(reader, { weekday: "long", day: "numeric", month: "long", year: "numeric" }, instant);
}

/** "10:00", "10:00 AM", "10:00 Uhr" */
export function timeInWords(reader: Reader, instant: string): string {
  return clock(reader, at(reader, instant));
}

/** "15 minutes", "24 hours", "7 days": in the largest unit that divides it. */
export function durationInWords(locale: Locale, minutes: number): string {
  const [unit, size] = minutes % 1440 === 0 ? ["day", 1440] : minutes % 60 === 0 ? ["hour", 60] : ["minute", 1];
  const tag = locale === "en" ? "en-GB" : locale;
  return plainSpaces(new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "long" }).format(minutes / size));
}

function clockSpan(reader: Reader, from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): string {
  const [start, end] = [bareClock(reader, from), bareClock(reader, to)];
  if (happensTwice(from) || happensTwice(to)) return `${clock(reader, from)} – ${clock(reader, to)}`;
  // Where a time is written with a word ("10:00 AM"), the dash needs room.
  const dash = /\s/.test(start + end) ? " – " : "–";
  return start + dash + end + texts[reader.locale].words.clockSuffix;
}

function clock(reader: Reader, time: Temporal.ZonedDateTime): string {
  const wall = bareClock(reader, time) + texts[reader.locale].words.clockSuffix;
  return happensTwice(time) ? `${wall} ${offsetInWords(time)}` : wall;
}

const bareClock = (reader: Reader, time: Temporal.ZonedDateTime) =>
  format(reader, { timeStyle: "short" }, time.toInstant().toString());

function happensTwice(time: Temporal.ZonedDateTime): boolean {
  const [first, second] = (["earlier", "later"] as const).map((disambiguation) =>
    time.toPlainDateTime().toZonedDateTime(time.timeZoneId, { disambiguation }),
  );
  return first!.epochMilliseconds !== second!.epochMilliseconds;
}

function offsetInWords(time: Temporal.ZonedDateTime): string {
  return `UTC${time.offset
    .replace("-", "−")
    .replace(/([+−])0/, "$1")
    .replace(":00", "")}`;
}

// Making a formatter takes many times as long as using it.
const formatters = new Map<string, Intl.DateTimeFormat>();
const mostFormatters = 500;

function format({ locale, zone }: Reader, options: Intl.DateTimeFormatOptions, instant: string): string {
  const key = `${locale} ${zone} ${Object.values(options)}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    if (formatters.size >= mostFormatters) formatters.clear();
    formatter = new Intl.DateTimeFormat(regionalTag(locale, zone), { ...options, timeZone: zone });
    formatters.set(key, formatter);
  }
  return plainSpaces(formatter.format(new Date(instant)));
}

/** Intl puts narrow no-break spaces into times; fonts and subject lines want the plain kind. */
const plainSpaces = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

const at = (reader: Reader, instant: string) => Temporal.Instant.from(instant).toZonedDateTimeISO(reader.zone);
