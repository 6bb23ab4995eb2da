import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { holds, type Operator, operators, type Rule } from "./condition.ts";
import { decide, type Route } from "./route.ts";

const names = ["size", "industry", "seats", "wants"];
const word = fc.constantFrom("a", "B", "ab", "abc", " A ", "10", "2", "");
const scalar = fc.oneof(word, fc.integer({ min: -3, max: 12 }), fc.boolean());
const answer = fc.oneof(scalar, fc.array(word, { maxLength: 3 }), fc.constant(undefined));
const answers = fc.record(Object.fromEntries(names.map((name) => [name, answer])), { requiredKeys: [] });
const rule: fc.Arbitrary<Rule> = fc.record({
  field: fc.constantFrom(...names),
  operator: fc.constantFrom(...operators),
  value: fc.oneof(scalar, fc.array(scalar, { minLength: 1, maxLength: 3 })),
});
const action = fc.oneof(
  fc.record({ type: fc.constant("eventType" as const), eventTypeId: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ type: fc.constant("message" as const), message: fc.constant("Hello") }),
);
const routes: fc.Arbitrary<Route[]> = fc
  .tuple(
    fc.array(
      fc.record({
        conditions: fc.record({
          match: fc.constantFrom("all" as const, "any" as const),
          rules: fc.array(rule, { minLength: 1, maxLength: 3 }),
        }),
        action,
      }),
      { maxLength: 5 },
    ),
    action,
  )
  .map(([some, end]) =>
    [...some, { conditions: null, action: end }].map((route, index) => ({
      ...route,
      id: String(index),
      name: null,
      isFallback: route.conditions === null,
    })),
  );
const offered = fc.uniqueArray(fc.integer({ min: 1, max: 4 })).map((ids) => new Set(ids));

const opposites: [Operator, Operator][] = [
  ["equals", "not_equals"],
  ["contains", "not_contains"],
  ["in", "not_in"],
  ["is_empty", "is_not_empty"],
];

describe("routing", () => {
  it("takes the first route that is met and leads somewhere, as a second reading of the rules finds it", () => {
    fc.assert(
      fc.property(routes, answers, offered, (tried, given: Record<string, unknown>, open) => {
        const decision = decide(tried, given, open);
        const meets = ({ conditions }: Route) =>
          conditions === null ||
          conditions.rules
            .map((one) => holds(one, given[one.field]))
            [conditions.match === "all" ? "every" : "some"](Boolean);
        const leads = ({ action }: Route) => action.type !== "eventType" || open.has(action.eventTypeId);
        const expected = tried.filter((route) => meets(route) && leads(route))[0];
        assert.equal(decision.route.id, (expected ?? tried.at(-1)!).id);
        assert.deepEqual(decision.action, expected?.action ?? { type: "message", message: null });
        assert.ok(decision.action.type !== "eventType" || open.has(decision.action.eventTypeId));
      }),
      { numRuns: 2000 },
    );
  });

  it("says of every route up to the one it takes why, in order", () => {
    fc.assert(
      fc.property(routes, answers, offered, (tried, given, open) => {
        const { route, steps } = decide(tried, given, open);
        const place = tried.indexOf(route);
        assert.deepEqual(
          steps.map(({ routeId }) => routeId),
          tried.slice(0, place + 1).map(({ id }) => id),
        );
        assert.ok(steps.slice(0, -1).every(({ outcome, reason }) => outcome !== "taken" && reason.length > 0));
      }),
    );
  });

  it("is never swayed by the order of a route's rules, nor by routes behind the one it takes", () => {
    fc.assert(
      fc.property(routes, answers, offered, (tried, given, open) => {
        const turned = tried.map((route) => ({
          ...route,
          conditions: route.conditions && { ...route.conditions, rules: route.conditions.rules.toReversed() },
        }));
        const { route } = decide(tried, given, open);
        assert.equal(decide(turned, given, open).route.id, route.id);
        const upTo = tried.slice(0, tried.indexOf(route) + 1);
        assert.equal(decide(upTo, given, open).route.id, route.id);
      }),
    );
  });

  it("reads each operator and its opposite as opposites, whatever was answered", () => {
    fc.assert(
      fc.property(fc.constantFrom(...opposites), rule, answer, ([one, other], some, given) => {
        assert.notEqual(holds({ ...some, operator: one }, given), holds({ ...some, operator: other }, given));
      }),
      { numRuns: 2000 },
    );
  });

  it("finds no number both greater and less, and nothing in an empty answer", () => {
    fc.assert(
      fc.property(rule, answer, (some, given) => {
        const is = (operator: Operator, about: unknown) => holds({ ...some, operator }, about);
        assert.ok(!(is("greater_than", given) && is("less_than", given)));
        for (const empty of [undefined, null, "", []])
          for (const operator of ["equals", "contains", "starts_with", "in", "greater_than", "less_than"] as const)
            assert.equal(is(operator, empty), false, operator);
      }),
    );
  });

  it("compares as people mean it", () => {
    const cases: [Operator, Rule["value"], unknown, boolean][] = [
      ["equals", "Retail", " retail ", true],
      ["equals", ["a", "b"], ["b", "a"], true],
      ["equals", "a", ["a", "b"], false],
      ["equals", true, true, true],
      ["equals", 5, 5, true],
      ["contains", "corp", "Acme Corp.", true],
      ["contains", "a", ["a", "b"], true],
      ["contains", "a", ["ab"], false],
      ["starts_with", "+49", "+4930123", true],
      ["in", ["50-200", "201+"], "201+", true],
      ["in", ["x"], ["x", "y"], true],
      ["not_in", ["x"], "y", true],
      ["greater_than", 50, 51, true],
      ["greater_than", 50, 50, false],
      ["less_than", 50, 49.5, true],
      ["is_empty", undefined, undefined, true],
      ["is_not_empty", undefined, false, true],
    ];
    for (const [operator, value, given, expected] of cases)
      assert.equal(holds({ field: "q", operator, value }, given), expected, `${operator} ${value} ${given}`);
  });
});
