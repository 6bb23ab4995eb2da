import { z } from "zod";

// Cells arrive as text. These turn them into values; a column that may be missing from the file is wrapped in `maybe`.

/**
 * A column that may be missing (undefined: leave what is stored) or empty (null: nothing is stored).
 * Anything else must fit the schema.
 */
export const maybe = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context): z.output<Schema> | null => {
      if (text.trim() === "") return null;
      const parsed = schema.safeParse(text.trim());
      if (parsed.success) return parsed.data;
      for (const { message } of parsed.error.issues) context.addIssue({ code: "custom", message });
      return z.NEVER;
    })
    .optional();

/** `1,250` and `12.5` are no whole numbers: money is given in minor units. */
export const IntegerCell = z
  .string()
  .trim()
  .regex(/^-?\d{1,15}$/, { error: "Must be a whole number" })
  .transform(Number);

export const DecimalCell = z
  .string()
  .trim()
  .regex(/^-?\d{1,9}(\.\d{1,12})?$/, { error: "Must be a number such as 52.52" })
  .transform(Number);

const yes = ["true", "yes", "1"];
const no = ["false", "no", "0"];
export const BooleanCell = z
  .string()
  .trim()
  .toLowerCase()
  .refine((text) => yes.includes(text) || no.includes(text), { error: "Must be true or false" })
  .transform((text) => yes.includes(text));

/** `vip, regular`: values with commas between them, each once. An empty cell is an empty list. */
export const ListCell = <Item extends z.ZodType<unknown, string>>(item: Item, most = 50) =>
  z
    .string()
    .transform((text) => [...new Set(text.split(",").map((part) => part.trim()))].filter(Boolean))
    .pipe(z.array(item).max(most));
