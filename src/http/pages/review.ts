import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { createPublicReview } from "../../domain/services/reviews/operations.ts";
import { conflict, missing, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { type Opened, openOwn, whenOf } from "./own.ts";
import { alert, field, hidden, once, radios, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import type { Page, Visit } from "./visit.ts";

/** Where the mail after a visit leads: one to five, and a few words. */
export const routes: Routes = {
  "GET /review": async (visit) => {
    if (!visit.query.uid) throw missing("appointment");
    return form(visit, await openOwn(visit, visit.query.uid));
  },

  "POST /review": async (visit) => {
    const { uid = "", rating = "", comment = "", once } = visit.form;
    const opened = await openOwn(visit, uid);
    const { review, wrong } = visit.texts;
    try {
      await visit.ask(createPublicReview, {
        body: { uid, rating: Number(rating), comment: comment.trim() || null },
        once,
      });
    } catch (error) {
      const { type, details = [] } = refusedAs(error, conflict, validationError);
      if (type === conflict) return { ...form(visit, opened, {}, review.already), status: 409 };
      const named = details.map(({ field }): [string, string] =>
        field === "rating" ? ["rating", wrong.rating] : ["comment", wrong.note],
      );
      return { ...form(visit, opened, Object.fromEntries(named)), status: 422 };
    }
    return {
      title: review.thanks,
      body: html`<h1>${review.thanks}</h1><p>${say(review.thanksText, { business: opened.store.name })}</p>`,
    };
  },
};

function form(visit: Visit, { own, store, reader }: Opened, wrong: Wrong = {}, problem?: string): Page {
  const { review, fields, hints, common } = visit.texts;
  const title = say(mailTexts[visit.locale].customer.reviewRequest.subject, { business: store.name });
  const reviewable = own.status === "completed";
  return {
    title,
    body: html`<h1>${title}</h1>
<p><strong>${own.service.name}</strong><br>${whenOf(reader, own)}${own.employee && html`<br>${own.employee.name}`}</p>
${problem && alert(problem)}
${Object.keys(wrong).length > 0 && summary(visit.texts, wrong)}
${
  reviewable
    ? html`<form action="/review" method="post">
${once()}${hidden({ uid: own.uid })}
${radios(
  {
    name: "rating",
    legend: review.rating,
    choices: review.ratings.map((label, index) => ({ value: String(index + 1), label })).reverse(),
    chosen: visit.form.rating,
  },
  wrong,
)}
${field(
  {
    name: "comment",
    label: fields.comment,
    type: "textarea",
    value: visit.form.comment,
    hint: say(hints.comment, { business: store.name }),
    optional: common.optional,
    maxlength: 5000,
  },
  wrong,
)}
<div class="actions"><button class="first">${review.submit}</button></div>
</form>`
    : html`<p>${review.notYet}</p>`
}`,
  };
}
