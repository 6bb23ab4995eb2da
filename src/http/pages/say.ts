import { oneLine } from "../../domain/messaging/mail/clean.ts";
import { fill } from "../../domain/messaging/mail/fill.ts";

/** Puts words into the braces of a sentence. What people typed is put on one line first. */
export const say = (sentence: string, words: Record<string, string | number>): string =>
  fill(sentence, Object.fromEntries(Object.entries(words).map(([name, word]) => [name, oneLine(String(word))]))) ??
  sentence;
