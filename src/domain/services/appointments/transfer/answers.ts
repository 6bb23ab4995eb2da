import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Answers } from "../../tables.ts";

// What was answered to the custom fields, in a file. It stands as the file has it, whatever is asked today: a list may be
// older than the questions.

const Answer = z.union([z.string().max(5000), z.number(), z.boolean(), z.array(z.string().max(500)).max(200)]);
export const AnswersByKey = z.record(z.string().max(100), Answer);

/** The answers that a file has otherwise than they are stored; null for one that it has no more. */
export function answersChange(given: Answers | null | undefined, stored: Answers): { customFields?: Answers } {
  if (given === undefined || isDeepStrictEqual({ ...given }, stored)) return {};
  const gone = Object.keys(stored).map((key): [string, unknown] => [key, null]);
  const changed = Object.entries({ ...Object.fromEntries(gone), ...given });
  return { customFields: Object.fromEntries(changed.filter(([key, value]) => !isDeepStrictEqual(value, stored[key]))) };
}
