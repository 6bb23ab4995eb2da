import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, Text } from "../../../platform/schemas.ts";
import { Options } from "../questions/schema.ts";

/** The kinds of booking questions, without those that event types need for who comes: a business knows its customers. */
export const customFieldTypes = [
  "text",
  "textarea",
  "number",
  "email",
  "phone",
  "url",
  "address",
  "select",
  "multiselect",
  "radio",
  "checkbox",
  "boolean",
] as const;
export type CustomFieldType = (typeof customFieldTypes)[number];

export const CustomField = z
  .object({
    id: Id,
    key: z.string().meta({ description: "The name of its answers in `customFields`; it never changes" }),
    label: z.string().meta({ description: "The question, as it is read" }),
    type: z.enum(customFieldTypes).meta({
      description:
        "What is typed or chosen: checkbox and multiselect take several options, radio and select one, boolean is a single tick",
    }),
    required: z.boolean().meta({ description: "Whether customers have to answer it; a boolean has to be ticked" }),
    options: Options.nullable().meta({ description: "What can be chosen; null where nothing is" }),
    placeholder: z.string().nullable().meta({ description: "An example shown in the empty field" }),
    helpText: z.string().nullable().meta({ description: "A sentence beside the field" }),
    serviceIds: z.array(Id).meta({ description: "The services with which it is asked; empty is every one" }),
    position: z.int().meta({ description: "Smaller comes first" }),
    active: z.boolean().meta({ description: "Whether it is asked; answers that were given stay" }),
    visibleToCustomers: z
      .boolean()
      .meta({ description: "false: staff alone see it and fill it in; customers never learn of it" }),
    version: z.int(),
  })
  .meta({ id: "CustomField" });
export type CustomFieldView = z.output<typeof CustomField>;

const fields = {
  label: z.string().trim().min(1, { error: "Must not be empty" }).max(500),
  type: z.enum(customFieldTypes),
  required: z.boolean(),
  options: Options.nullable(),
  placeholder: Text.max(500).nullable(),
  helpText: Text.max(1000).nullable(),
  serviceIds: z.array(Id).max(500),
  position: z.int().min(0).max(100_000),
  active: z.boolean(),
  visibleToCustomers: z.boolean(),
};
/** `type` defaults to text, `key` to the label as a slug. Asked with every service unless `serviceIds` names some. */
export const CustomFieldDraft = z
  .strictObject({
    ...fields,
    key: z
      .string()
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, { error: "Must be small letters, digits and single hyphens" })
      .max(64),
  })
  .partial()
  .required({ label: true });
/** Without the key: answers are kept under it. */
export const CustomFieldChanges = z.strictObject(fields).partial();
export const CustomFieldId = z.object({ id: IdParameter.meta({ description: "The custom field's id" }) });
export const CustomFieldSearch = PageQuery.extend({
  serviceId: IdParameter.optional().meta({ description: "Only those that are asked with this service" }),
  active: BooleanParameter.optional().meta({
    description: "true: those that are asked; false: those switched off; left out: both",
  }),
  search: z.string().max(200).optional().meta({ description: "Part of the label or the key" }),
});

/** A question as customers see it. */
export const PublicCustomField = CustomField.pick({
  key: true,
  label: true,
  type: true,
  required: true,
  options: true,
  placeholder: true,
  helpText: true,
  serviceIds: true,
}).meta({ id: "PublicCustomField" });
export const PublicCustomFieldSearch = PageQuery.extend({
  subdomain: z.string().max(63).optional().meta({ description: "The business; not needed with an API key" }),
  serviceId: IdParameter.optional().meta({ description: "Only those that are asked with this service" }),
});
