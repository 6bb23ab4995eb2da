import { bestLocale } from "../../domain/messaging/mail/locale.ts";
import type { ErrorDetail } from "../../platform/errors.ts";
import { type Html, html } from "./html.ts";
import { field, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import type { Visit } from "./visit.ts";

/** Who somebody is and how to reach them: the fields, what they say, and what is wrong with it. */
export function contactFields({ texts, form }: Visit, business: string, wrong?: Wrong): Html {
  const { fields, hints } = texts;
  return html`${field({ name: "name", label: fields.name, value: form.name, autocomplete: "name", required: true, maxlength: 200 }, wrong)}
<p class="hint" id="contact-hint">${say(hints.contact, { business })}</p>
${field({ name: "email", hintId: "contact-hint", label: fields.email, type: "email", value: form.email, autocomplete: "email", maxlength: 254 }, wrong)}
${field({ name: "phone", hintId: "contact-hint", label: fields.phone, type: "tel", value: form.phone, autocomplete: "tel", maxlength: 40 }, wrong)}`;
}

/** As the API takes them; an empty field is none. Mails go out in the language of the page. */
export const contactOf = ({ form, locale, host }: Visit) => ({
  name: form.name ?? "",
  email: form.email?.trim() || null,
  phone: form.phone?.trim() || null,
  // The business's own variant of it (pt-BR) where it is the business's language.
  language: host && bestLocale(host.language) === locale ? host.language : locale,
});

/** What the API refused, in the visitor's words, by field. */
export function wrongContact({ texts, form }: Visit, details: ErrorDetail[]): Wrong {
  const nobody = !form.email?.trim() && !form.phone?.trim();
  const words: Wrong = {
    name: texts.wrong.name,
    email: nobody ? texts.wrong.contact : texts.wrong.email,
    phone: texts.wrong.phone,
    notes: texts.wrong.note,
  };
  return Object.fromEntries(
    details.flatMap(({ field }) => (words[field] ? [[field === "notes" ? "note" : field, words[field]]] : [])),
  );
}
