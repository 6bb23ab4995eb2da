import type { Locale } from "../../shared/locale.ts";

/** How each language writes a day in figures, as dayjs spells it. */
export const dayFormats: Record<Locale, string> = {
  en: "MM/DD/YYYY",
  de: "DD.MM.YYYY",
  es: "DD/MM/YYYY",
  fr: "DD/MM/YYYY",
  pt: "DD/MM/YYYY",
};

/** A day as it is kept: 2027-01-31. */
export const isDay = (text: string | null | undefined): text is string =>
  typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) && text === dayOf(text.split("-").map(Number));

/**
 * The day that somebody meant by 2027-01-31, by 31.01.2027, or by 1/31/2027, which is 31/1/2027 outside of English. Null
 * where it is none: what could be read in two ways must not be guessed.
 */
export function readDay(typed: string, locale: Locale): string | null {
  const text = typed.trim();
  const [, ...iso] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)?.map(Number) ?? [];
  if (iso.length > 0) return dayOf(iso);
  const [, first, mark, second, year] = /^(\d{1,2})([./])\s?(\d{1,2})\2\s?(\d{4})$/.exec(text) ?? [];
  if (!year) return null;
  const monthFirst = mark === "/" && locale === "en";
  return dayOf([year, monthFirst ? first : second, monthFirst ? second : first].map(Number));
}

/** The last of some days whose first one becomes another: the same, until somebody chose one of their own. */
export const lastDay = (days: { start: string | null; end: string | null }, start: string | null): string =>
  days.end && days.end !== days.start ? days.end : isDay(start) ? start : "";

/** Null for a 31 February. */
function dayOf([year, month, day]: number[]): string | null {
  const date = new Date(Date.UTC(year!, month! - 1, day!));
  return date.getUTCMonth() === month! - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}
