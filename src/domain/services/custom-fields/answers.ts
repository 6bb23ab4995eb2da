import { isDeepStrictEqual } from "node:util";
import { DomainError, validationError } from "../../../platform/errors.ts";
import { readAnswers } from "../questions/answers.ts";
import type { Question } from "../questions/schema.ts";
import type { Answers } from "../tables.ts";

/** A field that is asked with a service. Its `name` is the key of the answer. */
export type AskedField = Question & { visibleToCustomers: boolean };

/**
 * Reads what a customer answered. Fields that are staff's alone do not exist for them. Throws VALIDATION_ERROR naming each
 * answer that is missing, wrong or not asked for as `customFields.KEY`. `mayLeaveOut`: who booked had no form to fill in.
 */
export function answersOfCustomer(
  fields: AskedField[],
  given: Answers = {},
  { mayLeaveOut = false }: { mayLeaveOut?: boolean } = {},
): Answers {
  const shown = fields.filter(({ visibleToCustomers }) => visibleToCustomers);
  return read(mayLeaveOut ? shown.map(optional) : shown, given);
}

/** Reads what staff wrote down: nothing has to be answered, but what is answered must fit. `as`: what it was sent as. */
export const answersOfStaff = (fields: AskedField[], given: Answers = {}, as?: string): Answers =>
  read(fields.map(optional), given, as);

/**
 * The answers after staff sent some anew, or null where they stay as they are. An empty one (null) takes an answer away, even
 * that to a question which is no more.
 */
export function answersAfter(fields: AskedField[], before: Answers, given: Answers = {}, as?: string): Answers | null {
  const told = Object.entries(given).filter(([key, answer]) => answer !== null || !Object.hasOwn(before, key));
  const answers = answersOfStaff(fields, Object.fromEntries(told), as);
  const kept = Object.entries(before).filter(([key]) => !Object.hasOwn(given, key));
  const after = { ...Object.fromEntries(kept), ...answers };
  return isDeepStrictEqual(after, before) ? null : after;
}

/** What to send so that answers become what they are in a file, or were before: null for one that is not there. */
export function answersChange(given: Answers | null | undefined, stored: Answers): { customFields?: Answers } {
  if (given === undefined || isDeepStrictEqual({ ...given }, stored)) return {};
  const gone = Object.keys(stored).map((key): [string, unknown] => [key, null]);
  const changed = Object.entries({ ...Object.fromEntries(gone), ...given });
  return { customFields: Object.fromEntries(changed.filter(([key, value]) => !isDeepStrictEqual(value, stored[key]))) };
}

function read(fields: Question[], given: Answers, as = "customFields"): Answers {
  const { answers, details } = readAnswers(fields, given, { as });
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
  return answers;
}

const optional = (field: AskedField): AskedField => ({ ...field, required: false });
