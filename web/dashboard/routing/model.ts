import type { createForm, getForm } from "../../../src/domain/routing/forms/operations.ts";
import type { Answer, Input } from "../../shared/api.ts";
import { newKey, type Question, questionsToEdit, questionsToSend } from "../parts/questions-model.ts";
import type { operatorWords } from "./texts.ts";

export type Form = Answer<typeof getForm>;
export type Draft = Input<typeof createForm>;
type RouteDraft = NonNullable<Draft["routes"]>[number];
export type Action = RouteDraft["action"];
export type Operator = keyof typeof operatorWords.en;
export type Scalar = string | number | boolean;
export type Rule = { key: string; field: string; operator: Operator; values: Scalar[] };
export type Route = {
  key: string;
  id: string | undefined;
  name: string;
  match: "all" | "any";
  rules: Rule[];
  action: Action;
};
export type Values = {
  name: string;
  description: string;
  active: boolean;
  teamId: number | null;
  fields: Question[];
  routes: Route[];
  fallback: Route;
};

export const takesNothing = (operator: Operator) => operator.endsWith("empty");
export const takesList = (operator: Operator) => operator === "in" || operator === "not_in";

/** Comparisons that make sense of a kind of answer. */
export function operatorsFor({ type }: Pick<Question, "type">): Operator[] {
  const any: Operator[] = ["is_empty", "is_not_empty"];
  if (type === "number") return ["equals", "not_equals", "greater_than", "less_than", "in", "not_in", ...any];
  if (type === "boolean") return ["equals", "not_equals", ...any];
  if (type === "select" || type === "radio") return ["equals", "not_equals", "in", "not_in", ...any];
  if (type === "multiselect" || type === "checkbox")
    return ["contains", "not_contains", "equals", "not_equals", "in", "not_in", ...any];
  return ["equals", "not_equals", "contains", "not_contains", "starts_with", "in", "not_in", ...any];
}

export const blankRoute = (action: Action): Route => ({
  key: newKey(),
  id: undefined,
  name: "",
  match: "all",
  rules: [],
  action,
});
export const blankRule = (question: Question): Rule => ({
  key: newKey(),
  field: question.name,
  operator: operatorsFor(question)[0]!,
  values: [],
});

export function toEdit(form: Form): Values {
  const routes = form.routes.map(
    ({ id, name, conditions, action }): Route => ({
      key: newKey(),
      id,
      name: name ?? "",
      match: conditions?.match ?? "all",
      rules: (conditions?.rules ?? []).map(({ field, operator, value }) => ({
        key: newKey(),
        field,
        operator,
        values: value === undefined ? [] : [value].flat(),
      })),
      action,
    }),
  );
  return {
    name: form.name,
    description: form.description ?? "",
    active: form.active,
    teamId: form.teamId,
    fields: questionsToEdit(form.fields),
    routes: routes.slice(0, -1),
    fallback: routes.at(-1)!,
  };
}

export const toSend = ({ name, description, active, teamId, fields, routes, fallback }: Values): Draft => ({
  name,
  description: description || null,
  active,
  teamId,
  fields: questionsToSend(fields) as Draft["fields"],
  routes: [
    ...routes.map((route) => ({
      ...routeToSend(route),
      conditions: { match: route.match, rules: route.rules.map((rule) => ruleToSend(rule, fields)) },
    })),
    { ...routeToSend(fallback), isFallback: true },
  ],
});

const routeToSend = ({ id, name, action }: Route) => ({
  ...(id === undefined ? {} : { id }),
  name: name || null,
  action: action.type === "message" ? { ...action, message: action.message || null } : action,
});

function ruleToSend({ field, operator, values }: Rule, questions: Question[]) {
  if (takesNothing(operator)) return { field, operator };
  const several = ["multiselect", "checkbox"].includes(questions.find(({ name }) => name === field)?.type ?? "");
  const list = takesList(operator) || (several && operator.endsWith("equals") && values.length > 1);
  return { field, operator, value: list ? values : values[0]! };
}
