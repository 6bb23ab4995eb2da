import { badRequest, DomainError, type ErrorDetail, type ErrorType } from "./errors.ts";

const deepest = 32;

/** Refuses text that PostgreSQL cannot store (NUL) or that is no Unicode (lone surrogates), and nesting without end. */
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
