import { isRead } from "../app.ts";
import { documentedTools, toolNames } from "../domain/identity/agents/tools.ts";
import type { Operation } from "../platform/operation.ts";
import { inputSchema, type Json, outputSchema } from "./schemas.ts";

/** One tool: the operation behind it, and how it is listed. */
export type Tool = { name: string; operation: Operation; documented: boolean; listed: Json };

/**
 * Every tool, in the documented order, made from the operations once at the start: a schema costs far more than a call.
 */
export function makeTools(operations: Operation[]): Map<string, Tool> {
  const byName = new Map(operations.flatMap((operation) => (operation.tool ? [[operation.tool, operation]] : [])));
  return new Map(
    toolNames.flatMap((name) => {
      const operation = byName.get(name);
      if (!operation) return [];
      const documented = documentedTools.includes(name);
      return [[name, { name, operation, documented, listed: describe(name, operation) }]];
    }),
  );
}

function describe(name: string, operation: Operation): Json {
  const title = titleOf(name);
  return {
    name,
    title,
    description: [`${operation.summary}.`, operation.description].filter(Boolean).join(" "),
    inputSchema: inputSchema(operation),
    outputSchema: outputSchema(operation),
    annotations: { title, ...hintsOf(name, operation) },
  };
}

const titleOf = (name: string) => {
  const words = name.replaceAll("_", " ");
  return words[0]!.toUpperCase() + words.slice(1);
};

// Making something new takes nothing away, and neither does confirming; changing and cancelling do.
const additive = /^(create|duplicate|confirm|test|book)_/;

function hintsOf(name: string, operation: Operation) {
  const reads = isRead(operation);
  const method = operation.http?.split(" ")[0] ?? "";
  return {
    readOnlyHint: reads,
    destructiveHint: !reads && !additive.test(name),
    idempotentHint: reads || ["PUT", "PATCH", "DELETE"].includes(method),
    openWorldHint: false,
  };
}
