import type { Row } from "../../../platform/database.ts";

/** How long an event type can be booked for, in minutes; its own length first. */
export const lengthsOf = ({ length, lengthOptions }: Pick<Row<"eventTypes">, "length" | "lengthOptions">): number[] => [
  ...new Set([length, ...lengthOptions]),
];

/**
 * Whether a session of so many minutes is for somebody who asked for `wanted` minutes: not where the event type has both
 * lengths and the other one was asked for. What hosts have made longer or shorter is joined as it is.
 */
export function suitsLength(eventType: Row<"eventTypes">, wanted: number, minutes: number): boolean {
  const lengths = lengthsOf(eventType);
  return wanted === minutes || !lengths.includes(wanted) || !lengths.includes(minutes);
}
