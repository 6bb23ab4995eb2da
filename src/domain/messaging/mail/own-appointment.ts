import { appointmentLetter, textsOf } from "./appointments.ts";
import { oneLine } from "./clean.ts";
import type { AppointmentFacts, AppointmentMailKind, RenderedMail } from "./facts.ts";
import type { Locale } from "./locale.ts";
import { renderOwnTemplate, unknownVariables } from "./own-template.ts";
import { ownTemplateVariables, ownVariables } from "./own-variables.ts";
import { render } from "./render.ts";
import { simpleHtml } from "./simple-html.ts";

/** A business's own wording for one kind and locale. What it leaves out stays as it is. */
export type OwnWording = { subject?: string | null; body?: string | null };
/** What to mend, and in which part. */
export type Problem = { field: keyof OwnWording; message: string };

/**
 * The mail in a business's own words. Its body stands where our sentences stand: the details, the button, the links
 * and the footer stay, so that no wording can lose them. A template that fails never stops a mail: the standard words
 * go out and `problems` says what to mend.
 */
export function ownAppointmentMail(
  kind: AppointmentMailKind,
  locale: Locale,
  facts: AppointmentFacts,
  own: OwnWording,
): RenderedMail & { problems: Problem[] } {
  const letter = appointmentLetter(kind, locale, facts);
  const variables = ownVariables(locale, facts);
  const subject = own.subject?.trim() ? renderOwnTemplate(own.subject, variables, "text") : null;
  const body = own.body?.trim() ? renderOwnTemplate(own.body, variables) : null;
  const line = subject?.ok ? oneLine(subject.text, 200) : "";
  const ownBody = body?.ok ? simpleHtml(body.text) : "";
  return {
    ...render({ ...letter, subject: line || letter.subject, ownBody: ownBody.trim() ? ownBody : undefined }),
    problems: Object.entries({ subject, body }).flatMap(([field, part]) =>
      part && !part.ok ? [{ field: field as Problem["field"], message: part.error }] : [],
    ),
  };
}

/** Our words for one kind and locale, as a template to begin with. */
export function standardWording(kind: AppointmentMailKind, locale: Locale): { subject: string; body: string } {
  const { subject, intro, until } = textsOf(kind, locale);
  return {
    subject: asTemplate(subject),
    body: [intro, until]
      .filter((sentence) => sentence !== undefined)
      .map(asTemplate)
      .join("\n\n"),
  };
}
const names: Record<string, string> = {
  business: "business_name",
  customer: "customer_name",
  service: "service_name",
  when: "when",
  until: "offer_until",
};
const asTemplate = (sentence: string) => sentence.replace(/\{(\w+)\}/g, (_, name: string) => `{{ ${names[name]} }}`);

/** Names in a wording that nothing has, by its part: probably misspelt. */
export const misspeltIn = (own: OwnWording): Problem[] =>
  parts.flatMap((field) =>
    unknownVariables(own[field] ?? "", ownVariableNames).map((name) => ({
      field,
      message: `There is no variable "${name}".`,
    })),
  );
const parts = ["subject", "body"] as const;

/** The names a template may use, for `unknownVariables`. */
export const ownVariableNames = Object.keys(ownTemplateVariables);
