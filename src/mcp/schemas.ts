import { z } from "zod";
import { isRead } from "../app.ts";
import type { Operation } from "../platform/operation.ts";
import { isPage } from "../platform/page.ts";
import { describeField } from "./descriptions.ts";

// The JSON Schemas of a tool, made from the zod schemas of its operation. Many clients know no `$ref`, so nothing refers to
// anything.

export type Json = Record<string, any>;

/** How many records a list gives an agent that does not say. */
export const usualLimit = 20;

/** Query and body in one object, as an agent sends them; on writes the two arguments that make them safe. */
export function inputSchema(operation: Operation): Json {
  const query = operation.query ? jsonSchema(operation.query, "input") : { properties: {} };
  const body = operation.body ? jsonSchema(operation.body, "input") : { properties: {} };
  const properties: Json = {};
  for (const [name, schema] of Object.entries((query.properties ?? {}) as Json))
    properties[name] = described(operation, name, asSent(operation.query.shape[name], name, schema));
  for (const [name, schema] of Object.entries((body.properties ?? {}) as Json))
    properties[name] ??= described(operation, name, schema);
  if (!isRead(operation)) Object.assign(properties, safety);
  const required = [...new Set([...(query.required ?? []), ...(body.required ?? [])])];
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}), additionalProperties: false };
}

export const safety = {
  dryRun: {
    type: "boolean",
    default: false,
    description:
      "true tries it out: everything is checked and done, the outcome is told with the events that would be sent (`wouldSend`), and all of it is undone",
  },
  idempotencyKey: {
    type: "string",
    minLength: 1,
    maxLength: 255,
    description: "Makes a retry safe: the same key and arguments give the first answer again for 24 hours",
  },
};

/** What a tool answers. Lists say first how many records they hold. */
export function outputSchema(operation: Operation): Json {
  const schema = withoutNotes(jsonSchema(operation.output, "output"));
  let { properties = {}, required = [] } = schema as { properties?: Json; required?: string[] };
  const count = { type: "integer" };
  if (schema.type === "array") {
    properties = { count, items: schema };
    required = ["count", "items"];
  } else if (isPage(operation.output)) {
    properties = { count, total: properties.total, items: properties.items, nextCursor: properties.nextCursor };
    required = Object.keys(properties);
  } else if (soleList(operation)) {
    properties = { count, ...properties };
    required = ["count", ...required];
  } else if (schema.type !== "object" || !schema.properties) {
    return { type: "object" };
  }
  if (!isRead(operation))
    properties = {
      ...properties,
      dryRun: { type: "boolean" },
      wouldSend: { type: "array", items: { type: "string" } },
      truncated: { type: "boolean" },
    };
  return {
    type: "object",
    properties,
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: schema.additionalProperties ?? false,
  };
}

/** The field of an answer that is nothing but a list: `{ bookings: […] }`. */
export function soleList({ output }: Operation): string | null {
  if (!(output instanceof z.ZodObject)) return null;
  const [field, ...others] = Object.entries(output.shape);
  return field && others.length === 0 && field[1] instanceof z.ZodArray ? field[0] : null;
}

function described(operation: Operation, name: string, schema: Json): Json {
  return schema.description ? schema : { ...schema, description: describeField(operation, name) };
}

/**
 * A query travels as text, over REST. An agent sends numbers and booleans: where the schema takes nothing but a number's
 * text, a number is what the tool asks for (and text is taken all the same).
 */
function asSent(field: z.ZodType, name: string, schema: Json): Json {
  const takes = (value: string) => field.safeParse(value).success;
  const { description, default: byDefault } = schema;
  const note = description ? { description } : {};
  if (name === "limit" && takes("1"))
    return {
      type: "integer",
      minimum: 1,
      maximum: 200,
      default: usualLimit,
      description: description ?? "How many records at most",
    };
  if (takes("x")) return schema;
  if (takes("true") && takes("false"))
    return { type: "boolean", ...note, ...(byDefault === undefined ? {} : { default: byDefault === "true" }) };
  const number = ["7", "60", "2026"].find(takes);
  if (number === undefined) return schema;
  const several = takes(`${number},${number}`);
  if (several) return { type: "array", items: { type: "integer" }, ...note };
  return { type: "integer", ...note, ...(byDefault === undefined ? {} : { default: Number(byDefault) }) };
}

/** A zod schema as JSON Schema with every named part in its place. */
function jsonSchema(schema: z.ZodType, io: "input" | "output"): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any", reused: "inline" }) as Json;
  return inlined(made, made.$defs ?? {}, []);
}

/** Puts what is referred to in its place. What contains itself ends in "anything". */
function inlined(value: any, definitions: Json, within: string[]): any {
  if (Array.isArray(value)) return value.map((each) => inlined(each, definitions, within));
  if (value === null || typeof value !== "object") return value;
  const { $ref, $defs: _, $schema: __, id: named, ...rest } = value;
  // A schema's own id is text; a property that is called id is a schema.
  const kept = typeof named === "string" || named === undefined ? rest : { id: named, ...rest };
  const others = Object.fromEntries(
    Object.entries(kept)
      .filter(([name, inner]) => !isUnbounded(inner) && !(name === "pattern" && repeatsFormat(kept)))
      .map(([name, inner]) => [name, inlined(inner, definitions, within)]),
  );
  if (typeof $ref !== "string") return others;
  const name = $ref.replace("#/$defs/", "");
  if (within.includes(name) || !definitions[name]) return others;
  return { ...inlined(definitions[name], definitions, [...within, name]), ...others };
}

// Every whole number "must" be a safe one; nobody needs to be told.
const isUnbounded = (value: unknown) => value === Number.MAX_SAFE_INTEGER || value === Number.MIN_SAFE_INTEGER;

/** The pattern of a date or an address says in hundreds of signs what its format says in one word. */
const repeatsFormat = ({ format, pattern }: Json) => typeof format === "string" && typeof pattern === "string";

const notes = new Set(["description", "examples", "pattern", "format", "exclusiveMinimum", "minimum", "maximum"]);
/** How deep an answer's shape is told: the answer, its records, and what these hold. */
const deepest = 2;

/** Of an answer the outer shape is enough: what it says explains itself, and an agent pays for every word. */
function withoutNotes(schema: Json): Json {
  const walk = (value: any, inProperties: boolean, depth: number): any => {
    if (Array.isArray(value)) return value.map((each) => walk(each, false, depth));
    if (value === null || typeof value !== "object") return value;
    if (!inProperties && value.type === "object" && depth >= deepest) return { type: "object" };
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => inProperties || !notes.has(name))
        .map(([name, inner]) => [
          // Alternatives that are cut short may look alike.
          !inProperties && name === "oneOf" ? "anyOf" : name,
          walk(inner, !inProperties && name === "properties", depth + (inProperties ? 1 : 0)),
        ]),
    );
  };
  return walk(schema, false, 0);
}
