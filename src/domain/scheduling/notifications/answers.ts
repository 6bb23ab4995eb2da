import type { Locale } from "../../messaging/mail/locale.ts";
import { inWords } from "../../services/questions/in-words.ts";
import type { BookingField } from "../tables.ts";

/** Answers that have a place of their own in mails and on pages. */
const elsewhere = new Set(["name", "email", "guests", "location", "notes", "title"]);

/** What was asked and what was said, in words, in the order of the questions. */
export function answersInWords(
  fields: BookingField[],
  responses: Record<string, unknown>,
  locale: Locale,
): { question: string; answer: string }[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const order = (name: string) => fields.findIndex((field) => field.name === name) >>> 0;
  return Object.entries(responses)
    .filter(([name]) => !elsewhere.has(name))
    .sort(([one], [other]) => order(one) - order(other))
    .map(([name, value]) => ({
      question: known.get(name)?.label ?? name,
      answer: inWords(value, known.get(name)?.options ?? [], locale),
    }))
    .filter(({ answer }) => answer !== "");
}
