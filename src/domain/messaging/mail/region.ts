import type { Locale } from "./locale.ts";

/**
 * How dates, clocks and money are written where the reader is: a reader of English sees 4:00 PM in New York and
 * 16:00 in Berlin. We know a reader's zone but not their country; the zone tells the country, and it counts only
 * where the language is one of that country's own. Everybody else gets the language's widest form.
 */
export function regionalTag(locale: Locale, zone: string): string {
  const region = regionOf(zone);
  return region && regions[locale].includes(region) ? `${locale}-${region}` : widest[locale];
}

const widest: Record<Locale, string> = { en: "en-GB", de: "de", es: "es", fr: "fr", pt: "pt" };

const regions: Record<Locale, string[]> = {
  en: "US CA AU NZ IN IE ZA PH SG GB".split(" "),
  de: "DE AT CH".split(" "),
  es: "ES MX AR CO CL PE VE EC GT CU BO DO HN PY SV NI CR PA UY PR US".split(" "),
  fr: "FR BE CH CA LU".split(" "),
  pt: "BR PT AO MZ".split(" "),
};

let regionByZone: Map<string, string> | undefined;
/** Other names of a zone included. There are some hundred zones, so this stays small. */
const known = new Map<string, string | undefined>();

function regionOf(zone: string): string | undefined {
  if (known.has(zone)) return known.get(zone);
  regionByZone ??= new Map(
    [...new Set(Object.values(regions).flat())].flatMap((region) => zonesOf(region).map((zone) => [zone, region])),
  );
  const region = regionByZone.get(new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone);
  known.set(zone, region);
  return region;
}

/** Whether this runtime can tell which country a zone is in: Node can, and not every browser. */
export const knowsZones = (): boolean => zonesOf("US").length > 0;

/** Stage 4 of ECMA-402, in Node since 18; TypeScript's library does not have it yet. */
function zonesOf(region: string): string[] {
  const locale = new Intl.Locale(`und-${region}`) as Intl.Locale & { getTimeZones?(): string[] | undefined };
  return locale.getTimeZones?.() ?? [];
}
