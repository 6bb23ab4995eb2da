import type { Locale } from "../../messaging/mail/locale.ts";
import { texts } from "../../messaging/mail/texts/index.ts";

/** An answer as a person reads it; empty where there is none. */
export function inWords(value: unknown, options: { value: string; label: string }[], locale: Locale): string {
  if (value === true || value === false) return texts[locale].words[value ? "yes" : "no"];
  if (Array.isArray(value)) return value.map((one) => inWords(one, options, locale)).join(", ");
  if (typeof value !== "string" && typeof value !== "number") return "";
  return options.find((option) => option.value === String(value))?.label ?? String(value).trim();
}
