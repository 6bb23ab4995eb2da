import { type Question, typesWithOptions } from "./schema.ts";

export type Problem = [part: string, message: string];

/** What is wrong with a question whatever it is asked for. `earlier`: those that come before it. */
export function problemsOfQuestion(field: Question, earlier: Question[]): Problem[] {
  const problems: Problem[] = [];
  if (earlier.some((other) => other.name === field.name)) problems.push(["name", "Another field has this name"]);
  if (typesWithOptions.has(field.type) && !field.options) problems.push(["options", "Required field"]);
  if (!typesWithOptions.has(field.type) && field.options) problems.push(["options", `A ${field.type} has no options`]);
  if (field.options && new Set(field.options.map(({ value }) => value)).size < field.options.length)
    problems.push(["options", "Two options have the same value"]);
  if (field.showIf && !earlier.some((other) => other.name === field.showIf!.field))
    problems.push(["showIf", "Must name a field that comes before this one"]);
  if (field.maxLength !== undefined && (field.minLength ?? 0) > field.maxLength)
    problems.push(["maxLength", "Must not be less than minLength"]);
  return problems;
}
