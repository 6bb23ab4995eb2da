import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import { durationInWords } from "../../domain/messaging/mail/when.ts";
import { zoneInWords } from "../../domain/messaging/mail/zone.ts";
import { conflict, missing, notFound, validationError } from "../../platform/errors.ts";
import { terms } from "./business.ts";
import { type Choice, choiceOf, hiddenChoice, staffFor, zoneOf } from "./choice.ts";
import { dayInWords, dayParts } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { alert, hidden, radios, select } from "./parts.ts";
import { say } from "./say.ts";
import { type Day, findWeek, slotChoice, type Week } from "./slots.ts";
import { withService } from "./store-app.ts";
import { enter, type OfferedService, placeInWords, price, type Storefront } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

/** The first step of booking: with whom, what else, on which day, when. Everything chosen is in the address. */
export const routes: Routes = {
  "GET /b/:subdomain/:service": async (visit) => {
    const { store, service } = await offered(visit);
    const choice = choiceOf(visit.query, store, service);
    return withService(visit, store, service, choice, await timesPage(visit, store, service, choice));
  },
};

/** The business and the service that the address names, the latter by its slug or id. */
export async function offered(visit: Visit): Promise<{ store: Storefront; service: OfferedService }> {
  const store = await enter(visit, { subdomain: visit.params.subdomain! });
  const named = visit.params.service!;
  const service = store.services.find(({ slug, id }) => slug === named || String(id) === named);
  if (!service) throw missing("service");
  return { store, service };
}

export async function timesPage(
  visit: Visit,
  store: Storefront,
  service: OfferedService,
  choice: Choice,
  problem?: string,
): Promise<Page> {
  const { booking } = visit.texts;
  const reader = { locale: visit.locale, zone: zoneOf(store, choice) };
  const week = await findWeek(visit, store, service, choice).catch((error) => {
    // Nobody performs it, or it was switched off a moment ago.
    refusedAs(error, conflict, notFound, validationError);
    return null;
  });
  const here = `/b/${store.subdomain}/${service.slug}`;
  return {
    title: `${booking.chooseTime}: ${service.name}`,
    description: service.description ?? undefined,
    open: !problem,
    status: problem ? 409 : 200,
    body: html`<p><a class="plainlink" href="/b/${store.subdomain}">${booking.services}</a></p>
<h1>${service.name}</h1>
<p class="quiet">${terms(visit, reader, service)}</p>
${service.requiresConfirmation && html`<p>${say(booking.needsApproval, { business: store.name })}</p>`}
${problem && alert(problem)}
<form action="${here}" method="get">
${options(visit, reader, store, service, choice)}
${week ? html`${pickDay(visit, reader, week)}${pickTime(visit, reader, store, week, here)}` : html`<p>${say(booking.notBookable, { business: store.name })}</p>`}
</form>
<p class="quiet">${say(visit.texts.common.times, { zone: zoneInWords(visit.locale, reader.zone) })}</p>
<h2>${visit.texts.waitlist.nothingSuits}</h2>
<form action="${here}/waitlist" method="get">${hiddenChoice({ ...choice, time: null, day: null, extras: [] })}
<button>${visit.texts.waitlist.join}</button></form>`,
  };
}

function options(
  visit: Visit,
  reader: Reader,
  store: Storefront,
  service: OfferedService,
  choice: Choice,
): Html | null {
  const { booking } = visit.texts;
  const { words } = mailTexts[visit.locale];
  const staff = staffFor(store, service, choice.locationId);
  const asksPlace = service.locationId === null && store.locations.length > 1;
  if (!asksPlace && staff.length < 2 && service.extras.length === 0) return null;
  return html`${
    asksPlace &&
    select(
      "location",
      words.where,
      store.locations.map((place) => ({ value: String(place.id), label: placeInWords(place) })),
      String(choice.locationId),
    )
  }
${
  staff.length > 1 &&
  select(
    "employee",
    words.employee,
    [{ value: "", label: booking.anyone }, ...staff.map(({ id, name }) => ({ value: String(id), label: name }))],
    String(choice.employeeId ?? ""),
  )
}
${service.extras.length > 0 && html`<fieldset><legend>${words.extras}</legend><div class="choices">${service.extras.map((extra) => extraChoice(visit, reader, service, extra, choice))}</div></fieldset>`}
<p><button formnovalidate>${booking.showTimes}</button></p>`;
}

const mostOfOne = 10;
function extraChoice(
  { locale }: Visit,
  reader: Reader,
  { currency }: OfferedService,
  { id, name, price: amount, duration, maxQuantity }: OfferedService["extras"][number],
  choice: Choice,
): Html {
  const chosen = choice.extras.find(({ extraId }) => extraId === id)?.quantity ?? 0;
  const cost = [
    amount > 0 && `+ ${price(reader, { amount, currency })}`,
    duration > 0 && `+ ${durationInWords(locale, duration)}`,
  ].filter(Boolean);
  const label = cost.length > 0 ? `${name} (${cost.join(", ")})` : name;
  if (maxQuantity > 1) {
    const amounts = Array.from({ length: Math.min(maxQuantity, mostOfOne) + 1 }, (_, n) => ({
      value: String(n),
      label: String(n),
    }));
    return select(`extra-${id}`, label, amounts, String(chosen));
  }
  return html`<label class="choice"><input type="checkbox" name="extra-${id}" value="1"${chosen > 0 && html` checked`}> <span>${label}</span></label>`;
}

/** Seven days as buttons of the same form, so that changing the day loses nothing that was ticked. */
export function pickDay<Time>(visit: Visit, reader: Reader, { days, day, before, after, nextOpen }: Week<Time>): Html {
  const { booking } = visit.texts;
  const turn = (date: string | null, label: string) =>
    date ? html`<button name="day" value="${date}" formnovalidate>${label}</button>` : html`<span></span>`;
  return html`<fieldset><legend>${booking.day}</legend>
${hidden({ day })}
<div class="weeks">${turn(before, booking.previousWeek)}${turn(after, booking.nextWeek)}</div>
<div class="days">${days.map((each) => dayButton(reader, each, each.date === day))}</div>
</fieldset>
${!day && html`<p>${booking.noneOnDay}</p>`}
${!day && nextOpen && html`<p><button name="day" value="${nextOpen}" formnovalidate>${say(booking.nextOpen, { day: dayInWords(reader, nextOpen) })}</button></p>`}
${!day && !nextOpen && html`<p>${say(booking.nothingOpen, { business: visit.host!.name })}</p>`}`;
}

function dayButton<Time>(reader: Reader, { date, slots }: Day<Time>, chosen: boolean): Html {
  const { weekday, day, month } = dayParts(reader, date);
  const state = chosen ? html` aria-current="date"` : slots.length === 0 && html` disabled`;
  return html`<button name="day" value="${date}" formnovalidate${state}>${weekday} <b>${day}</b><span class="hidden"> ${month}</span></button>`;
}

function pickTime(visit: Visit, reader: Reader, _store: Storefront, { day, days }: Week, here: string): Html | null {
  if (!day) return null;
  const { booking } = visit.texts;
  const { slots } = days.find(({ date }) => date === day)!;
  return html`${radios({
    name: "time",
    legend: say(booking.timesOn, { day: dayInWords(reader, day) }),
    choices: slots.map((slot) => slotChoice(visit, reader, slot)),
    tiles: true,
  })}
<div class="actions"><button class="first" formaction="${here}/book">${booking.continue}</button></div>`;
}
