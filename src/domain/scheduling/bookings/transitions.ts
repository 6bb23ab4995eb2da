import { conflict, DomainError, forbidden, refuse } from "../../../platform/errors.ts";
import type { BookingTrigger } from "./payload.ts";
import type { Status } from "./schema.ts";

/** On which side of a booking somebody stands: whose time it takes, or who asked for it. */
export type Side = "host" | "attendee" | "system";
type Transition = { by: readonly Side[]; event: BookingTrigger };

/** From → to: who may, and what webhooks are told (SEMANTICS 18). What is not here cannot happen. */
const transitions: Record<Status, Partial<Record<Status, Transition>>> = {
  pending: {
    accepted: { by: ["host", "system"], event: "BOOKING_CONFIRMED" },
    rejected: { by: ["host", "system"], event: "BOOKING_REJECTED" },
    cancelled: { by: ["host", "attendee", "system"], event: "BOOKING_CANCELLED" },
  },
  accepted: { cancelled: { by: ["host", "attendee", "system"], event: "BOOKING_CANCELLED" } },
  awaiting_host: {
    accepted: { by: ["host"], event: "BOOKING_CREATED" },
    cancelled: { by: ["host", "attendee", "system"], event: "BOOKING_CANCELLED" },
  },
  cancelled: {},
  rejected: {},
};

/** The states in which a booking will take place, or may. */
export const isOpen = (status: string): boolean => status === "accepted" || status === "pending";

/** Throws CONFLICT where there is no such transition, FORBIDDEN where it is the other side's to make. */
export function transition(from: Status, to: Status, side: Side): Transition {
  const found = transitions[from][to];
  if (!found) {
    const possible = Object.keys(transitions[from]).join(" or ");
    throw refuse(
      conflict,
      `This booking is ${nameOf(from)} and cannot become ${nameOf(to)}.${possible ? ` It can become ${possible}.` : " Book a new one."}`,
      [{ field: "status", message: `Cannot change from ${from} to ${to}` }],
    );
  }
  if (!found.by.includes(side))
    throw new DomainError(forbidden, `Only the ${found.by.join(" or the ")} may make this booking ${nameOf(to)}.`);
  return found;
}

const nameOf = (status: Status) => status.replace("_", " ");
