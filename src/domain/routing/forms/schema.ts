import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  BooleanParameter,
  Id,
  IdParameter,
  InstantOut,
  Language,
  LocalDate,
  Name,
  Text,
  TimeZone,
  Url,
} from "../../../platform/schemas.ts";
import { BookingQuestion } from "../../services/questions/schema.ts";
import { operators } from "./condition.ts";

export const fieldTypes = [
  "text",
  "textarea",
  "email",
  "phone",
  "number",
  "select",
  "multiselect",
  "radio",
  "checkbox",
  "boolean",
  "url",
] as const;

/** A question, as event types ask them: the same pages show it and the same rules read its answer. */
export const FormField = BookingQuestion.extend({
  name: BookingQuestion.shape.name.meta({
    description:
      "Identifier of the field: the key of its answer in `responses`, and what conditions name. Letters, digits, hyphens and underscores, beginning with a letter",
  }),
  type: z.enum(fieldTypes).meta({
    description:
      "What is typed or chosen. `checkbox` and `multiselect` take several options, `radio` and `select` one, `boolean` is a single tick",
  }),
}).meta({ id: "RoutingFormField", description: "One question of the form" });
export type FormField = z.output<typeof FormField>;

const Scalar = z.union([z.string().max(500), z.number(), z.boolean()]);
const Rule = z
  .strictObject({
    field: z.string().max(64).meta({ description: "The `name` of a field of the form" }),
    operator: z.enum(operators).meta({
      description:
        "How the answer is compared, without case. Of several ticks `equals` means exactly these, `contains` and `in` at least one. `greater_than` and `less_than` compare numbers",
    }),
    value: z
      .union([Scalar, z.array(Scalar).min(1).max(200)])
      .optional()
      .meta({
        description: "What to compare with: a list for `in` and `not_in`, nothing for `is_empty` and `is_not_empty`",
      }),
  })
  .meta({ id: "RoutingCondition", description: "What one answer has to be like" });
const Conditions = z
  .strictObject({
    match: z
      .enum(["all", "any"])
      .default("all")
      .meta({ description: "Whether all rules have to hold, or any of them" }),
    rules: z.array(Rule).min(1).max(50).meta({ description: "What answers have to be like" }),
  })
  .meta({ id: "RoutingConditions", description: "When the route is taken" });

export const Action = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("eventType").meta({ description: "Leads to the page where an event type is booked" }),
      eventTypeId: Id.meta({ description: "The event type's id" }),
    }),
    z.strictObject({
      type: z.literal("redirect").meta({ description: "Leads to an address outside" }),
      url: Url.meta({ description: "Where to: an http or https address" }),
    }),
    z.strictObject({
      type: z.literal("message").meta({ description: "Shows some words" }),
      message: Text.nullable().meta({ description: "The words; null thanks people in their own language" }),
    }),
  ])
  .meta({ id: "RoutingAction", description: "Where the route leads" });

const routeName = Name.nullable().meta({ description: "What you call the route; visitors do not see it" });
export const RouteDraft = z
  .strictObject({
    id: z.string().min(1).max(50).optional().meta({
      description: "Keeps the route's identity when routes are sent again; one is given where it is left out",
    }),
    name: routeName.optional(),
    isFallback: z.boolean().default(false).meta({
      description: "Whether it is for everybody whom no other route takes. It comes last and has no conditions",
    }),
    conditions: Conditions.nullish(),
    action: Action,
  })
  .meta({ id: "RoutingRouteDraft", description: "One route" });
export type RouteDraft = z.output<typeof RouteDraft>;

const fields = z.array(FormField).max(100).meta({ description: "The questions, in the order in which they are asked" });
const ownFields = {
  name: Name.meta({ description: "The form's title, which visitors see" }),
  description: Text.nullable().meta({ description: "A few words above the questions" }),
  active: z.boolean().meta({ description: "Whether it can be opened and sent; true by default" }),
  teamId: Id.nullable().meta({ description: "The team it belongs to, whose workflows and webhooks hear of it" }),
  fields,
};
const draft = {
  ...ownFields,
  routes: z.array(RouteDraft).max(50).meta({
    description:
      "Where answers lead: the first route whose conditions are met is taken. Without a fallback among them, one that thanks people is added",
  }),
};
export const FormDraft = z.strictObject(draft).partial().required({ name: true });
export type FormDraft = z.output<typeof FormDraft>;
export const FormChanges = z.strictObject(draft).partial();

