import type { z } from "zod";
import { isRead } from "../app.ts";
import { badRequest, DomainError, type ErrorDetail } from "../platform/errors.ts";
import { refuseHostile } from "../platform/hostile.ts";
import type { Operation } from "../platform/operation.ts";
import { usualLimit } from "./schemas.ts";

export type Arguments = Record<string, unknown>;
export type Input = { query: Arguments; body: Arguments; dryRun: boolean; idempotencyKey: string | null };

/** Takes a tool's arguments apart into what its operation reads as query and body. Throws what is wrong, field by field. */
export function readArguments(operation: Operation, given: Arguments): Input {
  refuseHostile(given, badRequest);
  const { dryRun, idempotencyKey, ...rest } = given;
  const reads = isRead(operation);
  const wanted = reads ? given : rest;
  const query = operation.query?.shape ?? {};
  const input: Input = {
    query: {},
    body: {},
    dryRun: reads ? false : readDryRun(dryRun),
    idempotencyKey: reads ? null : readKey(idempotencyKey),
  };
  const unknown: ErrorDetail[] = [];
  for (const [name, value] of Object.entries(wanted)) {
    const inQuery = Object.hasOwn(query, name) ? name : aliasOf(name, query, wanted, operation);
    if (inQuery) input.query[inQuery] = asText(value);
    else if (operation.body) input.body[name] = value;
    else unknown.push({ field: name, message: unknownField(query) });
  }
  if (unknown.length > 0) throw new DomainError(badRequest, "Invalid request parameters", unknown.slice(0, 20));
  if (Object.hasOwn(query, "limit") && input.query.limit === undefined) input.query.limit = String(usualLimit);
  return input;
}

/** A record that goes by its `uid` goes by its id as well: an agent that has the one need not look for the other. */
function aliasOf(name: string, query: z.ZodRawShape, given: Arguments, { body }: Operation): string | null {
  if (name !== "id" || !Object.hasOwn(query, "uid") || given.uid !== undefined) return null;
  return body && Object.hasOwn((body as z.ZodObject).shape ?? {}, "id") ? null : "uid";
}

/** A query is text. Agents send numbers and booleans, and null for what they leave out. */
function asText(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return Array.isArray(value) ? value.map(asText) : value;
}

function readDryRun(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value === "boolean") return value;
  throw refuse("dryRun", "Must be true or false");
}
function readKey(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" && /^[\x21-\x7e]{1,255}$/.test(value)) return value;
  throw refuse("idempotencyKey", "Must be 1 to 255 printable characters without spaces");
}
const refuse = (field: string, message: string) =>
  new DomainError(badRequest, "Invalid request parameters", [{ field, message }]);

function unknownField(query: z.ZodRawShape): string {
  const names = Object.keys(query);
  return `Unknown field. This tool takes ${names.length > 0 ? names.join(", ") : "no arguments"}`;
}
