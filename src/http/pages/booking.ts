import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { type Reader, spanInWords } from "../../domain/messaging/mail/when.ts";
import { book } from "../../domain/services/appointments/operations.ts";
import { depositOf } from "../../domain/services/appointments/price.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import { conflict, type DomainError, notFound, rateLimited, validationError } from "../../platform/errors.ts";
import { iso, minutes } from "../../platform/schemas.ts";
import { type Choice, choiceOf, choiceQuery, hiddenChoice, staffFor, totalOf, zoneOf } from "./choice.ts";
import { contactFields, contactOf, wrongContact } from "./contact.ts";
import { moments } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { alert, field, once, radios, rows, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { answersOf, questionFields, wrongAnswers } from "./service-questions.ts";
import { openSlots } from "./slots.ts";
import { withService } from "./store-app.ts";
import { type OfferedService, placeInWords, price, type Storefront } from "./storefront.ts";
import { offered, timesPage } from "./times.ts";
import type { Page, Visit } from "./visit.ts";

/** The second step: who it is for. Sending it books. */
export const routes: Routes = {
  "GET /b/:subdomain/:service/book": async (visit) => {
    const { store, service } = await offered(visit);
    const choice = choiceOf(visit.query, store, service);
    if (!choice.time) return timesPage(visit, store, service, choice, visit.texts.wrong.time);
    if (await isOpen(visit, store, service, choice))
      return withService(visit, store, service, choice, detailsPage(visit, store, service, choice));
    return timesPage(visit, store, service, { ...choice, day: dateOf(store, choice) }, visit.texts.booking.notOpen);
  },

  "POST /b/:subdomain/:service/book": async (visit) => {
    const { store, service } = await offered(visit);
    const choice = choiceOf(visit.form, store, service);
    if (!choice.time) return timesPage(visit, store, service, choice, visit.texts.wrong.time);
    const body = {
      subdomain: store.subdomain,
      serviceId: service.id,
      startTime: choice.time,
      employeeId: choice.employeeId,
      locationId: choice.locationId,
      extras: choice.extras,
      ...contactOf(visit),
      notes: visit.form.note?.trim() || null,
      customFields: answersOf(visit, service),
    };
    try {
      const { uid } = await visit.ask(book, { body, once: visit.form.once });
      return { to: `/appointments/${uid}?new=1` };
    } catch (error) {
      return refused(visit, store, service, choice, refusedAs(error, conflict, notFound, validationError, rateLimited));
    }
  },
};

const dateOf = (store: Storefront, choice: Choice) => localDate(zoneOf(store, choice), Date.parse(choice.time!));

/** Whether the time is offered with everything that was chosen: an extra may have made it too long. */
async function isOpen(visit: Visit, store: Storefront, service: OfferedService, choice: Choice): Promise<boolean> {
  const date = dateOf(store, choice);
  try {
    const days = await openSlots(visit, store.subdomain, { ...choice, serviceId: service.id }, date, date);
    return days.some(({ slots }) => slots.some(({ startTime }) => startTime === choice.time));
  } catch (error) {
    refusedAs(error, conflict, notFound, validationError);
    return false;
  }
}

type Again = { wrong?: Wrong; problem?: string; alternatives?: string[]; status?: number };

function detailsPage(
  visit: Visit,
  store: Storefront,
  service: OfferedService,
  choice: Choice,
  { wrong, problem, alternatives = [], status = 200 }: Again = {},
): Page {
  const { texts, locale } = visit;
  const reader = { locale, zone: zoneOf(store, choice) };
  const here = `/b/${store.subdomain}/${service.slug}`;
  const lost = problem !== undefined;
  const times = `${here}?${choiceQuery({ ...choice, time: null, day: dateOf(store, choice) })}`;
  return {
    title: wrong || lost ? `${texts.common.error}: ${service.name}` : `${texts.booking.yourDetails}: ${service.name}`,
    status,
    body: html`<p><a class="plainlink" href="${times}">${mailTexts[locale].words.links.reschedule}</a></p>
<h1>${service.name}</h1>
${lost && alert(problem)}
${wrong && summary(texts, wrong)}
${chosen(visit, reader, store, service, choice, lost)}
<form action="${here}/book" method="post">
${once()}
${hiddenChoice({ ...choice, time: alternatives.length > 0 ? null : choice.time })}
${alternatives.length > 0 && radios({ name: "time", legend: mailTexts[locale].words.when, choices: moments(reader, alternatives) })}
<h2>${texts.booking.yourDetails}</h2>
${contactFields(visit, store.name, wrong)}
${questionFields(visit, service, wrong)}
${field({ name: "note", label: texts.fields.note, type: "textarea", value: visit.form.note, optional: texts.common.optional, maxlength: 5000 }, wrong)}
<div class="actions"><button class="first">${service.requiresConfirmation ? texts.booking.request : texts.booking.book}</button></div>
</form>`,
  };
}

/** What is about to be booked. A time that was lost is struck out. */
function chosen(
  { locale, texts }: Visit,
  reader: Reader,
  store: Storefront,
  service: OfferedService,
  choice: Choice,
  lost: boolean,
): Html {
  const { words } = mailTexts[locale];
  const total = totalOf(service, choice);
  const deposit = depositOf(service, total.price);
  const staff = staffFor(store, service, choice.locationId);
  const end = iso(Date.parse(choice.time!) + minutes(total.minutes));
  const when = spanInWords(reader, choice.time!, end);
  const place = store.locations.find(({ id }) => id === choice.locationId);
  return rows([
    [words.when, lost ? html`<s>${when}</s>` : when],
    [
      words.employee,
      staff.find(({ id }) => id === choice.employeeId || staff.length === 1)?.name ?? texts.booking.anyone,
    ],
    [words.where, place ? placeInWords(place) : store.address],
    [words.extras, extrasInWords(service, choice)],
    [
      words.price,
      total.price > 0 ? price(reader, { amount: total.price, currency: service.currency }) : texts.booking.free,
    ],
    [words.deposit, deposit > 0 && price(reader, { amount: deposit, currency: service.currency })],
  ]);
}

const extrasInWords = (service: OfferedService, { extras }: Choice): string =>
  extras
    .map(({ extraId, quantity }) => {
      const { name } = service.extras.find(({ id }) => id === extraId)!;
      return quantity > 1 ? `${quantity} × ${name}` : name;
    })
    .join(", ");

/** The form again, with everything that was typed and what to do about it. */
function refused(visit: Visit, store: Storefront, service: OfferedService, choice: Choice, refusal: DomainError): Page {
  const { booking } = visit.texts;
  const again = (more: Again) => detailsPage(visit, store, service, choice, { status: refusal.type.status, ...more });
  const words = { business: store.name };
  if (refusal.type === rateLimited) return again({ problem: say(booking.tooManyRequests, words) });
  const details = refusal.details ?? [];
  const alternatives = details.flatMap(({ startTime }) => (typeof startTime === "string" ? [startTime] : []));
  if (alternatives.length > 0) return again({ problem: booking.lost, alternatives });
  if (refusal.type === validationError) {
    const wrong = { ...wrongContact(visit, details), ...wrongAnswers(visit, service, details) };
    if (Object.keys(wrong).length > 0) return again({ wrong });
  }
  const isLost = refusal.type === conflict && details.length === 0 && choice.time !== null;
  return again({ problem: isLost ? booking.lostAll : say(booking.notBookable, words) });
}
