import { badRequest, conflict, DomainError, missing, refuse, validationError } from "./errors.ts";

/** What a broken constraint means to the caller, by its name. Written once per constraint, beside the noun that owns it. */
export type Refusals = Record<string, () => DomainError>;

type PostgresError = { code?: string; constraint?: string; table?: string; detail?: string; column?: string };

/** A refusal by the database, in the caller's words. Anything else passes unchanged. */
export function translateConstraint(error: unknown, refusals: Refusals): unknown {
  if (error instanceof DomainError) return error;
  const { code, constraint = "", table = "", detail = "" } = (error ?? {}) as PostgresError;
  const known = refusals[constraint];
  if (known) return known();
  switch (code) {
    case "23503": // foreign key
      if (detail.includes("is still referenced")) {
        return refuse(
          conflict,
          `This record is still used by ${(/from table "(\w+)"/.exec(detail)?.[1] ?? "others").replaceAll("_", " ")}.`,
        );
      }
      return unknownReference(constraint, table);
    case "23505": // unique
      return refuse(conflict, "A record with these values exists already.", [
        { field: uniqueField(constraint, table), message: "Is taken" },
      ]);
    case "23514": // check
      return refuse(validationError, undefined, [
        { field: constraint.replace(`${table}_`, "").replace(/_check$/, ""), message: "Is out of range" },
      ]);
    case "22003": // numeric value out of range
      return refuse(validationError, undefined, [{ field: "body", message: "A number is out of range" }]);
    case "22P02": // a value of the wrong form reached a query: in a forged cursor, all else is parsed
    case "22007":
    case "22008":
      return refuse(badRequest, "Invalid request parameters");
    default:
      return error;
  }
}

/** `employees_business_id_role_id_fkey` → there is no such role, field `roleId`. */
function unknownReference(constraint: string, table: string) {
  const column = constraint
    .replace(`${table}_`, "")
    .replace("business_id_", "")
    .replace(/_fkey\d*$/, "");
  const field = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return missing(column.replace(/_id$/, "").replaceAll("_", " "), null, field);
}
const uniqueField = (constraint: string, table: string) =>
  constraint
    .replace(`${table}_`, "")
    .replace("business_id_", "")
    .replace(/_(key|once)$/, "");
