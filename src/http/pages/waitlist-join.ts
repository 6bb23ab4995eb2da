import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { joinAsCustomer } from "../../domain/services/waitlist/operations.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import { conflict, notFound, rateLimited, validationError } from "../../platform/errors.ts";
import { type Choice, choiceOf, hiddenChoice, zoneOf } from "./choice.ts";
import { contactFields, contactOf, wrongContact } from "./contact.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { alert, field, once, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { earlier, plus } from "./slots.ts";
import { withService } from "./store-app.ts";
import type { OfferedService, Storefront } from "./storefront.ts";
import { offered } from "./times.ts";
import type { Page, Visit } from "./visit.ts";

/** For whom no open time suits: waiting for one that frees. */
export const routes: Routes = {
  "GET /b/:subdomain/:service/waitlist": async (visit) => {
    const { store, service } = await offered(visit);
    const choice = choiceOf(visit.query, store, service);
    return withService(visit, store, service, choice, form(visit, store, service, choice), true);
  },

  "POST /b/:subdomain/:service/waitlist": async (visit) => {
    const { store, service } = await offered(visit);
    const choice = choiceOf(visit.form, store, service);
    const { employeeId, locationId } = choice;
    const { fromDate = "", toDate, note, once } = visit.form;
    const wish = { serviceId: service.id, employeeId, locationId, fromDate, ...(toDate ? { toDate } : {}) };
    const body = { subdomain: store.subdomain, ...contactOf(visit), ...wish, notes: note?.trim() || null };
    try {
      const { uid } = await visit.ask(joinAsCustomer, { body, once });
      return uid ? { to: `/waitlist/${uid}` } : known(visit, store);
    } catch (error) {
      const { type, details = [] } = refusedAs(error, conflict, notFound, rateLimited, validationError);
      const wrong = { ...wrongDays(visit, details), ...wrongContact(visit, details) };
      const words = { business: store.name };
      const problem = say(
        type === rateLimited ? visit.texts.booking.tooManyRequests : visit.texts.booking.notBookable,
        words,
      );
      return {
        ...form(visit, store, service, choice, Object.keys(wrong).length > 0 ? { wrong } : { problem }),
        status: type.status,
      };
    }
  },
};

type Again = { wrong?: Wrong; problem?: string };

function form(
  visit: Visit,
  store: Storefront,
  service: OfferedService,
  choice: Choice,
  { wrong, problem }: Again = {},
): Page {
  const { texts } = visit;
  const today = localDate(zoneOf(store, choice), visit.now);
  const last = earlier(plus(today, 30), plus(today, service.bookingWindowDays));
  const day = (name: string, label: string, value: string) =>
    field({ name, label, type: "date", value: visit.form[name] ?? value, required: true }, wrong);
  return {
    title: `${texts.waitlist.join}: ${service.name}`,
    body: html`<p><a class="plainlink" href="/b/${store.subdomain}/${service.slug}">${texts.booking.chooseTime}</a></p>
<h1>${texts.waitlist.join}: ${service.name}</h1>
<p>${texts.waitlist.joinText}</p>
${problem && alert(problem)}
${wrong && summary(texts, wrong)}
<form action="/b/${store.subdomain}/${service.slug}/waitlist" method="post">
${once()}${hiddenChoice({ ...choice, time: null, day: null, extras: [] })}
${day("fromDate", texts.waitlist.firstDay, today)}
${day("toDate", texts.waitlist.lastDay, last)}
<h2>${texts.booking.yourDetails}</h2>
${contactFields(visit, store.name, wrong)}
${field({ name: "note", label: texts.fields.note, type: "textarea", value: visit.form.note, optional: texts.common.optional, maxlength: 5000 }, wrong)}
<div class="actions"><button class="first">${texts.waitlist.join}</button></div>
</form>`,
  };
}

const wrongDays = ({ texts }: Visit, details: { field: string }[]): Wrong =>
  Object.fromEntries(
    details.flatMap(({ field }) =>
      field === "fromDate" || field === "toDate" ? [[field, texts.waitlist.wrongDays]] : [],
    ),
  );

/** Somebody who is on the list already: their link is theirs alone, and in their mail. */
function known(visit: Visit, store: Storefront): Page {
  const { title, intro } = mailTexts[visit.locale].customer.waitlistJoined;
  return {
    title,
    body: html`<h1>${title}</h1><p>${say(intro, { business: store.name })}</p><p>${visit.texts.appointment.detailsSent}</p>`,
  };
}
