import type { BookingLinks, BookingMailKind } from "../booking-facts.ts";
import type { AccountMailKind, AppointmentLinks, CustomerMailKind, EmployeeMailKind, MemberRole } from "../facts.ts";
import type { InvoiceMailKind } from "../invoice-facts.ts";

/**
 * What one language says. Words in braces are filled in; a sentence whose word is unknown is left out.
 * For translators: short, friendly, exact; no exclamation marks; say what happened and what to do next.
 * {when} is a date and a time with its zone, such as "Tue 9 March, 10:00 (Berlin time)".
 */
export type LetterTexts = {
  subject: string;
  title: string;
  intro: string;
  /** Only where there is a time limit: {until} is a full date and time. */
  until?: string;
  /** The button. */
  action?: string;
  /** Below the button. */
  after?: string;
};

export type Words = {
  greeting: string;
  greetingNobody: string;
  /** A row of details in the plain text: "Service: Haircut". */
  row: string;
  service: string;
  extras: string;
  employee: string;
  customer: string;
  /** What is booked with a host, in a booking's mails. */
  event: string;
  /** Who comes to it. */
  attendees: string;
  when: string;
  newTime: string;
  previousTime: string;
  requestedTime: string;
  dates: string;
  where: string;
  previousPlace: string;
  price: string;
  deposit: string;
  reason: string;
  note: string;
  role: string;
  device: string;
  place: string;
  ipAddress: string;
  roles: Record<MemberRole, string>;
  links: Record<keyof AppointmentLinks, string>;
  bookingLinks: Record<keyof BookingLinks, string>;
  /** An answer to a question that has but two. */
  yes: string;
  no: string;
  /** Where a meeting is, besides an address: it is a call, or a room on the web. */
  phoneCall: string;
  webRoom: string;
  /** What the cancel link is called while there is only a wish. */
  leaveWaitlist: string;
  /** Above the bare address, for readers whose button does not work. */
  bareLink: string;
  expires: string;
  whyCustomer: string;
  whyEmployee: string;
  whyAccount: string;
  /** After a time on the clock; German alone needs one. */
  clockSuffix: string;
  zone(city: string): string;
};

/** The rows of an invoice, and why somebody gets one. */
export type InvoiceWords = {
  number: string;
  issued: string;
  items: string;
  beforeDiscount: string;
  discount: string;
  total: string;
  due: string;
  paid: string;
  why: string;
};

export type Texts = {
  customer: Record<CustomerMailKind, LetterTexts>;
  employee: Record<EmployeeMailKind, LetterTexts>;
  account: Record<AccountMailKind, LetterTexts>;
  /** {event} is what was booked, {host} the hosts' names, {attendee} the name of whoever the mail is about. */
  booking: Record<BookingMailKind, LetterTexts>;
  /** {number} is the invoice's, {total} what it comes to, {email} where the business can be reached. */
  invoice: Record<InvoiceMailKind, LetterTexts>;
  invoiceWords: InvoiceWords;
  words: Words;
};
