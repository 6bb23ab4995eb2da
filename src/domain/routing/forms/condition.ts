export const operators = [
  "equals",
  "not_equals",
  "contains",
  "not_contains",
  "starts_with",
  "in",
  "not_in",
  "greater_than",
  "less_than",
  "is_empty",
  "is_not_empty",
] as const;
export type Operator = (typeof operators)[number];
export type Scalar = string | number | boolean;
/** What one answer has to be like. `value` is a list for `in` and `not_in`, and nothing for `is_empty` and its opposite. */
export type Rule = { field: string; operator: Operator; value?: Scalar | Scalar[] | undefined };

export const takesNoValue = (operator: Operator): boolean => operator === "is_empty" || operator === "is_not_empty";
export const takesList = (operator: Operator): boolean => operator === "in" || operator === "not_in";
export const comparesNumbers = (operator: Operator): boolean => operator === "greater_than" || operator === "less_than";

/**
 * Whether an answer is as the rule says. Text compares without case and outer spaces. Of several ticks, `equals` means
 * these and no others, `contains` and `starts_with` any of them, `in` at least one. No answer equals nothing.
 */
export function holds({ operator, value }: Rule, answer: unknown): boolean {
  switch (operator) {
    case "is_empty":
      return partsOf(answer).length === 0;
    case "is_not_empty":
      return partsOf(answer).length > 0;
    case "equals":
      return isExactly(partsOf(answer), partsOf(value));
    case "not_equals":
      return !isExactly(partsOf(answer), partsOf(value));
    case "contains":
      return containsPart(answer, value);
    case "not_contains":
      return !containsPart(answer, value);
    case "starts_with":
      return partsOf(answer).some((part) => partsOf(value).some((start) => part.startsWith(start)));
    case "in":
      return isAmong(answer, value);
    case "not_in":
      return !isAmong(answer, value);
    case "greater_than":
      return numberIn(answer) > numberIn(value);
    case "less_than":
      return numberIn(answer) < numberIn(value);
  }
}

/** What is compared of an answer: nothing, itself, or each of its ticks. */
function partsOf(answer: unknown): string[] {
  const parts = Array.isArray(answer) ? answer : [answer];
  return parts.filter((part) => part !== undefined && part !== null).flatMap((part) => folded(part) || []);
}
const folded = (part: unknown) => String(part).trim().normalize("NFC").toLowerCase();

function isExactly(given: string[], wanted: string[]): boolean {
  const [some, others] = [new Set(given), new Set(wanted)];
  return some.size > 0 && some.size === others.size && [...some].every((part) => others.has(part));
}

/** Of ticks whole ones are meant, of text a part of it. */
function containsPart(answer: unknown, value: unknown): boolean {
  const [given, wanted] = [partsOf(answer), partsOf(value)];
  if (Array.isArray(answer)) return wanted.some((part) => given.includes(part));
  return wanted.some((part) => given.some((text) => text.includes(part)));
}

const isAmong = (answer: unknown, value: unknown): boolean =>
  partsOf(answer).some((part) => partsOf(value).includes(part));

/** NaN where there is none: it is neither greater nor less than anything. */
const numberIn = (answer: unknown): number =>
  typeof answer === "number"
    ? answer
    : typeof answer === "string" && answer.trim() !== ""
      ? Number(answer)
      : Number.NaN;
