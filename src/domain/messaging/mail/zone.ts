import { cities } from "./cities.ts";
import type { Locale } from "./locale.ts";
import { texts } from "./texts/index.ts";

/** Whose time it is, in the reader's words: "Berlin time", "Ortszeit Berlin", "heure d’Amsterdam", "UTC". */
export function zoneInWords(locale: Locale, zone: string): string {
  const city = cityOf(locale, zone);
  return city ? texts[locale].words.zone(city) : fixedOffset(zone);
}

/** The city that names a zone. Fixed offsets and abbreviations (Etc/GMT+5, UTC, CET, +02:00) have none. */
export function cityOf(locale: Locale, zone: string): string | null {
  const named = cities[zone] ?? cities[currentName(zone)];
  const [area, ...rest] = currentName(zone).split("/");
  if (!rest.length || area === "Etc") return null;
  return named?.[locale] ?? named?.en ?? rest.at(-1)!.replaceAll("_", " ");
}

/**
 * US/Pacific names no city, America/Los_Angeles does. Other zones keep the name they came with: ICU's idea of the
 * current name lags behind (it calls Asia/Kolkata by its name of 1993).
 */
function currentName(zone: string): string {
  if (!/^(US|Canada|Mexico|Brazil|Chile)\//.test(zone)) return zone;
  return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
}

/** POSIX turned the sign round: Etc/GMT+5 is five hours behind UTC. */
function fixedOffset(zone: string): string {
  const etc = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
  if (etc) return Number(etc[2]) ? `UTC${etc[1] === "+" ? "−" : "+"}${etc[2]}` : "UTC";
  if (/^[+-]\d/.test(zone)) return `UTC${zone.replace("-", "−")}`;
  return /^(Etc\/)?(UTC|UCT|GMT0?|Universal|Zulu|Greenwich)$/i.test(zone) ? "UTC" : zone;
}
