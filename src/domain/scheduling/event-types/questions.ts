import { DomainError, validationError } from "../../../platform/errors.ts";
import { type Problem, problemsOfQuestion } from "../../services/questions/rules.ts";
import type { BookingField } from "../tables.ts";

// The questions that a booker is asked. Some have a name that the product knows (systemFields): they can be worded,
// required or hidden, but keep their type, and name and e-mail are always among them.

const name: BookingField = { name: "name", type: "name", label: "Your name", required: true };
const email: BookingField = { name: "email", type: "email", label: "Email address", required: true };
/** What `responses` may hold without being asked for: where the meeting is, who else comes, a note. */
export const systemFields: Record<string, BookingField> = {
  name,
  email,
  location: { name: "location", type: "radio", label: "Location", required: false },
  attendeePhoneNumber: { name: "attendeePhoneNumber", type: "phone", label: "Phone number", required: false },
  guests: { name: "guests", type: "multiemail", label: "Additional guests", required: false },
  notes: { name: "notes", type: "textarea", label: "Additional notes", required: false },
};

/** The questions of an event type with name and e-mail, which every booking needs; where they are missing, they come first. */
export function withSystemFields(fields: BookingField[]): BookingField[] {
  const missing = [name, email].filter((system) => !fields.some((field) => field.name === system.name));
  return [...missing, ...fields];
}

/** Throws VALIDATION_ERROR naming each field that cannot be asked like this. Expects them `withSystemFields`. */
export function refuseWrongQuestions(fields: BookingField[]): void {
  const details = fields.flatMap((field, index) =>
    problemsOf(field, fields.slice(0, index), fields).map(([part, message]) => ({
      field: `bookingFields.${index}.${part}`,
      message,
    })),
  );
  if (details.length > 0) throw new DomainError(validationError, validationError.message, details);
}

function problemsOf(field: BookingField, earlier: BookingField[], all: BookingField[]): Problem[] {
  const problems = problemsOfQuestion(field, earlier);
  const system = systemFields[field.name];
  if (field.name === "location") problems.push(["name", "Is asked wherever there is a choice: see locations"]);
  else if (system && !mayBe(system, field.type))
    problems.push(["type", `The field ${field.name} must be ${system.type}`]);
  if (field.name === "name") problems.push(...alwaysAsked(field));
  if (field.name === "email") {
    const reachable = all.some((other) => other.type === "phone" && other.required && !other.hidden && !other.showIf);
    if (!reachable) problems.push(...alwaysAsked(field, " unless a phone number is"));
  }
  return problems;
}

function alwaysAsked({ name, required, hidden, showIf }: BookingField, unless = ""): [string, string][] {
  if (!required) return [["required", `The field ${name} must be required${unless}`]];
  if (hidden) return [["hidden", `The field ${name} must be asked${unless}`]];
  return showIf ? [["showIf", `The field ${name} must be asked of everybody${unless}`]] : [];
}

const mayBe = (system: BookingField, type: BookingField["type"]) =>
  type === system.type || (system.name === "notes" && type === "text");
