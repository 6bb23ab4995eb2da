import type { Row } from "../../../platform/database.ts";
import { locationsOf } from "./locations.ts";
import { withSystemFields } from "./questions.ts";
import { type EventTypeChanges, ownFields } from "./schema.ts";
import "../tables.ts";

export type StoredEventType = Row<"eventTypes">;

const jsonColumns = [
  "locations",
  "bookingFields",
  "bookingLimits",
  "durationLimits",
  "recurringEvent",
  "hostGroups",
  "metadata",
] as const;
const unitMinutes = { minutes: 1, hours: 60, days: 1440 } as const;

/** Fields of the API as columns. `undefined` stays out; hosts have a table of their own. */
export function toColumns({
  hosts: _,
  isRRWeightsEnabled,
  requiresConfirmationThreshold: threshold,
  ...changes
}: EventTypeChanges): Record<string, unknown> {
  const columns: Record<string, unknown> = {
    ...changes,
    isRrWeightsEnabled: isRRWeightsEnabled,
    requiresConfirmationThresholdMinutes: threshold && threshold.time * unitMinutes[threshold.unit],
  };
  if (changes.bookingLimits === null) columns.bookingLimits = {};
  if (changes.durationLimits === null) columns.durationLimits = {};
  if (changes.bookingFields) columns.bookingFields = withSystemFields(changes.bookingFields);
  if (changes.lengthOptions) columns.lengthOptions = [...new Set(changes.lengthOptions)].sort((a, b) => a - b);
  // A column of type jsonb takes JSON as text.
  for (const name of jsonColumns) if (columns[name] != null) columns[name] = JSON.stringify(columns[name]);
  return columns;
}

/** A stored row with the API's fields. */
export function fromColumns({ isRrWeightsEnabled, requiresConfirmationThresholdMinutes, ...row }: StoredEventType) {
  return {
    ...row,
    isRRWeightsEnabled: isRrWeightsEnabled,
    requiresConfirmationThreshold: thresholdOf(requiresConfirmationThresholdMinutes),
    locations: locationsOf(row),
    bookingFields: withSystemFields(row.bookingFields),
  };
}

/** In the largest unit that says it in whole numbers. */
export function thresholdOf(minutes: number | null): { time: number; unit: keyof typeof unitMinutes } | null {
  if (minutes === null) return null;
  const unit = (["days", "hours"] as const).find((unit) => minutes % unitMinutes[unit] === 0) ?? "minutes";
  return { time: minutes / unitMinutes[unit], unit };
}

const columnOf: Record<string, string> = { requiresConfirmationThreshold: "requiresConfirmationThresholdMinutes" };
/** The columns of what a managed event type hands to its children. */
export const sharedColumns = Object.keys(ownFields).map((field) => ({ field, column: columnOf[field] ?? field }));

/** The values of some columns, ready to be written to another row. */
export function copyColumns(row: StoredEventType, columns: string[]): Record<string, unknown> {
  const values = row as Record<string, unknown>;
  const isJson = (column: string) => (jsonColumns as readonly string[]).includes(column);
  return Object.fromEntries(
    columns.map((column) => [
      column,
      isJson(column) && values[column] !== null ? JSON.stringify(values[column]) : values[column],
    ]),
  );
}
