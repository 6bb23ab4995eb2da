import { z } from "zod";
import { DomainError, validationError } from "../../../platform/errors.ts";
import type { BookingField } from "../tables.ts";
import "../tables.ts";

// The questions that a booker is asked. Some have a name that the product knows (systemFields): they can be worded,
// required or hidden, but keep their type, and name and e-mail are always among them.

export const fieldTypes = [
  "name",
  "email",
  "phone",
  "text",
  "textarea",
  "number",
  "address",
  "url",
  "select",
  "multiselect",
  "radio",
  "checkbox",
  "boolean",
  "multiemail",
] as const satisfies BookingField["type"][];
/** Checkbox is a list to tick, as in Cal.com; a single tick is a boolean. */
const typesWithOptions: ReadonlySet<string> = new Set(["select", "multiselect", "radio", "checkbox"]);

const Answer = z.union([z.string().max(500), z.number(), z.boolean()]);
export const BookingQuestion = z
  .strictObject({
    name: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, {
        error: "Must be letters, digits, hyphens and underscores, and begin with a letter",
      })
      .meta({ description: "The key of the answer in a booking's `responses`" }),
    type: z.enum(fieldTypes).meta({
      description:
        "What is typed or chosen: checkbox and multiselect take several options, radio and select one, boolean is a single tick, multiemail several addresses",
    }),
    label: z.string().trim().min(1).max(500).meta({ description: "The question, as the booker reads it" }),
    required: z
      .boolean()
      .default(false)
      .meta({ description: "Whether it has to be answered; a required boolean has to be ticked" }),
    placeholder: z.string().max(500).optional().meta({ description: "An example shown in the empty field" }),
    options: z
      .array(
        z.strictObject({
          value: z.string().min(1).max(200).meta({ description: "What the answer holds" }),
          label: z.string().min(1).max(200).meta({ description: "What the booker reads" }),
        }),
      )
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "What can be chosen, for select, multiselect, radio and checkbox" }),
    hidden: z.boolean().optional().meta({ description: "Is not asked; an answer can still be handed in" }),
    showIf: z
      .strictObject({
        field: z.string().max(64).meta({ description: "The `name` of an earlier field" }),
        in: z.array(Answer).min(1).max(50).meta({ description: "Answers to it for which this question is asked" }),
      })
      .optional()
      .meta({ description: "Asked only where the answer to an earlier field is one of `in`" }),
    minLength: z.int().min(0).max(5000).optional().meta({ description: "Fewest characters of a text" }),
    maxLength: z.int().min(1).max(5000).optional().meta({ description: "Most characters of a text" }),
  })
  .meta({ id: "BookingField" });
export const BookingQuestions = z.array(BookingQuestion).max(100);

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

type Problem = [part: string, message: string];

/** What is wrong with a question whatever it is asked for. `earlier`: those that come before it. */
export function problemsOfQuestion(field: BookingField, earlier: BookingField[]): Problem[] {
  const problems: Problem[] = [];
  if (earlier.some((other) => other.name === field.name)) problems.push(["name", "Another field has this name"]);
  if (typesWithOptions.has(field.type) && !field.options) problems.push(["options", "Required field"]);
  if (!typesWithOptions.has(field.type) && field.options) problems.push(["options", `A ${field.type} has no options`]);
  if (field.options && new Set(field.options.map(({ value }) => value)).size < field.options.length)
    problems.push(["options", "Two options have the same value"]);
  if (field.showIf && !earlier.some((other) => other.name === field.showIf!.field))
    problems.push(["showIf", "Must name a field that comes before this one"]);
  if (field.maxLength !== undefined && (field.minLength ?? 0) > field.maxLength)
    problems.push(["maxLength", "Must not be less than minLength"]);
  return problems;
}

function alwaysAsked({ name, required, hidden, showIf }: BookingField, unless = ""): [string, string][] {
  if (!required) return [["required", `The field ${name} must be required${unless}`]];
  if (hidden) return [["hidden", `The field ${name} must be asked${unless}`]];
  return showIf ? [["showIf", `The field ${name} must be asked of everybody${unless}`]] : [];
}

const mayBe = (system: BookingField, type: BookingField["type"]) =>
  type === system.type || (system.name === "notes" && type === "text");
