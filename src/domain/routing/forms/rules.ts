import { randomUUID } from "node:crypto";
import { DomainError, type ErrorDetail, validationError } from "../../../platform/errors.ts";
import { problemsOfQuestion } from "../../services/questions/rules.ts";
import { comparesNumbers, type Rule, takesList, takesNoValue } from "./condition.ts";
import type { Route } from "./route.ts";
import type { FormField, RouteDraft } from "./schema.ts";

/** Routes as they are kept: each with an id, and a fallback at the end where none was given. */
export function routesOf(drafts: RouteDraft[] = []): Route[] {
  const routes = drafts.map(({ id, name, isFallback, conditions, action }) => ({
    id: id ?? randomUUID(),
    name: name ?? null,
    isFallback,
    conditions: conditions ?? null,
    action,
  }));
  return routes.some(({ isFallback }) => isFallback) ? routes : [...routes, thanks()];
}

const thanks = (): Route => ({
  id: randomUUID(),
  name: null,
  isFallback: true,
  conditions: null,
  action: { type: "message", message: null },
});

/** Throws VALIDATION_ERROR naming every question that cannot be asked, and every route that cannot be tried, like this. */
export function refuseWrongForm({ fields, routes }: { fields: FormField[]; routes: Route[] }): void {
  const details: ErrorDetail[] = fields.flatMap((field, index) =>
    problemsOfQuestion(field, fields.slice(0, index)).map(([part, message]) => ({
      field: `fields.${index}.${part}`,
      message,
    })),
  );
  for (const [index, route] of routes.entries()) {
    const refuse = (part: string, message: string) => void details.push({ field: `routes.${index}.${part}`, message });
    if (routes.slice(0, index).some(({ id }) => id === route.id)) refuse("id", "Another route has this id");
    if (route.isFallback && index < routes.length - 1) refuse("isFallback", "The fallback comes last");
    if (route.isFallback && route.conditions) refuse("conditions", "The fallback is for everybody: it has none");
    if (!route.isFallback && !route.conditions) refuse("conditions", "Required field, of every route but the fallback");
    for (const [place, rule] of (route.conditions?.rules ?? []).entries()) {
      const problem = problemOf(rule, fields);
      if (problem) refuse(`conditions.rules.${place}.${problem[0]}`, problem[1]);
    }
  }
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
}

function problemOf(
  { field: name, operator, value }: Rule,
  fields: FormField[],
): [part: string, message: string] | null {
  const field = fields.find((one) => one.name === name);
  if (!field) return ["field", `The form has no field ${name}`];
  if (takesNoValue(operator)) return value === undefined ? null : ["value", `${operator} takes no value`];
  if (value === undefined) return ["value", `Required field of ${operator}`];
  const list = Array.isArray(value);
  if (takesList(operator) && !list) return ["value", `Must be a list, for ${operator}`];
  if (list && !takesList(operator) && !(operator.endsWith("equals") && takesSeveral(field)))
    return ["value", `Must be one value, for ${operator}`];
  if (comparesNumbers(operator)) return problemOfNumber(field, value);
  return problemOfChoice(field, operator, [value].flat());
}

const takesSeveral = ({ type }: FormField) => type === "multiselect" || type === "checkbox";

function problemOfNumber({ name, type }: FormField, value: Rule["value"]): [string, string] | null {
  if (type !== "number") return ["operator", `Compares numbers, and ${name} is a ${type}`];
  return typeof value === "number" ? null : ["value", "Must be a number"];
}

/** A value that cannot be chosen would never be met, and nobody would notice. */
function problemOfChoice(
  { type, options }: FormField,
  operator: Rule["operator"],
  values: unknown[],
): [string, string] | null {
  if (type === "boolean" && values.some((value) => typeof value !== "boolean"))
    return ["value", "Must be true or false"];
  if (!options || operator === "starts_with" || (operator.endsWith("contains") && !takesSeveral({ type } as FormField)))
    return null;
  const unknown = values.find((value) => !options.some((option) => option.value === value));
  return unknown === undefined ? null : ["value", `Must be among the field's options, and ${unknown} is not`];
}
