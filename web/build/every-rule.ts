import { operations } from "../../src/app.ts";
import type { Rule } from "../shared/rules.ts";
import { ruleOf } from "./rules.ts";

/** What the body of each operation must be, by the operation's name. A page gets it ready made: see operations.ts. */
export const rules: Record<string, Rule> = Object.fromEntries(
  operations.flatMap(({ name, http, body }) => (http && body ? [[name, ruleOf(body)]] : [])),
);
