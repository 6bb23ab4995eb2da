import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { isConfirmationToken } from "../../domain/services/appointments/confirm.ts";
import { confirmAppointment } from "../../domain/services/appointments/operations.ts";
import { conflict, forbidden, notFound } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { details, type Opened, openOwn } from "./own.ts";
import { hidden, once } from "./parts.ts";
import { say } from "./say.ts";
import type { Page, Visit } from "./visit.ts";

/** Where the mail about a request leads staff: the request, and one button. Only the button approves. */
export const routes: Routes = {
  "GET /confirm-appointment": async (visit) => {
    const { uid, token } = visit.query;
    // Shows who asks, which the customer's handle alone must not.
    if (!uid || !token || !isConfirmationToken(visit.app, uid, token)) return incomplete(visit);
    const opened = await open(visit, uid);
    return opened && opened.own.status !== "pending" ? standing(visit, opened) : request(visit, opened, uid, token);
  },

  "POST /confirm-appointment": async (visit) => {
    const { uid = "", token = "", once } = visit.form;
    try {
      await visit.ask(confirmAppointment, { body: { uid, token }, once });
    } catch (error) {
      if (refusedAs(error, conflict, forbidden).type === forbidden) return incomplete(visit);
      const opened = await open(visit, uid);
      if (!opened) throw error;
      return { ...standing(visit, opened), status: 409 };
    }
    const { done, doneText } = visit.texts.confirm;
    const opened = await open(visit, uid);
    return {
      title: done,
      body: html`<h1>${done}</h1>
<p>${doneText}</p>
${opened && details(visit, opened)}`,
    };
  },
};

/** A group session has no customer's view: its request is shown without details. */
const open = (visit: Visit, uid: string): Promise<Opened | null> =>
  openOwn(visit, uid).catch((error) => refusedAs(error, notFound) && null);

function request(visit: Visit, opened: Opened | null, uid: string, token: string): Page {
  const { confirm, fields } = visit.texts;
  const customer = opened?.own.customer;
  return {
    title: confirm.title,
    body: html`<h1>${confirm.title}</h1>
<p>${customer ? say(confirm.text, { customer: customer.name }) : confirm.textNobody}</p>
${
  opened &&
  details(visit, opened, [
    [mailTexts[visit.locale].words.customer, customer?.name],
    [fields.email, customer?.email],
    [fields.phone, customer?.phone],
  ])
}
<form action="/confirm-appointment" method="post">
${once()}${hidden({ uid, token })}
<div class="actions"><button class="first">${confirm.approve}</button></div>
</form>`,
  };
}

/** It was decided already, here or elsewhere. */
function standing(visit: Visit, opened: Opened): Page {
  const title = visit.texts.statuses[opened.own.status];
  return { title, body: html`<h1>${title}</h1>${details(visit, opened)}` };
}

function incomplete(visit: Visit): Page {
  const { title, text } = visit.texts.errors.incomplete;
  return { title, status: 403, body: html`<h1>${title}</h1><p>${text}</p>` };
}
