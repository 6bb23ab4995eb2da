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
  reopened: { customer: "confirmation", entry: "REQUEST", employee: "employeeNew" },
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
export const toldOf = (kind: AppointmentChange["kind"], status: string): Told =>
  status === "pending" && told[kind].entry === "REQUEST"
    ? { ...told[kind], customer: told.requested.customer, entry: told.requested.entry }
    : told[kind];

/** What an employee hears, by whether the appointment is theirs now, and whether it was before. */
export function employeeHears(
  { kind, previousEmployeeId }: AppointmentChange,
  id: number,
  employeeId: number | null,
): EmployeeMailKind | null {
  // Approved and moved, or given to a colleague, at once: that is news where the approval alone is none.
  const { employee } = told[kind === "approved" && previousEmployeeId !== undefined ? "moved" : kind];
  if (!employee) return null;
  if (id !== employeeId) return employee === "employeeCancelled" ? employee : "employeeReleased";
  return employee === "employeeChanged" && previousEmployeeId !== id ? "employeeNew" : employee;
}
