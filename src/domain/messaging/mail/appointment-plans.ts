import type { AppointmentLinks, AppointmentMailKind } from "./facts.ts";

/**
 * What each mail about an appointment shows. `time`: the plain time, the move from one to another, a time that was
 * asked for, or one that no longer holds. `action`: the link behind the button ("site" is the business's page).
 */
export type AppointmentPlan = {
  to: "customer" | "employee";
  time: "when" | "moved" | "requested" | "struck";
  action?: "confirm" | "accept" | "review" | "site";
  links: (keyof AppointmentLinks)[];
  /** Somebody is on the waitlist: there is nothing to cancel yet, only a list to leave. */
  waiting?: true;
  /** Price, deposit and answers are of no use once nothing takes place. */
  full: boolean;
  /** Somebody has called off, though what it is about takes place. */
  givesReason?: true;
};

export const plans: Record<AppointmentMailKind, AppointmentPlan> = {
  confirmation: { to: "customer", time: "when", links: ["reschedule", "cancel", "ics"], full: true },
  pending: { to: "customer", time: "requested", links: ["reschedule", "cancel"], full: true },
  confirmRequest: { to: "customer", time: "when", action: "confirm", links: ["cancel"], full: true },
  changed: { to: "customer", time: "moved", links: ["reschedule", "cancel", "ics"], full: true },
  cancelled: { to: "customer", time: "struck", action: "site", links: [], full: false },
  rejected: { to: "customer", time: "struck", action: "site", links: [], full: false },
  reminder: { to: "customer", time: "when", action: "confirm", links: ["reschedule", "cancel", "ics"], full: true },
  waitlistOffer: { to: "customer", time: "when", action: "accept", links: ["cancel"], full: true, waiting: true },
  waitlistJoined: { to: "customer", time: "requested", links: ["cancel"], full: false, waiting: true },
  reviewRequest: { to: "customer", time: "when", action: "review", links: [], full: false },
  employeeNew: { to: "employee", time: "when", links: ["view", "ics"], full: true },
  employeeChanged: { to: "employee", time: "moved", links: ["view", "ics"], full: true },
  employeeCancelled: { to: "employee", time: "struck", links: ["view"], full: false },
  employeeSeatCancelled: { to: "employee", time: "when", links: ["view"], full: false, givesReason: true },
  employeeReleased: { to: "employee", time: "struck", links: [], full: false },
};
