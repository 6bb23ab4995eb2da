import type { Locale } from "../../../domain/messaging/mail/locale.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { fr } from "./fr.ts";
import { pt } from "./pt.ts";
import type { PageTexts } from "./types.ts";

/** Every sentence of every page that the mails do not say already. */
export const pageTexts: Record<Locale, PageTexts> = { en, de, es, fr, pt };
