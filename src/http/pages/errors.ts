import { durationInWords } from "../../domain/messaging/mail/when.ts";
import { conflict, DomainError, type ErrorType } from "../../platform/errors.ts";
import { html } from "./html.ts";
import { say } from "./say.ts";
import type { PageTexts } from "./texts/types.ts";
import type { Page, Visit } from "./visit.ts";

const kinds: Record<number, keyof PageTexts["errors"]> = {
  400: "malformed",
  401: "expired",
  403: "foreign",
  404: "notFound",
  409: "impossible",
  412: "impossible",
  413: "malformed",
  422: "malformed",
  429: "tooMany",
};

/** A refusal that its page has no better words for. */
export function refusalPage(visit: Visit, { type, details, retryAfterSeconds = 60 }: DomainError): Page {
  // A private link that has ended: to open it once more can never help.
  const ended = type === conflict && details?.some(({ field }) => field === "link");
  const { title, text } = visit.texts.errors[ended ? "spent" : (kinds[type.status] ?? "broken")];
  const duration = durationInWords(visit.locale, Math.ceil(retryAfterSeconds / 60));
  return {
    title,
    status: type.status,
    body: html`<h1>${title}</h1>
<p>${say(text, { duration })}</p>`,
  };
}

/** The refusal if it is one of these kinds; anything else is thrown on. */
export function refusedAs(error: unknown, ...types: ErrorType[]): DomainError {
  if (error instanceof DomainError && types.includes(error.type)) return error;
  throw error;
}
