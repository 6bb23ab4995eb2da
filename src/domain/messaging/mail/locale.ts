/** The languages that mails are written in. */
export const locales = ["en", "de", "es", "fr", "pt"] as const;
export type Locale = (typeof locales)[number];

/**
 * The best language we have for what is wanted: a tag (`de-AT`), or a list as browsers send it
 * (`it;q=0.9, fr-CH, de;q=0.8`). Falls back to the language without its region, then to English.
 */
export function bestLocale(wanted?: string | null): Locale {
  return wishes(wanted ?? "").find(isLocale) ?? "en";
}

function wishes(list: string): string[] {
  return list
    .split(",")
    .map((wish, position) => ({ language: languageOf(wish), weight: weightOf(wish), position }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .map(({ language }) => language);
}

const languageOf = (wish: string) => wish.split(";")[0]!.trim().split(/[-_]/)[0]!.toLowerCase();

function weightOf(wish: string): number {
  const weight = /;\s*q\s*=\s*([\d.]+)/i.exec(wish)?.[1];
  return weight === undefined ? 1 : Number(weight);
}

const isLocale = (language: string): language is Locale => (locales as readonly string[]).includes(language);
