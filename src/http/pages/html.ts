import { escapeHtml } from "../../domain/messaging/mail/escape.ts";

/** Markup that is safe as it stands. Only `html` makes it, so nothing that somebody typed can pass for it. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

type Value = Html | string | number | null | undefined | false | Value[];

/** Escapes every value that is put in, other markup excepted. Values in attributes need their quotes: `href="${link}"`. */
export const html = (parts: TemplateStringsArray, ...values: Value[]): Html =>
  new Html(parts.reduce((before, part, index) => before + render(values[index - 1]!) + part));

function render(value: Value): string {
  if (value === null || value === undefined || value === false) return "";
  if (Array.isArray(value)) return value.map(render).join("");
  return value instanceof Html ? String(value) : escapeHtml(String(value));
}

/** Text with the line breaks that somebody typed. */
export const typed = (text: string): Html[] =>
  text.split("\n").map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`));
