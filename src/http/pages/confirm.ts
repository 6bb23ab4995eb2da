import type { z } from "zod";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import { confirmAppointment, readAppointmentRequest } from "../../domain/services/appointments/operations.ts";
import type { RequestedAppointment } from "../../domain/services/appointments/schema.ts";
import { conflict, forbidden } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import { incomplete } from "./links.ts";
import type { Routes } from "./mount.ts";
import { details } from "./own.ts";
import { hidden, once } from "./parts.ts";
import { say } from "./say.ts";
import { enter, type Storefront } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

/** Where mails to staff lead: an appointment, and if it waits for an answer, one button. Only the button approves. */
export const routes: Routes = {
  "GET /confirm-appointment": async (visit) => {
    const { uid = "", token = "" } = visit.query;
    const opened = await open(visit, uid, token);
    if (!opened) return incomplete(visit, 403);
    return opened.own.status === "pending" ? request(visit, opened, token) : standing(visit, opened);
  },

  "POST /confirm-appointment": async (visit) => {
    const { uid = "", token = "", once } = visit.form;
    let status = 200;
    try {
      await visit.ask(confirmAppointment, { body: { uid, token }, once });
    } catch (error) {
      // It was declined or canceled before the button was pressed.
      status = refusedAs(error, conflict, forbidden).type.status;
    }
    const opened = status === forbidden.status ? null : await open(visit, uid, token);
    if (!opened) return incomplete(visit, 403);
    if (status !== 200) return { ...standing(visit, opened), status };
    const { done, doneText } = visit.texts.confirm;
    return { title: done, body: html`<h1>${done}</h1><p>${doneText}</p>${shown(visit, opened)}` };
  },
};

type Opened = { own: z.output<typeof RequestedAppointment>; store: Storefront; reader: Reader };

/** In the business's zone and language. Null where the token is not that of the mail. */
async function open(visit: Visit, uid: string, token: string): Promise<Opened | null> {
  if (!uid || !token) return null;
  try {
    const own = await visit.ask(readAppointmentRequest, { query: { uid, token } });
    const store = await enter(visit, { uid });
    return { own, store, reader: { locale: visit.locale, zone: store.timeZone } };
  } catch (error) {
    return refusedAs(error, forbidden) && null;
  }
}

function request(visit: Visit, opened: Opened, token: string): Page {
  const { confirm } = visit.texts;
  const { uid, customer } = opened.own;
  return {
    title: confirm.title,
    body: html`<h1>${confirm.title}</h1>
<p>${customer ? say(confirm.text, { customer: customer.name }) : confirm.textNobody}</p>
${shown(visit, opened)}
<form action="/confirm-appointment" method="post">
${once()}${hidden({ uid, token })}
<div class="actions"><button class="first">${confirm.approve}</button></div>
</form>`,
  };
}

/** There is nothing (more) to decide. */
function standing(visit: Visit, opened: Opened): Page {
  const title = visit.texts.statuses[opened.own.status];
  return { title, body: html`<h1>${title}</h1>${shown(visit, opened)}` };
}

function shown(visit: Visit, opened: Opened): Html {
  const { fields } = visit.texts;
  const { customer, attendees } = opened.own;
  const coming = attendees.filter(({ status }) => status === "booked").map(({ name }) => name);
  return details(visit, opened, [
    [mailTexts[visit.locale].words.customer, customer?.name ?? coming.join(", ")],
    [fields.email, customer?.email],
    [fields.phone, customer?.phone],
  ]);
}
