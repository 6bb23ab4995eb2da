import type { Locale } from "../locale.ts";
import * as de from "./de/index.ts";
import * as en from "./en/index.ts";
import * as es from "./es/index.ts";
import * as fr from "./fr/index.ts";
import * as pt from "./pt/index.ts";
import type { Texts } from "./types.ts";

/** Every sentence of every mail. A new language is a folder beside these and a line here and in locale.ts. */
export const texts: Record<Locale, Texts> = { en, de, es, fr, pt };
