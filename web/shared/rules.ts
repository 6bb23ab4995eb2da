import type { Problem } from "./api.ts";

/**
 * What a value must be: as much of a schema as can be told without running it, with what the server says of a value that
 * is not so. build/rules.ts makes it. Where a rule is silent the server decides, so an empty one takes anything.
 */
export type Rule = {
  is?: "string" | "number" | "boolean" | "array" | "object" | "record";
  optional?: boolean;
  nullable?: boolean;
  /** What is said where nothing is given, and of another kind of value, unless it is the usual. */
  missing?: string;
  otherwise?: string;
  choices?: unknown[];
  anyOf?: Rule[];
  /** In the order in which the server takes them. */
  steps?: Step[];
  /** Of an object. */
  fields?: Record<string, Rule>;
  /** Which of several objects it is: the one whose value of `field` is named. */
  cases?: { field: string; rules: [value: unknown, rule: Rule][] };
  /** Of each item of a list, and of each value of a record whose name is one of its `keys`. */
  each?: Rule;
  keys?: Rule;
};

/** Either something that must hold, or a change to what the next step looks at. */
export type Step =
  | { must: keyof typeof holds; message: string; than?: number; pattern?: string; flags?: string; last?: boolean }
  | { become: keyof typeof becomes };

/** What the server would say of a value by these rules, in its words and order. It may find more than that. */
export function problemsBy(rule: Rule, value: unknown, path: string[] = []): Problem[] {
  const { is, optional, nullable, missing, otherwise, choices, anyOf, cases, steps = [] } = rule;
  const problem = (message: string): Problem => ({ field: path.join(".") || "body", message });
  if ((value === undefined && optional) || (value === null && nullable)) return [];
  if (anyOf)
    return anyOf.some((one) => problemsBy(one, value).length === 0)
      ? []
      : [problem((value === undefined && missing) || otherwise!)];
  if (value === undefined) return is || missing ? [problem(missing ?? "Required field")] : [];
  if (choices) return choices.includes(value) ? [] : [problem(otherwise!)];
  if (cases) return problemsBy(caseOf(cases, value), value, path);
  const kind = kindOf(value);
  if (is && kind !== (is === "record" ? "object" : is))
    return [problem(otherwise ?? `Must be valid: expected ${is}, received ${kind}`)];
  const said = missed(steps, value).map(problem);
  // The server does not look into a list that is too long.
  return said.length > 0 ? said : problemsInside(rule, value as object, path);
}

const kindOf = (value: unknown) => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

function caseOf({ field, rules }: NonNullable<Rule["cases"]>, value: unknown): Rule {
  const named = kindOf(value) === "object" ? (value as Record<string, unknown>)[field] : undefined;
  return rules.find(([known]) => known === named)?.[1] ?? {};
}

function problemsInside({ fields, each, keys = {} }: Rule, value: object, path: string[]): Problem[] {
  const given = value as Record<string, unknown>;
  const names = each ? Object.keys(given).filter((name) => problemsBy(keys, name).length === 0) : [];
  const inside = fields ? Object.entries(fields) : names.map((name) => [name, each!] as const);
  return inside.flatMap(([name, rule]) => problemsBy(rule, given[name], [...path, name]));
}

/** What is said of the steps that a value does not take. */
function missed(steps: Step[], given: any): string[] {
  const said: string[] = [];
  let value = given;
  for (const step of steps) {
    if ("become" in step) value = becomes[step.become](value);
    else if (!(holds[step.must] as Holds)(value, step.than!, step)) {
      said.push(step.message);
      if (step.last) break;
    }
  }
  return said;
}

const holds = {
  shortest: ({ length }: string | unknown[], than: number) => length >= than,
  longest: ({ length }: string | unknown[], than: number) => length <= than,
  least: (value: number, than: number) => value >= than,
  most: (value: number, than: number) => value <= than,
  above: (value: number, than: number) => value > than,
  below: (value: number, than: number) => value < than,
  whole: Number.isInteger as (value: number) => boolean,
  match: (value: string, _than: number, { pattern, flags }: Match) => new RegExp(pattern!, flags).test(value),
  address: (value: string, _than: number, { pattern }: Match) => isAddress(value.trim(), pattern),
};
type Holds = (value: any, than: number, step: Match) => boolean;
type Match = { pattern?: string; flags?: string };

/** Changes that the server makes before it looks on. */
export const becomes = {
  trimmed: (value: string) => value.trim(),
  lower: (value: string) => value.toLowerCase(),
  upper: (value: string) => value.toUpperCase(),
  // As zod keeps an address.
  address: (value: string) => value.trim().replace(/[\t\n\r]/g, ""),
};

function isAddress(typed: string, protocol = ""): boolean {
  // "https:example.com" is one to URL, and not to zod.
  if (protocol === "^https?$" && !/^https?:\/\//i.test(typed)) return false;
  return URL.canParse(typed) && new RegExp(protocol).test(new URL(typed).protocol.slice(0, -1));
}
