import { fill } from "../../shared/locale.ts";
import type { Words } from "../texts.ts";
import { type Field, isAsked, linesOf, textOf, type Values } from "./form.ts";

// What is wrong with the answers, in the visitor's words, by field.

export type Wrong = Record<string, string>;

const isMail = (text: string) => /^\S+@\S+\.\S+$/.test(text);

/** What can be seen to be missing or wrong before anything is sent. */
export function wrongIn(fields: Field[], values: Values, words: Words): Wrong {
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      if (!isAsked(field, values)) return [];
      const value = values[field.name];
      const empty = Array.isArray(value) ? value.length === 0 : value === true ? false : textOf(value) === "";
      if (empty) return field.required ? [[field.name, missing(field, words)]] : [];
      const { minLength = 0 } = field;
      if (textOf(value) && textOf(value).length < minLength)
        return [[field.name, fill(words.wrong.short, { count: minLength })]];
      if (field.type === "email" && !isMail(textOf(value))) return [[field.name, words.wrong.email]];
      if (field.type === "multiemail" && !linesOf(value).every(isMail)) return [[field.name, words.wrong.guests]];
      return [];
    }),
  );
}

const missing = ({ name }: Field, { wrong }: Words) =>
  name === "name" ? wrong.name : name === "email" ? wrong.email : wrong.missing;

/** What the API refused, beside the field that is to blame. */
export function wrongFrom(details: { field: string }[], fields: Field[], values: Values, words: Words): Wrong {
  const about = (path: string) => details.some(({ field }) => field === path || field.startsWith(`${path}.`));
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      const { name } = field;
      if (!isAsked(field, values)) return [];
      const isPlace = name.startsWith("place");
      const refused =
        name === "dates"
          ? about("recurringCount")
          : isPlace
            ? about("responses.location")
            : about(`responses.${name.replace(/^q\./, "")}`);
      return refused ? [[name, unfit(field, words)]] : [];
    }),
  );
}

export function unfit({ name, type }: Field, { wrong }: Words): string {
  if (name === "name") return wrong.name;
  if (name === "place" || name === "place-address") return wrong.place;
  if (type === "email" || type === "phone" || type === "number" || type === "url") return wrong[type];
  return type === "multiemail" ? wrong.guests : wrong.unfit;
}
