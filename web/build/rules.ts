import { z } from "zod";
import { issueDetails } from "../../src/platform/issues.ts";
import { withoutOffset } from "../../src/platform/schemas.ts";
import { becomes, type Rule, type Step } from "../shared/rules.ts";

type Words = ((issue: object) => unknown) | undefined;
type Def = Record<string, any> & { type: string };
const defOf = (schema: unknown) => (schema as { _zod: { def: Def } })._zod.def;

/**
 * What a page can check of a schema by itself, with the server's own sentences. Refinements, transforms and whatever else
 * would have to run are left to the server: a rule takes everything that its schema takes.
 */
export function ruleOf(schema: z.ZodType): Rule {
  const def = defOf(schema);
  return kinds[def.type]?.(def, schema) ?? {};
}

const kinds: Record<string, (def: Def, schema: z.ZodType) => Rule> = {
  optional: ({ innerType }) => ({ ...ruleOf(innerType), optional: true }),
  default: ({ innerType }) => ({ ...ruleOf(innerType), optional: true }),
  nullable: ({ innerType }) => ({ ...ruleOf(innerType), nullable: true }),
  nonoptional: ({ innerType, error }) => ({
    ...ruleOf(innerType),
    ...(defOf(innerType).type === "optional" ? { optional: false, missing: missing("nonoptional", error) } : {}),
  }),
  readonly: ({ innerType }) => ruleOf(innerType),
  // What is made of it afterwards is not looked at.
  pipe: ({ in: taken }) => ruleOf(taken),
  string: typed,
  number: typed,
  boolean: typed,
  array: (def, schema) => ({ ...typed(def, schema), each: ruleOf(def.element) }),
  record: (def, schema) => ({ ...typed(def, schema), each: ruleOf(def.valueType), keys: ruleOf(def.keyType) }),
  object: (def, schema) => {
    const fields = Object.entries<z.ZodType>(def.shape).map(([name, field]) => [name, ruleOf(field)] as const);
    return { ...typed(def, schema), fields: Object.fromEntries(fields.filter(([, rule]) => !takesAnything(rule))) };
  },
  enum: ({ entries, error }) => chosen(Object.values(entries), error),
  literal: ({ values, error }) => chosen(values, error),
  union: ({ discriminator, options, error }) => {
    if (discriminator) return { cases: { field: discriminator, rules: casesOf(discriminator, options) } };
    // Without words of its own it may say what is wrong with the one that nearly fits.
    const otherwise = error && wordsFor({ code: "invalid_union" }, error);
    const absent = { code: "invalid_union", input: undefined };
    return otherwise ? { anyOf: options.map(ruleOf), missing: wordsFor(absent, error), otherwise } : {};
  },
};

const takesAnything = ({ is, choices, anyOf, cases }: Rule) => !is && !choices && !anyOf && !cases;

/** Without words of its own, what a wrong kind of value is told names that kind: the page, which sees it, says so. */
function typed({ type, error }: Def, schema: z.ZodType): Rule {
  const steps = stepsOf(schema, error);
  return {
    is: type as NonNullable<Rule["is"]>,
    ...(error ? { missing: missing(type, error), otherwise: wordsFor({ code: "invalid_type" }, error) } : {}),
    ...(steps.length > 0 ? { steps } : {}),
  };
}

const missing = (expected: string, error: Words) =>
  wordsFor({ code: "invalid_type", expected, input: undefined }, error);

/** One of a few values. */
function chosen(values: unknown[], error: Words): Rule {
  const said = wordsFor({ code: "invalid_value", values }, error);
  return said ? { choices: values, missing: said, otherwise: said } : {};
}

function casesOf(field: string, options: z.ZodType[]): [unknown, Rule][] {
  return options.map(ruleOf).flatMap((rule) => {
    const named = rule.fields?.[field]?.choices ?? [];
    return named.map((value): [unknown, Rule] => [value, rule]);
  });
}

