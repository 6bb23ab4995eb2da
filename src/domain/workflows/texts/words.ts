import { oneLine } from "../../messaging/mail/clean.ts";
import type { Brand, RenderedMail } from "../../messaging/mail/facts.ts";
import { fill } from "../../messaging/mail/fill.ts";
import { bestLocale, type Locale } from "../../messaging/mail/locale.ts";
import { renderOwnTemplate, type TemplateVariables, unknownPaths } from "../../messaging/mail/own-template.ts";
import { render } from "../../messaging/mail/render.ts";
import { simpleHtml } from "../../messaging/mail/simple-html.ts";
import { texts as standardTexts } from "../../messaging/mail/texts/index.ts";
import type { Texts } from "../tables.ts";
import { isKnownPath } from "./variables.ts";

export type Wording = { language: string; subject: string; body: string };
type Said<Result> = { ok: true; result: Result } | { ok: false; error: string };

/** The text in the reader's language, with its region, without, or with another; else in the default one. */
export function wordingFor(texts: Texts, defaultLanguage: string, wanted: string): Wording | null {
  const base = wanted.split("-")[0]!;
  const elsewhere = Object.keys(texts).filter((one) => one.startsWith(`${base}-`));
  const languages = [wanted, base, ...elsewhere, defaultLanguage, ...Object.keys(texts)];
  const language = languages.find((one) => texts[one]);
  if (!language) return null;
  const { subject = "", body } = texts[language]!;
  return { language, subject, body };
}

/** The language in which dates and money are written beside a text. */
export const localeOf = ({ language }: Wording): Locale => bestLocale(language);

/** A mail in the business's own words, in the layout of all our mails. `reader` says why they get it. */
export function mailOf(
  wording: Wording,
  variables: TemplateVariables,
  { brand, reader }: { brand: Brand; reader: "attendee" | "staff" },
): Said<RenderedMail> {
  const locale = localeOf(wording);
  const subject = renderOwnTemplate(wording.subject, variables, "text");
  if (!subject.ok) return { ok: false, error: `Subject: ${subject.error}` };
  const body = renderOwnTemplate(wording.body, variables);
  if (!body.ok) return body;
  const title = oneLine(subject.text, 200) || oneLine(brand.name, 200);
  const { whyCustomer, whyEmployee } = standardTexts[locale].words;
  const result = render({
    locale,
    brand,
    subject: title,
    // They greet as they like.
    greeting: "",
    title,
    paragraphs: [],
    ownBody: simpleHtml(body.text),
    rows: [],
    after: [],
    links: [],
    why: fill(reader === "attendee" ? whyCustomer : whyEmployee, { business: oneLine(brand.name, 100) }) ?? "",
  });
  return { ok: true, result };
}

/** As much as ten SMS hold; services refuse more. */
export const longestSms = 1600;

/** Empty where the text says nothing with these values: there is nothing to send then. */
export function smsOf(wording: Wording, variables: TemplateVariables): Said<string> {
  const body = renderOwnTemplate(wording.body, variables, "text");
  if (!body.ok) return body;
  const text = body.text.trim();
  if (text.length > longestSms)
    return { ok: false, error: `The text has ${text.length} characters; an SMS holds ${longestSms}` };
  return { ok: true, result: text };
}

/** Variables in these texts that there are not: probably misspelt. */
export const unknownIn = ({ subject, body }: Pick<Wording, "subject" | "body">): string[] => [
  ...new Set([subject, body].flatMap((template) => unknownPaths(template, isKnownPath))),
];
