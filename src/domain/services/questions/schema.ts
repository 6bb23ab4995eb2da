import { z } from "zod";

// Questions that somebody who books is asked, and what kinds of answers there are to them.

/** A question as it is kept. */
export type Question = {
  name: string;
  type: (typeof fieldTypes)[number];
  label: string;
  required: boolean;
  placeholder?: string;
  options?: { value: string; label: string }[];
  hidden?: boolean;
  /** Asked only where the answer to `field` is one of `in`. */
  showIf?: { field: string; in: (string | number | boolean)[] };
  minLength?: number;
  maxLength?: number;
};

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
] as const;
/** Checkbox is a list to tick, as in Cal.com; a single tick is a boolean. */
export const typesWithOptions: ReadonlySet<string> = new Set(["select", "multiselect", "radio", "checkbox"]);

export const Options = z
  .array(
    z.strictObject({
      value: z.string().min(1).max(200).meta({ description: "What the answer holds" }),
      label: z.string().min(1).max(200).meta({ description: "What the booker reads" }),
    }),
  )
  .min(1)
  .max(200);

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
    options: Options.optional().meta({
      description: "What can be chosen, for select, multiselect, radio and checkbox",
    }),
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
