import { paragraphs } from "../../domain/messaging/mail/clean.ts";
import { durationInWords, type Reader } from "../../domain/messaging/mail/when.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import { openingHours } from "./hours.ts";
import { type Html, html, typed } from "./html.ts";
import type { Routes } from "./mount.ts";
import { say } from "./say.ts";
import { withStore } from "./store-app.ts";
import { enter, type OfferedService, placeInWords, price, type Storefront } from "./storefront.ts";
import type { Visit } from "./visit.ts";

/** A business as its customers see it: where every booking in a browser begins. */
export const routes: Routes = {
  "GET /b/:subdomain": async (visit) => {
    const store = await enter(visit, { subdomain: visit.params.subdomain! });
    const reader = { locale: visit.locale, zone: store.timeZone };
    const { booking } = visit.texts;
    return withStore(visit, store, {
      title: store.name,
      description: store.description ?? undefined,
      open: true,
      body: html`<h1>${store.name}</h1>
${store.description && html`<p>${typed(paragraphs(store.description))}</p>`}
<h2>${booking.services}</h2>
${store.services.length > 0 ? menu(visit, reader, store) : html`<p>${booking.noServices}</p>`}
${places(visit, store)}
${openingHours(reader, store, localDate(store.timeZone, visit.now))}`,
    });
  },
};

/** By category, in the order in which the first service of each comes. */
function menu(visit: Visit, reader: Reader, store: Storefront): Html[] {
  const groups = Map.groupBy(store.services, ({ category }) => category?.name ?? "");
  return [...groups].map(
    ([name, services]) => html`${name && groups.size > 1 && html`<h3>${name}</h3>`}
<ul class="plain">
${services.map((service) => item(visit, reader, store, service))}
</ul>`,
  );
}

const item = (visit: Visit, reader: Reader, store: Storefront, service: OfferedService) => html`<li>
<div class="line"><strong>${service.name}</strong> <span>${terms(visit, reader, service)}</span></div>
${service.description && html`<p class="quiet">${typed(paragraphs(service.description))}</p>`}
${service.enableGroupBooking && html`<p class="quiet">${say(visit.texts.booking.group, { count: service.maxCapacity })}</p>`}
<a class="plainlink" href="/b/${store.subdomain}/${service.slug}">${visit.texts.booking.chooseTime}<span class="hidden">: ${service.name}</span></a>
</li>`;

/** "30 minutes · $35.00" */
export const terms = (visit: Visit, reader: Reader, { duration, price: amount, currency }: OfferedService): string =>
  `${durationInWords(visit.locale, duration)} · ${amount > 0 ? price(reader, { amount, currency }) : visit.texts.booking.free}`;

function places(visit: Visit, { locations }: Storefront) {
  if (locations.length === 0) return null;
  return html`<h2>${visit.texts.booking.locations}</h2>
<ul class="plain">${locations.map((place) => html`<li>${placeInWords(place)}${place.phone && html`<br><a href="tel:${place.phone.replace(/[^+\d]/g, "")}">${place.phone}</a>`}</li>`)}</ul>`;
}
