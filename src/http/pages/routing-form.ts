import type { z } from "zod";
import { paragraphs } from "../../domain/messaging/mail/clean.ts";
import { durationInWords } from "../../domain/messaging/mail/when.ts";
import type { PublicForm, Routed } from "../../domain/routing/forms/schema.ts";
import { getPublicForm, submit } from "../../domain/routing/forms/visitor-operations.ts";
import { rateLimited, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html, typed } from "./html.ts";
import { answersOf, questionFields, wrongAnswers } from "./meeting-questions.ts";
import type { Routes } from "./mount.ts";
import { alert, hidden, once, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { enter } from "./storefront.ts";
import type { Onward, Page, Visit } from "./visit.ts";

type Form = z.output<typeof PublicForm>;

/** What a business asks before it says where to go on. */
export const routes: Routes = {
  "GET /form/:uid": async (visit) => {
    const form = await opened(visit);
    visit.form = filledIn(form, visit.query);
    return formPage(visit, form);
  },

  "POST /form/:uid": async (visit) => {
    const form = await opened(visit);
    try {
      return onward(visit, form, await send(visit, form));
    } catch (error) {
      const { type, details = [], retryAfterSeconds = 60 } = refusedAs(error, rateLimited, validationError);
      const wrong = wrongAnswers(visit, form.fields, details, { shown: form.fields });
      if (Object.keys(wrong).length > 0) return { ...formPage(visit, form, { wrong }), status: type.status };
      const problem = say(visit.texts.errors.tooMany.text, {
        duration: durationInWords(visit.locale, Math.ceil(retryAfterSeconds / 60)),
      });
      return { ...formPage(visit, form, { problem }), status: type.status };
    }
  },
};

async function opened(visit: Visit): Promise<Form> {
  const form = await visit.ask(getPublicForm, { query: { uid: visit.params.uid } });
  await enter(visit, { subdomain: form.business.subdomain });
  return form;
}

const send = (visit: Visit, { uid, fields }: Form) =>
  visit.ask(submit, {
    body: {
      uid,
      responses: answersOf(visit, fields, fields),
      metadata: origin(visit.form),
      language: visit.locale,
    },
    once: visit.form.once,
  });

/** A link may fill in fields by their name, as booking pages do it (`q.company`) and as Cal.com does (`company`). */
function filledIn({ fields }: Form, query: Record<string, string>): Record<string, string> {
  const named = fields.flatMap(({ name }) => (query[name] === undefined ? [] : [[`q.${name}`, query[name]]]));
  return { ...Object.fromEntries(named), ...query };
}

/** Where a visitor came from, as campaigns mark their links. */
const origin = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => /^utm_[a-z_]{1,40}$/.test(name) && value !== "")
      .slice(0, 10)
      .map(([name, value]) => [name, value.slice(0, 500)]),
  );

function onward(
  visit: Visit,
  { name, business }: Form,
  { type, url, message }: z.output<typeof Routed>,
): Page | Onward {
  // Whatever host the page was opened at, it stays there: an absolute address might be another one to the browser.
  if (url && type === "eventType") return { to: url.slice(new URL(url).origin.length) };
  // A header holds no letters beyond Latin: an address goes out as browsers write it.
  if (url) return { to: new URL(url).href };
  const { review, form } = visit.texts;
  const words = message ?? say(form.sent, { business: business.name });
  return {
    title: name,
    body: html`<h1>${message === null ? review.thanks : name}</h1>
<p>${typed(paragraphs(words))}</p>`,
  };
}

function formPage(visit: Visit, form: Form, { wrong, problem }: { wrong?: Wrong; problem?: string } = {}): Page {
  const { texts } = visit;
  const { uid, name, description, fields, leadsTo } = form;
  const unseen = fields.filter((field) => field.hidden);
  const seen = fields.filter((field) => !field.hidden);
  return {
    title: wrong || problem ? `${texts.common.error}: ${name}` : name,
    leadsTo: leadsTo.join(" ") || undefined,
    body: html`<h1>${name}</h1>
${description && html`<p>${typed(paragraphs(description))}</p>`}
${problem && alert(problem)}
${wrong && summary(texts, wrong)}
<form action="/form/${uid}" method="post">
${once()}
${hidden(origin(visit.form))}
${hidden(Object.fromEntries(unseen.map((field) => [`q.${field.name}`, visit.form[`q.${field.name}`]])))}
${questionFields(visit, fields, wrong, seen)}
<div class="actions"><button class="first">${texts.booking.continue}</button></div>
</form>`,
  };
}
