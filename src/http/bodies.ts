import type { FastifyInstance, FastifyRequest } from "fastify";
import { badRequest, DomainError, type ErrorDetail, type ErrorType, validationError } from "../platform/errors.ts";

const deepest = 32;

/**
 * Reads bodies: JSON for most operations, text/csv or a multipart file for imports. Text that PostgreSQL cannot store
 * (NUL) or that is no Unicode (lone surrogates) is refused here, once for all operations.
 */
export function readBodies(server: FastifyInstance) {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(/^application\/(?:[\w.+-]+\+)?json\b/, { parseAs: "string" }, (_request, text, done) => {
    if (text === "") return done(null, undefined);
    try {
      const body = JSON.parse(text as string);
      refuseHostile(body, validationError);
      done(null, body);
    } catch (error) {
      done(error instanceof DomainError ? error : new DomainError(badRequest, "The body is not valid JSON."));
    }
  });
  // Uploads stay streams; their operations read them inside the transaction.
  server.addContentTypeParser(
    ["text/csv", "application/csv", "application/octet-stream", "multipart/form-data"],
    (_request, payload, done) => done(null, payload),
  );
  server.addContentTypeParser("*", (_request, payload, done) => {
    payload.resume();
    done(new DomainError(badRequest, "The body must be JSON, sent with Content-Type: application/json."));
  });
}

/** Query parameters cannot nest, but they can carry the same hostile text. */
export function refuseHostileQuery(request: FastifyRequest) {
  refuseHostile(request.query, badRequest);
  refuseHostile(request.params, badRequest);
}

export function refuseHostile(value: unknown, refusal: ErrorType) {
  const details: ErrorDetail[] = [];
  walk(value, [], details);
  if (details.length > 0) throw new DomainError(refusal, "Invalid request parameters", details.slice(0, 20));
}

function walk(value: unknown, path: (string | number)[], details: ErrorDetail[]) {
  if (typeof value === "string") {
    const problem = textProblem(value);
    if (problem) details.push({ field: path.join(".") || "body", message: problem });
  } else if (value !== null && typeof value === "object") {
    if (path.length >= deepest) throw new DomainError(badRequest, `The body is nested deeper than ${deepest} levels.`);
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) walk(value[i], [...path, i], details);
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      if (name === "__proto__" || textProblem(name))
        details.push({ field: path.join(".") || "body", message: "Has a field name that is not allowed" });
      else walk(inner, [...path, name], details);
    }
  }
}

function textProblem(text: string): string | null {
  if (text.includes("\0")) return "Must not contain NUL characters";
  return text.isWellFormed() ? null : "Must be well-formed Unicode";
}