const Route = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    isFallback: z.boolean(),
    conditions: Conditions.nullable(),
    action: Action,
  })
  .meta({ id: "RoutingRoute" });

export const RoutingForm = z
  .object({
    id: Id,
    uid: z.string().meta({ description: "The handle in its public address" }),
    ...ownFields,
    routes: z.array(Route).meta({ description: "In the order in which they are tried, the fallback last" }),
    link: z.string().meta({ description: "The form's public address" }),
    responseCount: z.int(),
    lastResponseAt: InstantOut.nullable(),
    problems: z
      .array(z.object({ routeId: z.string(), message: z.string() }))
      .meta({ description: "Routes that lead nowhere now and are passed over" }),
    version: z.int(),
    createdAt: InstantOut,
    updatedAt: InstantOut,
  })
  .meta({ id: "RoutingForm" });

export const FormId = z.object({ id: IdParameter.meta({ description: "The form's id" }) });
export const FormSearch = PageQuery.extend({
  active: BooleanParameter.optional().meta({ description: "true: forms that can be sent; false: those switched off" }),
  search: z.string().max(200).optional().meta({ description: "Part of the name or description" }),
});

export const ResponseSearch = PageQuery.extend({
  formId: IdParameter.meta({ description: "The form's id" }),
  from: LocalDate.optional().meta({ description: "First day (2026-02-25), in the business's time zone" }),
  to: LocalDate.optional().meta({ description: "Last day, itself included, in the business's time zone" }),
  q: z.string().trim().max(200).optional().meta({ description: "Part of an answer, such as a name or address" }),
  routeId: z.string().max(50).optional().meta({ description: "Only those whom this route took" }),
});
export const FormResponse = z
  .object({
    id: Id,
    uid: z.string(),
    formId: Id,
    answers: z
      .record(z.string(), z.object({ label: z.string(), value: z.unknown() }))
      .meta({ description: "By the name of the field" }),
    routeId: z.string().meta({ description: "The route that was taken" }),
    routeName: z.string().nullable(),
    routedTo: Action,
    steps: z
      .array(
        z.object({
          routeId: z.string(),
          name: z.string().nullable(),
          outcome: z.enum(["taken", "not_met", "unavailable"]),
          reason: z.string(),
        }),
      )
      .meta({ description: "The routes that were tried, and why each was taken or not" }),
    metadata: z.record(z.string(), z.string()).meta({ description: "Where the visitor came from, such as utm_source" }),
    bookingUid: z.string().nullable().meta({ description: "The booking that followed" }),
    source: z.string(),
    createdAt: InstantOut,
  })
  .meta({ id: "RoutingFormResponse" });

const uid = z.string().min(1).max(100).meta({ description: "The form's `uid`, from its address" });
export const PublicFormQuery = z.object({ uid });
export const PublicForm = z
  .object({
    uid: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    fields,
    business: z.object({ name: z.string(), subdomain: z.string(), language: z.string(), timeZone: z.string() }),
    leadsTo: z.array(z.string()).meta({
      description: "Origins outside that the form may lead to, for a page's Content-Security-Policy",
    }),
  })
  .meta({ id: "PublicRoutingForm" });

export const Submission = z.strictObject({
  uid,
  responses: z.record(z.string().max(64), z.unknown()).meta({ description: "Answers by the name of their field" }),
  metadata: z
    .record(z.string().max(100), z.string().max(500))
    .refine((given) => Object.keys(given).length <= 50, { error: "Must be at most 50" })
    .default({})
    .meta({ description: "Where the visitor came from: utm_source, utm_campaign, referrer" }),
  timeZone: TimeZone.optional().meta({ description: "The visitor's; by default the business's" }),
  language: Language.optional().meta({ description: "In which workflows write to the visitor" }),
});
export type Submission = z.output<typeof Submission>;

export const Routed = z
  .object({
    uid: z.string().meta({ description: "The response's handle" }),
    type: z.enum(["eventType", "redirect", "message"]),
    url: z.string().nullable().meta({
      description: "Where to go on; an event type's page knows name and e-mail address already. null for a message",
    }),
    message: z.string().nullable().meta({ description: "What to say, of a message; null: your own thanks" }),
    eventType: z.object({ id: Id, title: z.string(), slug: z.string(), length: z.int(), link: z.string() }).nullable(),
  })
  .meta({ id: "RoutedVisitor" });