/** The checks of a schema up to the first that changes the value in a way that a page cannot repeat. */
function stepsOf(schema: z.ZodType, error: Words): Step[] {
  const own = defOf(schema);
  const steps: Step[] = [];
  for (const def of [...(own.check ? [own] : []), ...(own.checks ?? []).map(defOf)]) {
    if (def.check === "overwrite") {
      const become = changeOf(def.tx);
      if (!become) return steps;
      steps.push({ become });
      continue;
    }
    const { issue, ...step } = checks[def.check]?.(def, own.type) ?? { issue: null };
    const message = issue && wordsFor(issue, def.error, error);
    if (def.format === "datetime") {
      const said = wordsFor({ ...issue, input: noOffset }, def.error, error);
      if (said !== message) steps.push({ ...withOffset, message: said! });
    }
    if (message)
      steps.push({ ...step, message, ...(def.abort || def.check === "number_format" ? { last: true } : {}) } as Step);
    if (def.format === "url") steps.push({ become: "address" });
  }
  return steps;
}

/** A date that lacks nothing but its offset is told so, where a schema has words of its own for that. */
const withOffset = { must: "match", pattern: `^(?!${withoutOffset.source.slice(1)})`, flags: "", last: true } as const;
const noOffset = "2026-02-25T10:00";

type Said = { issue: object } & Record<string, unknown>;
/** By zod's names: what must hold, and what zod raises where it does not. */
const checks: Record<string, (def: Def, origin: string) => Said | null> = {
  min_length: ({ minimum: than }, origin) => ({
    must: "shortest",
    than,
    issue: { code: "too_small", origin, minimum: than, inclusive: true },
  }),
  max_length: ({ maximum: than }, origin) => ({
    must: "longest",
    than,
    issue: { code: "too_big", origin, maximum: than, inclusive: true },
  }),
  greater_than: ({ value: than, inclusive }) => ({
    must: inclusive ? "least" : "above",
    than,
    issue: { code: "too_small", origin: "number", minimum: than, inclusive },
  }),
  less_than: ({ value: than, inclusive }) => ({
    must: inclusive ? "most" : "below",
    than,
    issue: { code: "too_big", origin: "number", maximum: than, inclusive },
  }),
  number_format: ({ format }) =>
    format === "safeint" ? { must: "whole", issue: { code: "invalid_type", expected: "int", input: 0.5 } } : null,
  string_format: ({ format, pattern, protocol }) => {
    const issue = { code: "invalid_format", origin: "string", format, pattern: pattern?.source };
    if (format === "url") return { must: "address", pattern: protocol?.source, issue };
    return patterned.has(format) ? { must: "match", pattern: pattern.source, flags: pattern.flags, issue } : null;
  },
};
/** The formats that are nothing but their pattern. */
const patterned = new Set([
  "regex",
  "email",
  "date",
  "time",
  "datetime",
  "uuid",
  "starts_with",
  "ends_with",
  "includes",
]);

/** Told by what it does, as zod keeps no name of it. Undefined where a page cannot do the same. */
function changeOf(made: (text: string) => string) {
  const alike = (change: keyof typeof becomes) => tries.every((text) => made(text) === becomes[change](text));
  try {
    return (["trimmed", "lower", "upper"] as const).find(alike);
  } catch {
    // It takes no text but what the check before it has let through, such as a date.
    return undefined;
  }
}
const tries = [" Ab ", "A  b\n\tC", "e\u0301 \u00c9"];

const probes = ["", {}];
/** What the server says of an issue, or undefined where that depends on the value. */
function wordsFor(issue: object, ...own: Words[]): string | undefined {
  const [first, second] = probes.map((input) => {
    const raised = { input, ...issue };
    const words = [...own, z.config().localeError as Words].map((say) => say?.(raised)).find(Boolean);
    const message = typeof words === "string" ? words : (words as { message: string }).message;
    return issueDetails({ issues: [{ path: [], ...raised, message }] } as unknown as z.ZodError)[0]!.message;
  });
  return first === second ? first : undefined;
}
