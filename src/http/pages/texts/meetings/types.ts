import type { Status } from "../../../../domain/scheduling/bookings/schema.ts";

/**
 * What the pages about meetings with people say: {host} and {attendee} are names, {event} what is booked. Mails and the
 * pages about appointments have words for the rest.
 */
export type MeetingTexts = {
  offered: string;
  nothing: string;
  members: string;
  length: string;
  timeZone: string;
  /** How often a series repeats; {count} units lie between two dates. */
  rhythms: Record<"daily" | "weekly" | "monthly" | "yearly", { one: string; many: string }>;
  upTo: string;
  dates: string;
  places: Record<"inPerson" | "attendeeInPerson" | "phone" | "userPhone" | "link", string>;
  ownPhone: string;
  ownAddress: string;
  guests: string;
  guestsHint: string;
  onlyIf: string;
  choose: string;
  answers: string;
  wrong: Record<"missing" | "unfit" | "guests" | "place" | "dates", string>;
  now: {
    title: string;
    text: string;
    button: string;
    waiting: string;
    waitingText: string;
    again: string;
    withdraw: string;
  };
  statuses: Record<Status, string>;
  title: string;
  keepLink: string;
  cancel: string;
  cancelTitle: string;
  keep: string;
  allRemaining: string;
  moveText: string;
  moveNow: string;
  moveReason: string;
  lost: string;
  answer: {
    title: string;
    text: string;
    series: string;
    confirm: string;
    decline: string;
    confirmed: string;
    declined: string;
    told: string;
    cancelled: string;
    accept: string;
    acceptText: string;
    accepted: string;
    taken: string;
    takenText: string;
  };
};
