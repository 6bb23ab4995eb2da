import { createContext, useContext, useMemo } from "react";

export const locales = ["en", "de", "es", "fr", "pt"] as const;
export type Locale = (typeof locales)[number];

/** Texts of one part of the product, in every language. A missing one does not compile. */
export type Texts<Words> = Record<Locale, Words>;

/**
 * The same, written as one row per word with its languages in the order of `locales`: shorter where there are many words,
 * and one sees at once whether they say the same.
 */
export const wordTable = <Word extends string>(rows: Record<Word, readonly [string, string, string, string, string]>) =>
  Object.fromEntries(
    locales.map((locale, index) => [
      locale,
      Object.fromEntries(Object.entries<readonly string[]>(rows).map(([word, said]) => [word, said[index]])),
    ]),
  ) as Texts<Record<Word, string>>;

const LocaleContext = createContext<Locale>("en");
export const LocaleProvider = LocaleContext.Provider;
export const useLocale = (): Locale => useContext(LocaleContext);
export const useTexts = <Words>(texts: Texts<Words>): Words => texts[useLocale()];

/** The first language of `wanted` that we speak. */
export function bestLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    const found = locales.find((locale) => locale === language);
    if (found) return found;
  }
  return "en";
}

/** Languages as formatters take them: a Linux without a locale asks for "en-US@posix", which none of them knows. */
export const languageTags = (wanted: readonly string[]): string[] =>
  wanted.flatMap((tag) => {
    try {
      return Intl.getCanonicalLocales(tag.split("@")[0]);
    } catch {
      return [];
    }
  });

/** Puts values into a text: `fill("{count} open", { count: 3 })`. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));

type Say = {
  /** An instant as a date, with its weekday: "Tue, 9 Mar 2027". */
  date(instant: string): string;
  /** A calendar date (YYYY-MM-DD), which is in no zone. */
  day(date: string): string;
  time(instant: string): string;
  /** A time of day (HH:MM), which is in no zone. */
  clock(time: string): string;
  dateTime(instant: string): string;
  /** "10:00 – 10:30" */
  range(start: string, end: string): string;
  /** Minor units and a currency code. */
  money(amount: number, currency: string): string;
  number(value: number): string;
  percent(share: number): string;
  /** "in 20 minutes", from `now`. */
  ago(instant: string, now?: number): string;
  /** The zone's name as people say it, with its offset now. */
  zone: string;
};

export type Clock = {
  timeZone: string;
  hour12?: boolean | undefined;
  /** 0 is Sunday; by default as where the reader is. */
  weekStart?: number | undefined;
};
const ClockContext = createContext<Clock>({ timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone });
export const ClockProvider = ClockContext.Provider;
export const useClock = (): Clock => useContext(ClockContext);

/** Dates, numbers and money in the reader's language, on the clock of this page. */
export function useSay(): Say {
  const locale = useLocale();
  const clock = useClock();
  return useMemo(() => sayIn(locale, clock), [locale, clock]);
}

export function sayIn(locale: Locale, { timeZone, hour12 }: Clock): Say {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(locale, {
      timeZone,
      ...(hour12 === undefined ? {} : { hour12 }),
      ...options,
    });
    return (instant: string) => formatter.format(new Date(instant));
  };
  const date = format({ weekday: "short", day: "numeric", month: "short", year: "numeric" });
  const time = format({ hour: "numeric", minute: "2-digit" });
  const local = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
  });
  const clock = format({ timeZone: "UTC", hour: "numeric", minute: "2-digit" });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 });
  return {
    date,
    time,
    clock: (text) => clock(`1970-01-01T${text}:00Z`),
    day: (text) => local.format(new Date(`${text}T00:00:00Z`)),
    dateTime: (instant) => `${date(instant)}, ${time(instant)}`,
    range: (start, end) => `${time(start)} – ${time(end)}`,
    money: (amount, currency) => moneyIn(locale, currency).format(amount / 10 ** digitsOf(currency)),
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    ago: (instant, now = Date.now()) => agoIn(relative, (Date.parse(instant) - now) / 1000),
    zone: zoneName(locale, timeZone),
  };
}

const moneyIn = (locale: Locale, currency: string) =>
  new Intl.NumberFormat(locale, { style: "currency", currency: currency.toUpperCase() });
/** How many digits of a currency's amounts are minor units: 2 for usd, 0 for jpy. */
export const digitsOf = (currency: string) =>
  new Intl.NumberFormat("en", { style: "currency", currency: currency.toUpperCase() }).resolvedOptions()
    .maximumFractionDigits ?? 2;

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];
function agoIn(relative: Intl.RelativeTimeFormat, seconds: number): string {
  const [unit, length] = steps.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return relative.format(Math.round(seconds / length), unit);
}

function zoneName(locale: Locale, timeZone: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "shortOffset" }).formatToParts(new Date());
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  return `${timeZone.replaceAll("_", " ").split("/").at(-1)} (${offset})`;
}
