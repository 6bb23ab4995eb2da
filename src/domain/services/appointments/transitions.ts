import { conflict, DomainError, forbidden, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import type { Status } from "./schema.ts";

/** Who may move an appointment from one state to another. Staff: whoever has `appointments:write`. */
export type Actor = "staff" | "customer" | "system";
type Transition = {
  by: readonly Actor[];
  event: "SERVICE_BOOKING_UPDATED" | "SERVICE_BOOKING_CANCELLED" | "SERVICE_BOOKING_COMPLETED";
};

const update = (...by: Actor[]): Transition => ({ by, event: "SERVICE_BOOKING_UPDATED" });
const cancel = (...by: Actor[]): Transition => ({ by, event: "SERVICE_BOOKING_CANCELLED" });
const complete = (...by: Actor[]): Transition => ({ by, event: "SERVICE_BOOKING_COMPLETED" });

/** From → to. What is not here cannot happen: a cancelled appointment is booked anew. */
const transitions: Record<Status, Partial<Record<Status, Transition>>> = {
  pending: {
    approved: update("staff", "system"),
    rejected: cancel("staff", "system"),
    canceled: cancel("staff", "customer", "system"),
  },
  approved: {
    pending: update("staff"),
    completed: complete("staff", "system"),
    canceled: cancel("staff", "customer", "system"),
    "no-show": update("staff"),
  },
  // Mistakes at the counter are undone.
  completed: { approved: update("staff"), "no-show": update("staff") },
  "no-show": { approved: update("staff"), completed: complete("staff") },
  canceled: {},
  rejected: {},
};

/** The states in which an appointment takes time. */
export const takesTime = (status: string) => status !== "canceled" && status !== "rejected";
export const isOpen = (status: string) => status === "pending" || status === "approved";

/** Throws CONFLICT where there is no such transition, FORBIDDEN where it is somebody else's to make. */
export function transition(from: Status, to: Status, actor: Actor): Transition {
  const found = transitions[from][to];
  if (!found) {
    const possible = Object.keys(transitions[from]).join(", ");
    throw refuse(
      conflict,
      `This appointment is ${from} and cannot become ${to}.${possible ? ` It can become: ${possible}.` : " Book a new one."}`,
      [{ field: "status", message: `Cannot change from ${from} to ${to}` }],
    );
  }
  if (!found.by.includes(actor))
    throw new DomainError(forbidden, `Only ${found.by.join(" or ")} may change ${from} to ${to}.`);
  return found;
}

export const actorOf = ({ caller }: Context): Actor =>
  caller.kind === "system" ? "system" : caller.abilities.has("appointments:write") ? "staff" : "customer";
