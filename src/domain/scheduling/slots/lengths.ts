import type { Row } from "../../../platform/database.ts";

/** How long an event type can be booked for, in minutes; its own length first. */
export const lengthsOf = ({ length, lengthOptions }: Pick<Row<"eventTypes">, "length" | "lengthOptions">): number[] => [
  ...new Set([length, ...lengthOptions]),
];
