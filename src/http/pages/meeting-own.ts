import type { z } from "zod";
import { bestLocale } from "../../domain/messaging/mail/locale.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { type Reader, spanInWords } from "../../domain/messaging/mail/when.ts";
import type { OwnBooking } from "../../domain/scheduling/bookings/schema.ts";
import { getOwnBooking } from "../../domain/scheduling/bookings/visitor-operations.ts";
import { placeInWords } from "../../domain/scheduling/notifications/place.ts";
import { type Html, html, typed } from "./html.ts";
import { rows } from "./parts.ts";
import { enter, price, type Storefront } from "./storefront.ts";
import type { Visit } from "./visit.ts";

// What the pages of one booking share: reading it by its handle, and showing it.

export type Own = z.output<typeof OwnBooking>;
/** What the page about a booking tells of it, whoever looks. */
export type ShownBooking = Pick<Own, "title" | "status" | "startTime" | "endTime" | "hosts" | "location" | "price"> &
  Pick<Own, "currency" | "cancellationReason" | "rejectionReason" | "seats" | "responses"> & {
    attendees: { name: string; status: string }[];
  };
export type OpenedBooking = { own: Own; reader: Reader; store: Storefront };

/** The booking behind a handle. Its page speaks its booker's language and shows their time zone. */
export async function openBooking(visit: Visit, uid: string): Promise<OpenedBooking> {
  const own = await visit.ask(getOwnBooking, { query: { uid } });
  const store = await enter(visit, { uid });
  const seat = own.attendees.find((one) => one.uid !== "" && one.uid === own.seatUid);
  visit.locale = bestLocale(seat?.language ?? own.language);
  return { own, reader: { locale: visit.locale, zone: seat?.timeZone ?? own.timeZone }, store };
}

/** Where its own pages are: a seat has a handle of its own. */
export const bookingPath = ({ uid, seatUid }: Pick<Own, "uid" | "seatUid">) => `/booking/${seatUid ?? uid}`;

export const spanOf = (reader: Reader, { startTime, endTime }: Pick<Own, "startTime" | "endTime">) =>
  spanInWords(reader, startTime, endTime);

/** "Sarah Johnson and James Hart"; the business where there is no host yet. */
export const hostNames = (visit: Visit, { hosts }: { hosts: { name: string }[] }): string =>
  hosts.length > 0
    ? new Intl.ListFormat(visit.locale).format(hosts.map(({ name }) => name))
    : (visit.host?.name ?? "Schedly");

export const isOver = ({ status }: Pick<Own, "status">) => status === "cancelled" || status === "rejected";

/** What there is to know about it. */
export function bookingDetails(
  visit: Visit,
  reader: Reader,
  own: ShownBooking,
  first: Parameters<typeof rows>[0] = [],
): Html {
  const { words } = mailTexts[visit.locale];
  const { appointment, booking, meeting } = visit.texts;
  const when = spanOf(reader, own);
  const coming = own.attendees.filter(({ status }) => status === "booked").map(({ name }) => name);
  const reason = own.status === "rejected" ? own.rejectionReason : own.cancellationReason;
  const { notes } = own.responses;
  return rows([
    [words.event, own.title],
    ...first,
    [words.when, isOver(own) ? html`<s>${when}</s>` : when],
    [words.employee, own.hosts.length > 0 && hostNames(visit, own)],
    [words.attendees, first.length === 0 && coming.length > 1 && coming.join(", ")],
    [words.where, !isOver(own) && place(visit, own)],
    [words.price, own.price > 0 ? price(reader, { amount: own.price, currency: own.currency }) : booking.free],
    [appointment.status, meeting.statuses[own.status]],
    [words.reason, isOver(own) && reason && typed(reason)],
    // In a session the answers are those of whoever came first.
    [words.note, own.seats === null && typeof notes === "string" && typed(notes)],
  ]);
}

/** Each part on its line; what is an address on the web is a link. */
function place({ locale }: Visit, { location }: ShownBooking): Html | null {
  const lines = placeInWords(location, locale);
  if (lines.length === 0) return null;
  return html`${lines.map((line, index) => html`${index > 0 && html`<br>`}${/^https?:\/\//.test(line) ? html`<a href="${line}">${line}</a>` : line}`)}`;
}
