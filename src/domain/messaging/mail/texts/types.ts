import type { AccountMailKind, AppointmentLinks, CustomerMailKind, EmployeeMailKind, MemberRole } from "../facts.ts";

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
  when: string;
  newTime: string;
  previousTime: string;
  requestedTime: string;
  dates: string;
  where: string;
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

export type Texts = {
  customer: Record<CustomerMailKind, LetterTexts>;
  employee: Record<EmployeeMailKind, LetterTexts>;
  account: Record<AccountMailKind, LetterTexts>;
  words: Words;
};
