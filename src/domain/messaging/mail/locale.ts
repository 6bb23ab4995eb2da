/** The languages that mails are written in. */
export const locales = ["en", "de", "es", "fr", "pt"] as const;
export type Locale = (typeof locales)[number];

/**
 * The best language we have for what is wanted: a tag (`de-AT`), or a list as browsers send it
 * (`it;q=0.9, fr-CH, de;q=0.8`). Falls back to the language without its region, then to English.
 */
export function bestLocale(wanted?: string | null): Locale {
  return (
    wishes(wanted ?? "")
      .map(languageOf)
      .find(isLocale) ?? "en"
  );
}

/** The first of the wanted tags in a language, with its region where it has one: "en-GB". */
export function bestTag(wanted: string | undefined, locale: Locale): string {
  const tag = wishes(wanted ?? "").find((wish) => languageOf(wish) === locale);
  try {
    return Intl.getCanonicalLocales(tag?.replaceAll("_", "-"))[0] ?? locale;
  } catch {
    return locale;
  }
}

function wishes(list: string): string[] {
  return list
    .split(",")
    .map((wish, position) => ({ tag: wish.split(";")[0]!.trim(), weight: weightOf(wish), position }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
    .map(({ tag }) => tag);
}

const languageOf = (tag: string) => tag.split(/[-_]/)[0]!.toLowerCase();

function weightOf(wish: string): number {
  const weight = /;\s*q\s*=\s*([\d.]+)/i.exec(wish)?.[1];
  return weight === undefined ? 1 : Number(weight);
}

const isLocale = (language: string): language is Locale => (locales as readonly string[]).includes(language);
