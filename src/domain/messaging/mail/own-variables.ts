import { moneyOf, movedFrom, occurrences, placeOf, reader } from "./appointment-rows.ts";
import { oneLine, paragraphs, webAddress } from "./clean.ts";
import type { AppointmentFacts, AppointmentLinks } from "./facts.ts";
import type { Locale } from "./locale.ts";
import type { Money } from "./money.ts";
import { dayInWords, momentInWords, spanInWords, timeInWords } from "./when.ts";
import { wishInWords } from "./wish.ts";
import { zoneInWords } from "./zone.ts";

/** What a business can use in its own wording; shown beside the editor. All are text, ready for the reader. */
export const ownTemplateVariables = {
  business_name: "Your business's name",
  business_address: "Your business's address",
  business_phone: "Your business's phone number",
  business_email: "Your business's email address",
  business_url: "Your business's web page",
  customer_name: "The customer's name",
  service_name: "The service",
  extras: 'The extras, as a list: use {{ extras | join: ", " }}',
  employee_name: "Who performs the service",
  place: "Where it takes place",
  when: "Date, time and zone: Tuesday, 9 March 2027, 10:00–10:30 (Berlin time)",
  date: "The date: Tuesday, 9 March 2027",
  time: "The start: 10:00",
  zone: "Whose time it is: Berlin time",
  previous_when: "The time before a change; empty if it is the same",
  dates: "Every date of a series, as a list",
  price: "The price, with its currency",
  deposit: "The deposit, with its currency",
  reason: "Why it was cancelled or declined",
  note: "The note on the appointment",
  offer_until: "Until when an offer can be accepted or a request confirmed",
  confirm_link: "The address to confirm at",
  cancel_link: "The address to cancel at",
  reschedule_link: "The address to choose another time at",
  review_link: "The address to write a review at",
  accept_link: "The address to accept an offer at",
  calendar_link: "The address of the calendar file",
  unsubscribe_link: "The address to stop mails like this at",
} as const satisfies Record<string, string>;

export type OwnVariables = Record<keyof typeof ownTemplateVariables, string | string[]>;

/** Their values for one mail. What is not known is empty. */
export function ownVariables(locale: Locale, facts: AppointmentFacts): OwnVariables {
  const { business, start, end } = facts;
  const who = reader(locale, facts);
  const moment = (instant?: string | null) => (instant ? momentInWords(who, instant) : "");
  const money = (amount?: Money | null) => (amount ? moneyOf(locale, facts, amount) : "");
  const link = (name: keyof AppointmentLinks) => webAddress(facts.links?.[name]) ?? "";
  return {
    business_name: line(business.name),
    business_address: line(business.address),
    business_phone: line(business.phone),
    business_email: line(business.email),
    business_url: webAddress(business.url) ?? "",
    customer_name: line(facts.customerName),
    service_name: line(facts.serviceName),
    extras: (facts.extras ?? []).map(line),
    employee_name: line(facts.employeeName),
    place: placeOf(facts).join(", "),
    when: facts.wish ? wishInWords(who, facts.wish) : spanInWords(who, start, end),
    date: dayInWords(who, start),
    time: timeInWords(who, start),
    zone: zoneInWords(locale, facts.zone),
    previous_when: moment(movedFrom(facts)),
    dates: occurrences(who, facts),
    price: money(facts.price),
    deposit: money(facts.deposit),
    reason: paragraphs(facts.reason ?? ""),
    note: paragraphs(facts.note ?? ""),
    offer_until: moment(facts.offerUntil),
    confirm_link: link("confirm"),
    cancel_link: link("cancel"),
    reschedule_link: link("reschedule"),
    review_link: link("review"),
    accept_link: link("accept"),
    calendar_link: link("ics"),
    unsubscribe_link: link("unsubscribe"),
  };
}

const line = (text?: string | null) => oneLine(text ?? "");
