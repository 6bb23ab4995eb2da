import { regionalTag } from "./region.ts";
import { texts } from "./texts/index.ts";
import type { Reader } from "./when.ts";
import { zoneInWords } from "./zone.ts";

/** When somebody on a waitlist could come: local dates 'YYYY-MM-DD' and, where they said so, hours 'HH:MM'. */
export type Wish = { from: string; to: string; earliest?: string | null; latest?: string | null };

/** "Tuesday, 2 March – Friday, 5 March 2027, 09:00 – 12:00 (Berlin time)", in the zone in which it is meant. */
export function wishInWords(reader: Reader, wish: Wish): string {
  const days = daysInWords(reader, wish, { weekday: "long", year: "numeric" });
  if (!wish.earliest && !wish.latest) return days;
  const clock = (time: string) => format(reader, { timeStyle: "short" }).format(new Date(`1970-01-01T${time}:00Z`));
  const hours = `${clock(wish.earliest ?? "00:00")} – ${clock(wish.latest ?? "24:00")}`;
  const { words } = texts[reader.locale];
  return `${days}, ${plainSpaces(hours)}${words.clockSuffix} (${zoneInWords(reader.locale, reader.zone)})`;
}

/** For subjects: "Tue 2 March – Fri 5 March" */
export const shortWish = (reader: Reader, wish: Wish): string => daysInWords(reader, wish, { weekday: "short" });

function daysInWords(reader: Reader, { from, to }: Wish, options: Intl.DateTimeFormatOptions): string {
  const days = format(reader, { day: "numeric", month: "long", ...options });
  return plainSpaces(days.formatRange(new Date(from), new Date(to)));
}

// Dates and hours of the day are written as if they were UTC's, so that no zone moves them.
const format = ({ locale, zone }: Reader, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(regionalTag(locale, zone), { ...options, timeZone: "UTC" });

/** Intl puts narrow no-break and thin spaces into ranges; fonts and subject lines want the plain kind. */
const plainSpaces = (text: string) => text.replace(/[\u00a0\u2009\u202f]/g, " ");
