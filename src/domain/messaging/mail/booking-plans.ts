import type { BookingLinks, BookingMailKind } from "./booking-facts.ts";

/** What each mail about a booking shows; see appointment-plans.ts for `time`, `action` and `links`. */
export type BookingPlan = {
  to: "attendee" | "host";
  time: "when" | "moved" | "requested" | "struck";
  action?: keyof BookingLinks;
  links: (keyof BookingLinks)[];
  /** Price, place, answers and note are of no use once nothing takes place. */
  full: boolean;
};

const own = ["reschedule", "cancel", "ics"] as const;

export const bookingPlans: Record<BookingMailKind, BookingPlan> = {
  bookingConfirmed: { to: "attendee", time: "when", action: "join", links: [...own], full: true },
  bookingRequested: { to: "attendee", time: "requested", links: ["reschedule", "cancel"], full: true },
  bookingRejected: { to: "attendee", time: "struck", action: "book", links: [], full: false },
  bookingMoved: { to: "attendee", time: "moved", action: "join", links: [...own], full: true },
  bookingChanged: { to: "attendee", time: "moved", action: "join", links: [...own], full: true },
  bookingCancelled: { to: "attendee", time: "struck", action: "book", links: [], full: false },
  bookingInvitation: { to: "attendee", time: "when", action: "join", links: [], full: true },
  hostBooked: { to: "host", time: "when", action: "join", links: ["answer"], full: true },
  hostRequest: { to: "host", time: "requested", action: "answer", links: [], full: true },
  hostMoved: { to: "host", time: "moved", action: "join", links: ["answer"], full: true },
  hostChanged: { to: "host", time: "moved", action: "join", links: ["answer"], full: true },
  hostCancelled: { to: "host", time: "struck", links: ["answer"], full: false },
  hostSeatCancelled: { to: "host", time: "when", links: ["answer"], full: false },
  hostAssigned: { to: "host", time: "when", action: "join", links: ["answer"], full: true },
  hostReleased: { to: "host", time: "struck", links: [], full: false },
  hostInstant: { to: "host", time: "when", action: "accept", links: [], full: true },
  hostInstantTaken: { to: "host", time: "struck", links: [], full: false },
  hostInstantWithdrawn: { to: "host", time: "struck", links: [], full: false },
};
