import type { CustomerMailKind, EmployeeMailKind } from "../../messaging/mail/facts.ts";
import type { AppointmentChange } from "../appointments/changes.ts";

/** What a mail's calendar entry does: puts the appointment in, takes it out, or there is none. */
export type Entry = "REQUEST" | "CANCEL" | null;
type Told = { customer: CustomerMailKind | null; entry: Entry; employee: EmployeeMailKind | null };

/** Who hears of what. A change that moves nobody (a note, a price) is told to nobody. */
const told: Record<AppointmentChange["kind"], Told> = {
  booked: { customer: "confirmation", entry: "REQUEST", employee: "employeeNew" },
  // No calendar entry yet: it would look like a promise.
  requested: { customer: "pending", entry: null, employee: "employeeNew" },
  approved: { customer: "confirmation", entry: "REQUEST", employee: null },
  // Nobody was told that it was over, or missed: for them it was on all the time.
  reopened: { customer: null, entry: null, employee: null },
  rejected: { customer: "rejected", entry: null, employee: null },
  moved: { customer: "changed", entry: "REQUEST", employee: "employeeChanged" },
  canceled: { customer: "cancelled", entry: "CANCEL", employee: "employeeCancelled" },
  joined: { customer: "confirmation", entry: "REQUEST", employee: "employeeNew" },
  left: { customer: "cancelled", entry: "CANCEL", employee: "employeeSeatCancelled" },
  edited: { customer: null, entry: null, employee: null },
  completed: { customer: null, entry: null, employee: null },
  "no-show": { customer: null, entry: null, employee: null },
};

/** What waits for an answer is told as a request, whatever happened to it. */
export function toldOf(change: Pick<AppointmentChange, "kind" | "previousLocation">, status: string): Told {
  const said = told[asTold(change)];
  return status === "pending" && said.entry === "REQUEST"
    ? { ...said, customer: told.requested.customer, entry: told.requested.entry }
    : said;
}

/** That it takes place elsewhere matters as much to its people as that it is at another time. */
const asTold = ({ kind, previousLocation }: Pick<AppointmentChange, "kind" | "previousLocation">) =>
  kind === "edited" && previousLocation !== undefined ? "moved" : kind;

/** What an employee hears, by whether the appointment is theirs now, and whether it was before. */
export function employeeHears(
  change: AppointmentChange,
  id: number,
  employeeId: number | null,
): EmployeeMailKind | null {
  const { previousEmployeeId, previousLocation } = change;
  const kind = asTold(change);
  const moves = previousEmployeeId !== undefined || previousLocation !== undefined;
  // Approved and moved, or given to a colleague, at once: that is news where the approval alone is none.
  const { employee } = told[kind === "approved" && moves ? "moved" : kind];
  if (!employee) return null;
  if (id !== employeeId) return employee === "employeeCancelled" ? employee : "employeeReleased";
  const isNew = previousEmployeeId !== undefined && previousEmployeeId !== id;
  return employee === "employeeChanged" && isNew ? "employeeNew" : employee;
}
