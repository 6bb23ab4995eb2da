import type { Employee, Entry } from "./entries.ts";

const byStatus: Record<Entry["status"], string> = {
  pending: "var(--mantine-color-yellow-6)",
  approved: "var(--mantine-primary-color-filled)",
  completed: "var(--mantine-color-teal-6)",
  "no-show": "var(--mantine-color-red-6)",
  canceled: "var(--mantine-color-gray-6)",
  rejected: "var(--mantine-color-gray-6)",
};
const neutral = "var(--mantine-color-gray-6)";
/** For those who have chosen no colour of their own. */
const palette = ["indigo", "teal", "orange", "grape", "cyan", "pink", "lime", "violet"].map(
  (name) => `var(--mantine-color-${name}-6)`,
);

/** The colour of an entry: by what state it is in, or by whose it is. Time that nobody can book is grey either way. */
export function colourBy(what: "status" | "staff", staff: Employee[]): (entry: Entry) => string {
  const own = new Map(staff.map(({ id, color }, index) => [id, color ?? palette[index % palette.length]!]));
  return ({ kind, status, employeeId }) => {
    if (kind === "block" || kind === "away") return neutral;
    return what === "status" ? byStatus[status] : (employeeId && own.get(employeeId)) || neutral;
  };
}
