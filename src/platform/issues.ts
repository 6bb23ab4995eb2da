import type { z } from "zod";
import type { ErrorDetail } from "./errors.ts";

/** zod's issues as the documented `details`: one entry per field, in words for the caller. */
export const issueDetails = (error: z.ZodError): ErrorDetail[] =>
  error.issues.slice(0, 50).flatMap((issue) => {
    const field = issue.path.map(String).join(".");
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({ field: field ? `${field}.${key}` : key, message: "Unknown field" }));
    }
    if (issue.code === "invalid_union" && issue.message === "Invalid input" && issue.errors.length > 0)
      return [{ field: field || "body", message: eitherOf(issue.errors) }];
    const absent = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
    return [
      {
        field: field || "body",
        message: absent ? "Required field" : issue.message.replace(/^Invalid input: /, "Must be valid: "),
      },
    ];
  });

/** What a value that fits none of several kinds should have been: in the words of those that have words of their own. */
function eitherOf(kinds: z.core.$ZodIssue[][]): string {
  const first = kinds.flatMap(([issue]) => issue ?? []);
  const told = [
    ...new Set(first.map(({ message }) => message).filter((message) => !message.startsWith("Invalid input"))),
  ];
  if (told.length > 0)
    return [told[0], ...told.slice(1).map((message) => message.replace(/^Must be /, ""))].join(", or ");
  const expected = first.flatMap((issue) => (issue.code === "invalid_type" ? issue.expected : []));
  return `Must be valid: expected ${[...new Set(expected)].join(" or ")}`;
}
