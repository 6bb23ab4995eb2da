import { type Texts, useTexts } from "../shared/locale.ts";
import { de } from "./texts/de.ts";
import { en } from "./texts/en.ts";
import { es } from "./texts/es.ts";
import { fr } from "./texts/fr.ts";
import { pt } from "./texts/pt.ts";

export type Words = typeof en;
const texts: Texts<Words> = { en, de, es, fr, pt };
export const useWords = (): Words => useTexts(texts);
