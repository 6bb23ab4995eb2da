import type { z } from "zod";
import { DomainError, type ErrorDetail, validationError } from "../errors.ts";
import { damaged } from "./decode.ts";
import type { CsvRow } from "./read.ts";

/** `Date of birth`, `date_of_birth` and `dateOfBirth` are one name. */
const bare = (name: string) => name.toLowerCase().replace(/[\s_-]+/g, "");

/**
 * Which field each column of the file is. Refuses the whole file where a column is unknown (its data would be lost
 * silently), given twice or missing, naming every one.
 */
export function readHeader(row: CsvRow | undefined, columns: z.ZodObject, aliases: Record<string, string>): string[] {
  const fields = Object.keys(columns.shape);
  if (!row) throw refuse("The file is empty.", [{ field: "csv", message: `Needs a header line: ${fields.join(",")}` }]);
  if ("problem" in row) throw refuse("The header line cannot be read.", [{ field: "csv", message: row.problem }]);
  if (row.cells.some((cell) => cell.includes("\0") || cell.includes(damaged))) {
    throw refuse("The file is not UTF-8.", [{ field: "csv", message: "Save it as “CSV UTF-8 (comma delimited)”" }]);
  }
  const known = new Map([
    ...Object.entries(aliases).map(([name, field]) => [bare(name), field] as const),
    ...fields.map((field) => [bare(field), field] as const),
  ]);
  const problems: ErrorDetail[] = [];
  const found = row.cells.map((cell, index) => {
    const field = known.get(bare(cell)) ?? "";
    if (!field) {
      const message = cell.trim() ? "Unknown column" : `Column ${index + 1} has no name`;
      problems.push({ field: cell.trim().slice(0, 100) || "csv", message });
    }
    return field;
  });
  for (const field of new Set(found.filter((name, index) => name && found.indexOf(name) !== index)))
    problems.push({ field, message: "Is there twice" });
  for (const [field, schema] of Object.entries(columns.shape))
    if (!found.includes(field) && !(schema as z.ZodType).safeParse(undefined).success)
      problems.push({ field, message: "Required column" });
  if (problems.length > 0)
    throw refuse(`The columns do not fit. Known are: ${fields.join(", ")}.`, problems.slice(0, 50));
  return found;
}

const refuse = (message: string, details: ErrorDetail[]) => new DomainError(validationError, message, details);
