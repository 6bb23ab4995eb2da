import type { FormField } from "./schema.ts";

/** Who answered, where the form asks: by the field's name, and by its type. */
export function personIn(
  fields: FormField[],
  answers: Record<string, unknown>,
): { name: string | null; email: string | null } {
  const given = fields.flatMap(({ name, type }) =>
    typeof answers[name] === "string" ? [{ name, type, value: answers[name] }] : [],
  );
  const named = (pattern: RegExp) => given.find(({ name, type }) => type === "text" && pattern.test(name))?.value;
  const [first, last] = [named(/^first[-_]?name$/i), named(/^last[-_]?name$/i)];
  const whole = named(/^((full|your)[-_]?)?name$/i) ?? [first, last].filter(Boolean).join(" ");
  return { name: whole || null, email: given.find(({ type }) => type === "email")?.value ?? null };
}
