import { holds, type Rule } from "./condition.ts";

/** Where a route leads: to an event type's page, to an address outside, or to some words. `message: null` thanks people in their own language. */
export type Action =
  | { type: "eventType"; eventTypeId: number }
  | { type: "redirect"; url: string }
  | { type: "message"; message: string | null };
export type Conditions = { match: "all" | "any"; rules: Rule[] };
/** The fallback has no conditions, and comes last. */
export type Route = {
  id: string;
  name: string | null;
  isFallback: boolean;
  conditions: Conditions | null;
  action: Action;
};

/** What came of trying one route, for whoever asks later why somebody was led where they were. */
export type Step = {
  routeId: string;
  name: string | null;
  outcome: "taken" | "not_met" | "unavailable";
  reason: string;
};
export type Decision = { route: Route; action: Action; steps: Step[] };

/**
 * The first route whose conditions the answers meet and whose end is there; else the fallback. An event type that is
 * not among `offered` (deleted, switched off) is no end: the next route is tried, and where even the fallback's is gone,
 * people are thanked. Expects the fallback last.
 */
export function decide(routes: Route[], answers: Record<string, unknown>, offered: ReadonlySet<number>): Decision {
  const steps: Step[] = [];
  const note = ({ id, name }: Route, outcome: Step["outcome"], reason: string) =>
    steps.push({ routeId: id, name, outcome, reason });
  for (const route of routes) {
    const { met, reason } = judge(route, answers);
    const gone = met ? missingEnd(route.action, offered) : null;
    if (met && gone === null) {
      note(route, "taken", reason);
      return { route, action: route.action, steps };
    }
    note(route, met ? "unavailable" : "not_met", gone === null ? reason : `${reason}, but ${gone}`);
  }
  return { route: routes.at(-1)!, action: { type: "message", message: null }, steps };
}

function missingEnd(action: Action, offered: ReadonlySet<number>): string | null {
  if (action.type !== "eventType" || offered.has(action.eventTypeId)) return null;
  return `event type ${action.eventTypeId} cannot be booked (deleted or switched off)`;
}

function judge({ isFallback, conditions }: Route, answers: Record<string, unknown>) {
  if (isFallback || !conditions) return { met: true, reason: "The fallback is for everybody else" };
  const { match, rules } = conditions;
  const isMet = (rule: Rule) => holds(rule, Object.hasOwn(answers, rule.field) ? answers[rule.field] : undefined);
  if (match === "all") {
    const failed = rules.find((rule) => !isMet(rule));
    if (failed) return { met: false, reason: `Not met: ${inWords(failed)}` };
    return { met: true, reason: `Met: ${rules.map(inWords).join(" and ")}` };
  }
  const found = rules.find(isMet);
  if (found) return { met: true, reason: `Met: ${inWords(found)}` };
  return { met: false, reason: `None met: ${rules.map(inWords).join(" or ")}` };
}

/** `company_size in 51-200, 201+` */
const inWords = ({ field, operator, value }: Rule): string =>
  [field, operator.replaceAll("_", " "), value === undefined ? [] : [value].flat().join(", ")].flat().join(" ");
