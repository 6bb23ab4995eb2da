import { createContext, useContext } from "react";
import { knowsZones, regionalTag } from "../../src/domain/messaging/mail/region.ts";
import { type Locale, languageTags } from "../shared/locale.ts";
import { todaysName } from "./renamed.ts";

/** How this visitor reads: the language of the page, their own region's way to write, a zone and a clock. */
export type Reading = { tag: string; zone: string; hour12: boolean };

export type Say = ReturnType<typeof sayAs>;
const SayContext = createContext<Say>(null as unknown as Say);
export const SayProvider = SayContext.Provider;
export const useSay = (): Say => useContext(SayContext);

/**
 * The tag for the language of the page as the visitor's mails will have it, which know their zone and not their browser:
 * "en-GB" for English in Berlin. A browser that cannot tell where a zone is takes its own.
 */
export const tagFor = (locale: Locale, zone: string): string =>
  knowsZones()
    ? regionalTag(locale, zone)
    : (languageTags(navigator.languages).find((tag) => tag.toLowerCase().split("-")[0] === locale) ?? locale);

/** Whether people there say 3 pm rather than 15:00. */
export const usualClock = (tag: string): boolean =>
  new Intl.DateTimeFormat(tag, { hour: "numeric" }).resolvedOptions().hour12 ?? false;

export const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

const formats = new Map<string, Intl.DateTimeFormat>();
function formatter(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = tag + JSON.stringify(options);
  const kept = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, kept);
  return kept;
}

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

export function sayAs({ tag, zone, hour12 }: Reading) {
  const at = (options: Intl.DateTimeFormatOptions) => (instant: string | number) =>
    plain(formatter(tag, { timeZone: zone, ...options }).format(new Date(instant)));
  const local = (options: Intl.DateTimeFormatOptions) => (date: string) =>
    plain(formatter(tag, { timeZone: "UTC", ...options }).format(new Date(`${date}T12:00:00Z`)));
  const clock: Intl.DateTimeFormatOptions = {
    minute: "2-digit",
    ...(hour12 ? { hour: "numeric", hour12: true } : { hour: "2-digit", hourCycle: "h23" }),
  };
  const time = at(clock);
  return {
    tag,
    zone,
    /** "Los Angeles, GMT−8" */
    zoneInWords: `${cityOf(zone)}, ${offsetOf(tag, zone)}`,
    time,
    /** Of an instant: "Tuesday, 9 March" */
    day: at({ weekday: "long", day: "numeric", month: "long" }),
    shortDay: at({ weekday: "short", day: "numeric", month: "short" }),
    /** Of an instant: "Tuesday, 9 March 2027" */
    fullDay: at({ weekday: "long", day: "numeric", month: "long", year: "numeric" }),
    /** Of a date: "Tuesday, 9 March" */
    date: local({ weekday: "long", day: "numeric", month: "long" }),
    /** The same with a short month, for a narrow column. */
    narrowDate: local({ weekday: "long", day: "numeric", month: "short" }),
    /** Of an instant: "March 2027" */
    monthOf: at({ month: "long", year: "numeric" }),
    month: (month: string) => local({ month: "long", year: "numeric" })(`${month}-01`),
    weekday: local({ weekday: "short" }),
    weekdayInFull: local({ weekday: "long" }),
    /** A time of day, "09:00". */
    wall: (text: string) =>
      plain(
        formatter(tag, { timeZone: "UTC", ...clock }).format(
          new Date(`2000-01-01T${text === "24:00" ? "00:00" : text}:00Z`),
        ),
      ),
    range: (start: string, end: string) => `${time(start)} – ${time(end)}`,
    minutes: (count: number) => minutesIn(tag, count, "long"),
    shortMinutes: (count: number) => minutesIn(tag, count, "short"),
    money: (amount: number, currency: string) => moneyIn(tag, amount, currency),
    list: (words: string[], type: "conjunction" | "disjunction" = "conjunction") =>
      new Intl.ListFormat(tag, { type }).format(words),
    number: (value: number) => new Intl.NumberFormat(tag).format(value),
  };
}

/** "30 minutes", "1 hour", "1 hr, 30 min" in the reader's language. */
function minutesIn(tag: string, count: number, length: "long" | "short"): string {
  const unit = (value: number, name: "hour" | "minute", unitDisplay: "long" | "short") =>
    new Intl.NumberFormat(tag, { style: "unit", unit: name, unitDisplay }).format(value);
  const [hours, minutes] = [Math.floor(count / 60), count % 60];
  if (hours === 0) return plain(unit(minutes, "minute", length));
  if (minutes === 0) return plain(unit(hours, "hour", length));
  return plain(`${unit(hours, "hour", "short")} ${unit(minutes, "minute", "short")}`);
}

function moneyIn(tag: string, amount: number, code: string): string {
  const format = new Intl.NumberFormat(tag, { style: "currency", currency: code.toUpperCase() });
  return plain(format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2)));
}

/** "Los Angeles" of America/Los_Angeles, and "Kolkata" of Asia/Calcutta. */
export const cityOf = (zone: string) => todaysName(zone).split("/").at(-1)!.replaceAll("_", " ");

export function offsetOf(tag: string, timeZone: string): string {
  const parts = formatter(tag, { timeZone, timeZoneName: "shortOffset" }).formatToParts(new Date());
  return (parts.find(({ type }) => type === "timeZoneName")?.value ?? "").replace("-", "−");
}
