import { regionalTag } from "../../domain/messaging/mail/region.ts";
import { texts } from "../../domain/messaging/mail/texts/index.ts";
import { momentInWords, type Reader, timeInWords } from "../../domain/messaging/mail/when.ts";
import { minuteOfDay } from "../../platform/schemas.ts";

// Local dates ('YYYY-MM-DD') and wall-clock times in a reader's words. A date has no zone: it is formatted as UTC's.

/** "Tuesday, 9 March" */
export const dayInWords = (reader: Reader, date: string): string =>
  format(reader, { weekday: "long", day: "numeric", month: "long" }, noon(date));

export type DayParts = { weekday: string; day: string; month: string };
/** "Tue", "9" and "March", for a narrow column. */
export const dayParts = (reader: Reader, date: string): DayParts => ({
  weekday: format(reader, { weekday: "short" }, noon(date)).replace(/\.$/, ""),
  day: date.slice(8).replace(/^0/, ""),
  month: format(reader, { month: "long" }, noon(date)),
});

/** Instants to choose from, each with its day and zone. */
export const moments = (reader: Reader, instants: string[]) =>
  instants.map((instant) => ({ value: instant, label: momentInWords(reader, instant) }));

/** "Tuesday"; 0 is Sunday. */
export const weekdayInWords = (reader: Reader, day: number): string =>
  // 4 January 1970 was a Sunday.
  format(reader, { weekday: "long" }, new Date(Date.UTC(1970, 0, 4 + day, 12)));

/** "10:00" or "10:00 AM" of an instant, without the word that sentences put behind it. */
export function clockTime(reader: Reader, instant: string): string {
  const time = timeInWords(reader, instant);
  const { clockSuffix } = texts[reader.locale].words;
  return clockSuffix ? time.replace(clockSuffix, "") : time;
}

/** The same of an opening hour such as "09:00"; "24:00" is midnight. */
export const wallTime = (reader: Reader, time: string): string =>
  format(reader, { timeStyle: "short" }, new Date(minuteOfDay(time) * 60_000));

const noon = (date: string) => new Date(`${date}T12:00:00Z`);

function format({ locale, zone }: Reader, options: Intl.DateTimeFormatOptions, at: Date): string {
  const text = new Intl.DateTimeFormat(regionalTag(locale, zone), { ...options, timeZone: "UTC" }).format(at);
  return text.replace(/[\u00a0\u202f]/g, " ");
}
