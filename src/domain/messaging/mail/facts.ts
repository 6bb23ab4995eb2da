import type { Money } from "./money.ts";
import type { Wish } from "./wish.ts";

/** What a mail needs to know. Everything here is data that people typed: the templates escape it. */

export type Brand = {
  name: string;
  address?: string | null;
  phone?: string | null;
  email?: string | null;
  /** Shown only if it is an absolute http(s) address. */
  logoUrl?: string | null;
  /** #rgb or #rrggbb; anything else gives the product's own accent. */
  accentColor?: string | null;
  url?: string | null;
};

export const customerMailKinds = [
  "confirmation",
  "pending",
  "confirmRequest",
  "changed",
  "cancelled",
  "rejected",
  "reminder",
  "waitlistOffer",
  "waitlistJoined",
  "reviewRequest",
] as const;
export const employeeMailKinds = [
  "employeeNew",
  "employeeChanged",
  "employeeCancelled",
  "employeeSeatCancelled",
  "employeeReleased",
] as const;
export const appointmentMailKinds = [...customerMailKinds, ...employeeMailKinds] as const;

export type CustomerMailKind = (typeof customerMailKinds)[number];
export type EmployeeMailKind = (typeof employeeMailKinds)[number];
export type AppointmentMailKind = (typeof appointmentMailKinds)[number];

export type AppointmentLinks = {
  confirm?: string;
  cancel?: string;
  reschedule?: string;
  review?: string;
  accept?: string;
  unsubscribe?: string;
  ics?: string;
  /** For employees: the appointment in the dashboard. */
  view?: string;
};

export type AppointmentFacts = {
  business: Brand;
  customerName: string;
  serviceName: string;
  extras?: string[];
  employeeName?: string | null;
  locationName?: string | null;
  locationAddress?: string | null;
  /** ISO instants. */
  start: string;
  end: string;
  /** The recipient's IANA zone. */
  zone: string;
  /** Somebody waits for a time: then this is said in place of `start` and `end`. Dates and hours of `zone`. */
  wish?: Wish | null;
  /** In minor units. */
  price?: Money | null;
  deposit?: Money | null;
  /** ISO instant; the mail speaks of a new and a previous time where it differs from `start`. */
  previousStart?: string | null;
  /** Where it was to take place before, if that was elsewhere. */
  previousPlace?: string | null;
  reason?: string | null;
  note?: string | null;
  /** What was answered to the business's questions, in words. */
  answers?: { question: string; answer: string }[];
  /** ISO instant; by when to accept an offer or to confirm a request. */
  offerUntil?: string | null;
  /** ISO instants of every start in a series, the first included. */
  occurrences?: string[];
  links?: AppointmentLinks;
};

type Account = { product: Brand; email: string; name?: string | null };
type AccountLink = Account & { link: string; expiresInMinutes?: number | null };
/** `at` is an ISO instant, `zone` the recipient's IANA zone. `link` leads to where a password is changed. */
type AccountNotice = Account & { link?: string | null; at: string; zone: string };

export type MemberRole = "owner" | "admin" | "manager" | "employee";

type CalendarTrouble = { calendar: string; reason: string };
/** `at` is an ISO instant: when it was meant to be. */
type ChangedEvent = { booking: string; at: string; zone: string };

export type AccountFacts = {
  verifyEmail: AccountLink;
  resetPassword: AccountLink;
  magicLink: AccountLink;
  invitation: AccountLink & { business: string; role: MemberRole; inviter: string };
  /** `link` leads to the sign-in page. */
  alreadyRegistered: AccountLink;
  passwordChanged: AccountNotice;
  newSignIn: AccountNotice & { device?: string | null; place?: string | null; ipAddress?: string | null };
  /** A connected calendar account does not work any more. `link` leads to where it is connected anew. */
  calendarFailing: AccountLink & CalendarTrouble;
  /** An event of ours was deleted or moved in its host's own calendar. `link` leads to where they say what that means. */
  calendarEventDeleted: AccountLink & ChangedEvent;
  calendarEventMoved: AccountLink & ChangedEvent;
  /** `webhook` is the address that nothing could be delivered to; `link` leads to where webhooks are kept. */
  webhookDisabled: AccountLink & { webhook: string; reason: string };
};

export type AccountMailKind = keyof AccountFacts;
export const accountMailKinds = [
  "verifyEmail",
  "resetPassword",
  "magicLink",
  "invitation",
  "alreadyRegistered",
  "passwordChanged",
  "newSignIn",
  "calendarFailing",
  "calendarEventDeleted",
  "calendarEventMoved",
  "webhookDisabled",
] as const satisfies AccountMailKind[];

export type RenderedMail = { subject: string; html: string; text: string };
