import { z } from "zod";
import { Instant } from "../../../platform/schemas.ts";
import { appointmentMailKinds, employeeMailKinds } from "../../messaging/mail/facts.ts";
import { locales } from "../../messaging/mail/locale.ts";

const Kind = z.enum(appointmentMailKinds).meta({ description: "Which mail" });
const Language = z.enum(locales).meta({ description: "In which language; each has a wording of its own" });
const Subject = z
  .string()
  .trim()
  .max(500)
  .meta({
    description: "A Liquid template. Empty: the standard subject",
    examples: ["See you on {{ date }}"],
  });
const Body = z.string().max(20_000).meta({
  description:
    "A Liquid template, plain text or simple HTML. It stands above the details, the buttons and the footer, which stay. Empty: the standard words",
});

/** A mail's wording: the business's own, or the standard one. */
export const MessageTemplate = z
  .object({
    kind: Kind,
    language: Language,
    audience: z.enum(["customer", "employee"]),
    subject: z.string(),
    body: z.string(),
    own: z.boolean().meta({ description: "false: the standard words, as a template to begin with" }),
    updatedAt: Instant.nullable(),
    version: z.int().meta({ description: "0 for the standard words" }),
  })
  .meta({ id: "MessageTemplate" });
export type MessageTemplate = z.input<typeof MessageTemplate>;

export const MessageTemplates = z
  .object({
    templates: z.array(MessageTemplate),
    variables: z
      .array(z.object({ name: z.string(), description: z.string(), example: z.string() }))
      .meta({ description: "What a template can use: {{ name }}" }),
  })
  .meta({ id: "MessageTemplates" });

export const TemplateLanguage = z.object({ language: Language.optional() });
export const TemplateName = z.object({ kind: Kind, language: Language });
export const TemplateDraft = z.strictObject({ kind: Kind, language: Language, subject: Subject, body: Body });
export type TemplateDraft = z.output<typeof TemplateDraft>;

export const RenderedTemplate = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    mistakes: z
      .array(z.object({ field: z.enum(["subject", "body"]), message: z.string() }))
      .meta({ description: "Why it could not be saved as it is; the standard words stand in for what cannot be read" }),
  })
  .meta({ id: "RenderedMessageTemplate" });

export const isForStaff = (kind: z.output<typeof Kind>) => (employeeMailKinds as readonly string[]).includes(kind);
