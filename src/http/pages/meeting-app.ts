import { findPublicEventTypes } from "../../domain/scheduling/event-types/public.ts";
import { conflict, notFound } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import { hostsInWords, type Offer, type OfferedType, type Own } from "./meeting-offer.ts";
import { hostNames, type OpenedBooking } from "./meeting-own.ts";
import type { Storefront } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

// What the page of a meeting hands to the app that takes its place where scripts run (web/booking). Nothing here is told
// that the plain page, or the same visitor's next request, would not tell.

/** The business in whose name the page is. */
export type Front = Pick<
  Storefront,
  "name" | "subdomain" | "logoUrl" | "timeZone" | "weekStart" | "address" | "phone" | "email"
>;
type Type = OfferedType;
type Person = Type["hosts"][number];

export type OfferPage = {
  kind: "offer";
  front: Front;
  type: Type;
  /** The host's zone, for whom does not say where they are. */
  zone: string;
  path: string;
  back: string | null;
  link: string | null;
};
/** What a person or a team offers. */
export type ListPage = {
  kind: "list";
  front: Front;
  name: string;
  bio: string | null;
  imageUrl: string | null;
  types: Type[];
  path: string;
  members: Person[];
};
/** A booking that is to be moved. `uid`: its handle, or the seat's. */
export type MovePage = {
  kind: "move";
  front: Front;
  uid: string;
  zone: string;
  booking: Pick<Own, "title" | "startTime" | "endTime" | "duration" | "location" | "hosts" | "seats">;
  /** null where it is no longer offered: then there are no times either. */
  type: Type | null;
};
export type BookingPage = OfferPage | ListPage | MovePage;

export const frontOf = (store: Storefront): Front => {
  const { name, subdomain, logoUrl, timeZone, weekStart, address, phone, email } = store;
  return { name, subdomain, logoUrl, timeZone, weekStart, address, phone, email };
};

/** The times or the form of an event type. What was refused stays plain: it says what happened. */
export function withOffer(visit: Visit, { type, path, back, link, store }: Offer, page: Page): Page {
  if (page.status !== undefined && page.status !== 200) return page;
  const { zone, weekStart: _, ...shown } = type;
  const data: OfferPage = { kind: "offer", front: frontOf(store), type: shown, zone, path, back, link: link ?? null };
  return {
    ...page,
    app: { part: "meetings", data, shell: cardShell(hostsInWords(visit, { type }), type.title, type) },
  };
}

export function withList(store: Storefront, list: Omit<ListPage, "kind" | "front">, page: Page): Page {
  const data: ListPage = { kind: "list", front: frontOf(store), ...list };
  return { ...page, app: { part: "meetings", data, shell: listShell(list) } };
}

export async function withMove(visit: Visit, { own, reader, store }: OpenedBooking, page: Page): Promise<Page> {
  if (page.status !== undefined && page.status !== 200) return page;
  const { title, startTime, endTime, duration, location, hosts, seats } = own;
  const data: MovePage = {
    kind: "move",
    front: frontOf(store),
    uid: own.seatUid ?? own.uid,
    zone: reader.zone,
    booking: { title, startTime, endTime, duration, location, hosts, seats },
    type: await typeOf(visit, own),
  };
  return { ...page, app: { part: "meetings", data, shell: cardShell(hostNames(visit, own), title) } };
}

async function typeOf(visit: Visit, { eventTypeId }: Own): Promise<Type | null> {
  if (eventTypeId === null) return null;
  try {
    const { eventTypes } = await visit.ask(findPublicEventTypes, { query: { eventTypeId: String(eventTypeId) } });
    return eventTypes[0] ?? null;
  } catch (error) {
    return refusedAs(error, conflict, notFound) && null;
  }
}

/**
 * What is there before the app is: its frame, with what is sure already, so that nothing moves when it comes. The longest
 * text is among it: a page counts as shown when that is.
 */
const cardShell = (who: string, title: string, type?: Type): Html => html`<div class="page"><div class="card choosing">
<div class="about">${type && html`<div class="faces"><span class="face"></span></div>`}<p class="who">${who}</p><p class="title">${title}</p>
${type && factsOf(type).map(() => html`<div class="fact">&nbsp;</div>`)}
${type?.description && html`<p class="description">${type.description}</p>`}</div>
<div class="month"></div><div class="times"></div>
</div></div>`;

/** One line each: how long, where, how much, and what not every event type has. */
const factsOf = ({ locations, recurringEvent, seatsPerTimeSlot, requiresConfirmation }: Type) =>
  [true, locations.length > 0, true, recurringEvent, seatsPerTimeSlot !== null, requiresConfirmation].filter(Boolean);

const listShell = ({ name, bio, types }: Omit<ListPage, "kind" | "front">): Html => html`<div class="page"><main>
<section class="profile"><span class="face"></span><p class="title">${name}</p>${bio && html`<p class="description">${bio}</p>`}</section>
<ul class="offers">${types.map(({ title, description }) => html`<li><div class="card offer"><p class="title">${title}</p><p>&nbsp;</p>${description && html`<p class="description">${description}</p>`}</div></li>`)}</ul>
</main></div>`;
