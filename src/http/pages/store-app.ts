import type { z } from "zod";
import { listPublishedReviews } from "../../domain/services/reviews/operations.ts";
import type { PublishedReview } from "../../domain/services/reviews/schema.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import type { Choice } from "./choice.ts";
import { withoutBreaks } from "./hours.ts";
import { html } from "./html.ts";
import { type Front, frontOf } from "./meeting-app.ts";
import type { MoveScope, Moving, Opened, Own } from "./own.ts";
import type { OfferedService, Storefront } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

// What the pages of a business and its services hand to the app that takes their place where scripts run
// (web/booking/store): what the API tells anybody, or the holder of a handle.

type Range = { start: string; end: string; locationId: number | null };
/** Breaks taken out. Wall times of the business. */
export type Hours = { week: { day: number; ranges: Range[] }[]; special: { date: string; ranges: Range[] }[] };
export type Reviews = { items: z.output<typeof PublishedReview>[]; nextCursor: string | null };

/** The business, as its storefront says it. */
type Shop = Omit<Storefront, "openingHours">;
/** Everything that can be booked there. */
export type StorePage = {
  kind: "store";
  front: Front;
  store: Shop;
  hours: Hours;
  reviews: Reviews;
  /** Today there, a local date. */
  today: string;
};
/** A service, from its times on; `waitlist`: where none of them suits. */
export type ServicePage = {
  kind: "service";
  front: Front;
  store: Shop;
  serviceId: number;
  waitlist: boolean;
  /** Whether other services can be had in the same visit. */
  more: boolean;
};
/** An appointment that is to be moved. `scope`: of a visit with several services, whether all of it is. */
export type MoveAppointmentPage = {
  kind: "moveAppointment";
  scope: MoveScope;
  /** The way to the other scope. */
  other: { href: string; words: string } | null;
  front: Front;
  store: Shop;
  zone: string;
  own: Pick<
    Own,
    | "uid"
    | "serviceId"
    | "employeeId"
    | "locationId"
    | "isGroupBooking"
    | "startTime"
    | "endTime"
    | "service"
    | "employee"
  >;
};

const reviewsAtFirst = 6;

export async function withStore(visit: Visit, store: Storefront, page: Page): Promise<Page> {
  const { openingHours, ...shown } = store;
  const today = localDate(store.timeZone, visit.now);
  const query = { subdomain: store.subdomain, limit: String(reviewsAtFirst) };
  const { items, nextCursor } = store.rating
    ? await visit.ask(listPublishedReviews, { query })
    : { items: [], nextCursor: null };
  const data: StorePage = {
    kind: "store",
    front: frontOf(store),
    store: shown,
    hours: hoursOf(openingHours, store.weekStart, today),
    reviews: { items, nextCursor },
    today,
  };
  return {
    ...page,
    app: {
      part: "store",
      data,
      shell: html`<div class="page">${visit.query.embed !== "1" && heroShell(store)}</div>`,
    },
  };
}

/** With its largest text, which is then painted before any script has come. Another site's page has a head of its own. */
const heroShell = ({ name, description }: Storefront) =>
  html`<div class="hero"><div><p class="name">${name}</p>${
    description && html`<p class="description">${description}</p>`
  }</div></div>`;

/** The times of a service, or the form of a chosen one. What was refused stays plain: it says what happened. */
export function withService(
  { query }: Visit,
  store: Storefront,
  service: OfferedService,
  { time }: Pick<Choice, "time">,
  page: Page,
  waitlist = false,
): Page {
  if (page.status !== undefined && page.status !== 200) return page;
  const { openingHours: _, ...shown } = store;
  // Of all that can be booked there, what this page is about.
  const about = { ...shown, services: [service], employees: performing(store, service.id) };
  const data: ServicePage = {
    kind: "service",
    front: frontOf(store),
    store: about,
    serviceId: service.id,
    waitlist,
    more: store.services.some((other) => goesWith(service, other)),
  };
  const filling = time !== null || waitlist || query.time !== undefined;
  return { ...page, app: { part: "store", data, shell: cardShell(service.name, filling) } };
}

export function withMoveOf(
  { store, reader }: Opened,
  { scope, moved }: Moving,
  other: MoveAppointmentPage["other"],
  page: Page,
): Page {
  if (page.status !== undefined && page.status !== 200) return page;
  const { openingHours: _, ...shown } = store;
  const { uid, serviceId, employeeId, locationId, isGroupBooking, startTime, endTime, service, employee } = moved;
  const data: MoveAppointmentPage = {
    kind: "moveAppointment",
    scope: scope ?? "one",
    other,
    front: frontOf(store),
    store: { ...shown, services: [], employees: [] },
    zone: reader.zone,
    own: { uid, serviceId, employeeId, locationId, isGroupBooking, startTime, endTime, service, employee },
  };
  return { ...page, app: { part: "store", data, shell: cardShell(service.name, false) } };
}

/** What the API takes as one visit: see domain/services/visits. */
export const goesWith = (service: OfferedService, other: OfferedService): boolean =>
  other.id !== service.id &&
  other.currency === service.currency &&
  !service.enableGroupBooking &&
  !other.enableGroupBooking;

const performing = ({ employees }: Storefront, id: number) =>
  employees.filter(({ serviceIds }) => serviceIds.includes(id));

const cardShell = (
  title: string,
  filling: boolean,
) => html`<div class="page"><div class="card ${filling ? "filling" : "choosing"}">
<div class="about"><p class="title">${title}</p></div>
${filling ? html`<div class="details"></div>` : html`<div class="month"></div><div class="times"></div>`}
</div></div>`;

const soonDays = 30;
function hoursOf({ weekly, breaks, overrides }: Storefront["openingHours"], weekStart: number, today: string): Hours {
  const soon = Date.parse(today) + soonDays * 86_400_000;
  return {
    week: [0, 1, 2, 3, 4, 5, 6]
      .map((day) => (day + weekStart) % 7)
      .map((day) => ({
        day,
        ranges: withoutBreaks(
          weekly.filter((range) => range.day === day),
          breaks.filter((range) => range.day === day),
        ).map(({ start, end, locationId }) => ({ start, end, locationId })),
      })),
    special: overrides
      .filter(({ date }) => date >= today && Date.parse(date) <= soon)
      .map(({ date, ranges }) => ({ date, ranges })),
  };
}
