import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { operations } from "../../src/app.ts";
import { issueDetails } from "../../src/platform/issues.ts";
import { examples } from "../../test/reference/examples.ts";
import { sampleOf } from "../../test/support/samples.ts";
import { problemsBy, type Rule } from "../shared/rules.ts";
import { rules } from "./every-rule.ts";

// What a page refuses by itself the server would have refused too, beside the same field and in the same words. A new
// operation is tested here without a word written.

const taking = operations.flatMap(({ name, http, body }) =>
  http && body ? [{ name, http, body, rule: rules[name]! }] : [],
);
type Taking = (typeof taking)[number];

/** What the server says of a body, as "field: message". */
const serverOn = ({ body }: Taking, given: unknown) => {
  const { error } = body.safeParse(given);
  return error ? issueDetails(error).map(said) : [];
};
const pageOn = ({ rule }: Taking, given: unknown) => problemsBy(rule, given).map(said);
const said = ({ field, message }: { field: string; message: string }) => `${field}: ${message}`;

describe("the rules of every operation", () => {
  it("take what the smallest sample and the reference's examples send", () => {
    const refused = taking.flatMap((one) =>
      documented(one).flatMap((given) => pageOn(one, given).map((problem) => `${one.name}: ${problem}`)),
    );
    assert.deepEqual(refused, []);
    assert.ok(taking.flatMap(documented).length > taking.length);
  });

  it("refuse nothing that the server takes, say the same, and find nearly all that it finds", () => {
    const wrong = new Set<string>();
    const found = { page: 0, server: 0 };
    for (const one of taking)
      for (const given of bodiesFor(one)) {
        const [page, server] = [pageOn(one, given), serverOn(one, given)];
        // The server tells no more than fifty.
        if (server.length === 50) continue;
        found.page += page.length;
        found.server += server.length;
        for (const problem of page.filter((problem) => !server.includes(problem)))
          wrong.add(`${one.name}, where the server says ${server}: ${problem}`);
      }
    assert.deepEqual([...wrong], []);
    // The rest would have to run: time zones, what depends on two fields.
    assert.ok(found.page > 0.85 * found.server, JSON.stringify(found));
  });
});

const documented = ({ http, body }: Taking): unknown[] => {
  const [method, route] = http.split(" ") as [string, string];
  const [path] = route.split(/[:?]/) as [string];
  const sent = examples
    .filter(
      ({ language, code }) => language === "curl" && code.includes(`-X ${method} `) && code.includes(`.io${path}`),
    )
    .flatMap(({ code }) => /-d '(\{.*\})'/s.exec(code)?.[1] ?? [])
    .map((json) => JSON.parse(json))
    .filter((given) => body.safeParse(given).success);
  const sample = sampleOf(body, 1);
  return sample ? [sample, ...sent] : sent;
};

/** A body that fits, as far as the rules know, and the same with each of the values in it replaced by others. */
const bodiesFor = ({ rule, body }: Taking) => variants(rule, sampleOf(body, 1));

function* variants(rule: Rule, base: unknown): Generator<unknown> {
  yield* [base, ...(rule.choices ?? []), ...oddities, ...texts, ...numbers, ...atTheEdge(rule)];
  const { fields, each, cases, is } = rule;
  const given = (typeof base === "object" && base ? base : {}) as Record<string, unknown>;
  for (const [value, one] of cases?.rules ?? []) yield* variants(one, { ...fitting(one), [cases!.field]: value });
  for (const [name, one] of Object.entries(fields ?? {}))
    for (const value of variants(one, given[name] ?? fitting(one))) yield { ...given, [name]: value };
  if (each) for (const value of variants(each, fitting(each))) yield is === "array" ? [value] : { some: value };
}

/** Something of the kind that a rule wants, with what it cannot do without. */
function fitting({ is, fields, each, choices, anyOf, cases }: Rule): any {
  if (anyOf) return fitting(anyOf[0]!);
  if (choices) return choices[0];
  if (cases) return { ...fitting(cases.rules[0]![1]), [cases.field]: cases.rules[0]![0] };
  if (fields)
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, rule]) => (rule.optional ? [] : [[name, fitting(rule)]])),
    );
  if (is === "array") return each ? [fitting(each)] : [];
  return { string: "Sample", number: 1, boolean: true, record: {}, object: {}, undefined: "Sample" }[String(is)];
}

/** As long and as large as is just allowed, and one more. */
const atTheEdge = ({ is, each = {}, steps = [] }: Rule) =>
  steps.flatMap((step) => {
    const than = "must" in step ? step.than : undefined;
    if (than === undefined) return [];
    if (is === "number") return [than - 1, than, than + 1];
    const lengths = [than - 1, than, than + 1].filter(
      (length) => length >= 0 && length <= (is === "array" ? 1000 : 6000),
    );
    return lengths.flatMap((length): unknown[] =>
      is === "array"
        ? [Array(length).fill(fitting(each))]
        : ["x".repeat(length), ` ${"x".repeat(length)} `, "ß".repeat(length), `https://a.de/${"x".repeat(length)}`],
    );
  });

const oddities: unknown[] = [undefined, null, true, 1.5, [], {}, [1]];
const numbers = [-1, 0, 0.5, 1, 1e6, 1e21, -1e21, 2 ** 53];
const texts = [
  "",
  " ",
  " a ",
  "A",
  "a,b",
  "a@b.de",
  " A@b.de",
  "a@b",
  "https://a.de",
  "HTTPS://a.de/ü",
  "https:a.de",
  " https://a.de/\n",
  "ftp://a.de",
  "webcal://a.de",
  "javascript:alert(1)",
  "2026-02-28",
  "2026-02-30",
  "0000-01-01",
  "2026-02-28T10:00:00Z",
  "2026-02-28T10:00",
  "2026-02-28T10:00:00+02:00",
  "09:30",
  "24:00",
  "9:30",
  "#0f766e",
  "#fff",
  "+49 151 23456789",
  "en",
  "pt-BR",
  "usd",
  "USD",
  "DE",
  "Europe/Berlin",
  "Not This",
  "123456",
  "5",
  "true",
];
