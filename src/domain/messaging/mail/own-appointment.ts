import { appointmentLetter } from "./appointments.ts";
import { oneLine } from "./clean.ts";
import type { AppointmentFacts, AppointmentMailKind, RenderedMail } from "./facts.ts";
import type { Locale } from "./locale.ts";
import { renderOwnTemplate } from "./own-template.ts";
import { ownTemplateVariables, ownVariables } from "./own-variables.ts";
import { render } from "./render.ts";
import { simpleHtml } from "./simple-html.ts";

/** A business's own wording for one kind and locale. What it leaves out stays as it is. */
export type OwnWording = { subject?: string | null; body?: string | null };

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
): RenderedMail & { problems: string[] } {
  const letter = appointmentLetter(kind, locale, facts);
  const variables = ownVariables(locale, facts);
  const subject = own.subject?.trim() ? renderOwnTemplate(own.subject, variables, "text") : null;
  const body = own.body?.trim() ? renderOwnTemplate(own.body, variables) : null;
  const line = subject?.ok ? oneLine(subject.text, 200) : "";
  const ownBody = body?.ok ? simpleHtml(body.text) : "";
  return {
    ...render({ ...letter, subject: line || letter.subject, ownBody: ownBody.trim() ? ownBody : undefined }),
    problems: [subject, body].flatMap((part) => (part && !part.ok ? [part.error] : [])),
  };
}

/** The names a template may use, for `unknownVariables`. */
export const ownVariableNames = Object.keys(ownTemplateVariables);
