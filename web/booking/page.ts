import type { BookingPage as MeetingPage } from "../../src/http/pages/meeting-app.ts";
import type { MoveAppointmentPage, ServicePage, StorePage } from "../../src/http/pages/store-app.ts";

export type { Front, ListPage, MovePage, OfferPage } from "../../src/http/pages/meeting-app.ts";
export type { MoveAppointmentPage, ServicePage, StorePage } from "../../src/http/pages/store-app.ts";
export type StorePages = StorePage | ServicePage | MoveAppointmentPage;
export type BookingPage = MeetingPage | StorePages;
export const isOfStore = (page: BookingPage): page is StorePages =>
  page.kind === "store" || page.kind === "service" || page.kind === "moveAppointment";
export type EventType = Extract<MeetingPage, { kind: "offer" }>["type"];

export const root = () => document.getElementById("app")!;
/** What the server handed over with the page. */
export const readPage = (): BookingPage => JSON.parse(root().dataset.page!) as BookingPage;

export const search = new URLSearchParams(location.search);
/** Shown within another site's page. */
export const isFramed = search.get("embed") === "1";

const campaign = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"];
/** What the address says about where the visitor came from, to be kept with the booking. */
export function metadata(): Record<string, string> {
  const told = campaign.flatMap((name): [string, string][] => {
    const value = search.get(name);
    return value ? [[name, value.slice(0, 500)]] : [];
  });
  const response = search.get("response");
  return Object.fromEntries(response ? [...told, ["routingFormResponse", response]] : told);
}

const kept = /^(embed|frame|origin|theme|lang|name|email|phone|notes|guests|q\..+|utm_\w+)$/;
/** Another page of ours, with what a link here has filled in and how it is framed. */
export function within(path: string): string {
  const query = new URLSearchParams([...search].filter(([name]) => kept.test(name)));
  return query.size > 0 ? `${path}?${query}` : path;
}
