import type { z } from "zod";
import type { ErrorDetail } from "./errors.ts";

/** zod's issues as the documented `details`: one entry per field, in words for the caller. */
export const issueDetails = (error: z.ZodError): ErrorDetail[] =>
  error.issues.slice(0, 50).flatMap((issue) => {
    const field = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ field: field ? `${field}.${key}` : key, message: "Unknown field" }));
    }
    const absent = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
    return [
      {
        field: field || "body",
        message: absent ? "Required field" : issue.message.replace(/^Invalid input: /, "Must be valid: "),
      },
    ];
  });
