import { DomainError, type ErrorDetail, validationError } from "../../../platform/errors.ts";
import type { Limits } from "../tables.ts";
import { refuseWrongQuestions, withSystemFields } from "./questions.ts";
import type { StoredEventType } from "./stored.ts";

/** Throws VALIDATION_ERROR naming the fields of an event type that do not go together. */
export function refuseContradictions(eventType: StoredEventType): void {
  const details: ErrorDetail[] = contradictionsIn(eventType).map(([field, message]) => ({ field, message }));
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
  refuseWrongQuestions(withSystemFields(eventType.bookingFields));
}

function contradictionsIn(eventType: StoredEventType): [field: string, message: string][] {
  const { length, lengthOptions, periodType, periodStartDate, periodEndDate, periodDays } = eventType;
  const wrong: [string, string][] = [];
  if (lengthOptions.length > 0 && !lengthOptions.includes(length))
    wrong.push(["length", `Must be one of lengthOptions: ${lengthOptions.join(", ")}`]);
  if (periodType === "RANGE") {
    if (periodStartDate === null) wrong.push(["periodStartDate", "Required field of a RANGE"]);
    if (periodEndDate === null) wrong.push(["periodEndDate", "Required field of a RANGE"]);
  }
  if (periodType === "ROLLING_WINDOW" && periodDays === 0) wrong.push(["periodDays", "Must be at least 1"]);
  if (eventType.seatsPerTimeSlot !== null && eventType.recurringEvent !== null)
    wrong.push(["recurringEvent", "An event type with seats cannot recur"]);
  for (const field of ["bookingLimits", "durationLimits"] as const) {
    if (fallsShort(eventType[field])) wrong.push([field, "A longer period cannot have a smaller limit"]);
  }
  if (Object.values(eventType.durationLimits).some((most) => most < length))
    wrong.push(["durationLimits", "Must not be less than the length"]);
  const groups = eventType.hostGroups.map(({ id }) => id);
  if (new Set(groups).size < groups.length) wrong.push(["hostGroups", "Two groups have the same id"]);
  if (groups.length > 0 && eventType.schedulingType !== "roundRobin")
    wrong.push(["hostGroups", "Only a round-robin has groups"]);
  if (eventType.unlockedFields.length > 0 && eventType.schedulingType !== "managed")
    wrong.push(["unlockedFields", "Only a managed event type has unlocked fields"]);
  return wrong;
}

function fallsShort(limits: Limits): boolean {
  const given = (["PER_DAY", "PER_WEEK", "PER_MONTH", "PER_YEAR"] as const).flatMap((period) => limits[period] ?? []);
  return given.some((most, index) => index > 0 && most < given[index - 1]!);
}

/** Fields that make sense of a team's event type alone. */
const teamOnly = [
  "schedulingType",
  "hosts",
  "hostGroups",
  "assignAllTeamMembers",
  "unlockedFields",
  "roundRobinPeriod",
  "roundRobinBasis",
  "isRRWeightsEnabled",
  "countNoShows",
  "countCancellations",
  "countAbsences",
];
export function refuseTeamFields(given: Record<string, unknown>): void {
  const details = teamOnly
    .filter((field) => given[field] !== undefined)
    .map((field) => ({ field, message: "Only a team's event type has this" }));
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
}
