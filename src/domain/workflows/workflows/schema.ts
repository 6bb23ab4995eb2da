import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { BooleanParameter, Id, IdParameter, Instant, Language, Name } from "../../../platform/schemas.ts";
import { SigningSecret } from "../../events/webhooks/schema.ts";
import { actions, calComTriggers, offsetUnits, type Trigger, triggers } from "../triggers.ts";

const Text = z.object({
  subject: z.string().optional().meta({ description: "Of mails" }),
  body: z.string(),
});

const Step = z
  .object({
    id: Id,
    action: z.enum(actions),
    recipient: z.string().nullable(),
    url: z.string().nullable(),
    senderName: z.string().nullable(),
    texts: z.record(z.string(), Text),
    defaultLanguage: z.string(),
    includeCalendarEvent: z.boolean(),
  })
  .meta({ id: "WorkflowStep" });

const Offset = z
  .object({ time: z.int(), unit: z.enum(offsetUnits) })
  .meta({ description: "How long before the start, or after the end" });

export const Workflow = z
  .object({
    id: Id,
    name: z.string(),
    trigger: z.enum(triggers),
    offset: Offset.nullable(),
    active: z.boolean(),
    userId: Id.nullable().meta({ description: "Only what this person hosts" }),
    teamId: Id.nullable().meta({ description: "Only what this team's event types take" }),
    eventTypeIds: z.array(Id).nullable().meta({ description: "null is all of them" }),
    serviceIds: z.array(Id).nullable().meta({ description: "null is all of them" }),
    hasSecret: z.boolean().meta({ description: "Whether what its webhook steps send is signed" }),
    steps: z.array(Step),
    warnings: z.array(z.string()).meta({ description: "What will not do what its author meant, in sentences" }),
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: "Workflow" });

const liquid = (longest: number) => z.string().trim().min(1, { error: "Must not be empty" }).max(longest);
export const longestBody = 10_000;
export const TextsDraft = z
  .record(
    Language,
    z.strictObject({
      subject: liquid(200).optional().meta({ description: "Of mails, which need one; SMS have none" }),
      body: liquid(longestBody).meta({
        description: "The message: Liquid, such as Hello {{ attendee.firstName }}; mails may hold simple HTML",
      }),
    }),
  )
  .refine((texts) => Object.keys(texts).length <= 20, { error: "At most 20 languages" })
  .meta({ description: 'Liquid templates by language: {"en": {"subject": "See you soon", "body": "…"}}' });

/** In lower case, as we write them, or in capitals, as Cal.com does. */
export const ActionDraft = z
  .enum([...actions, ...actions.map((action) => action.toUpperCase())])
  .transform((action) => action.toLowerCase() as (typeof actions)[number]);

export const StepDraft = z.strictObject({
  id: Id.optional().meta({ description: "Of a step that is there already and stays" }),
  action: ActionDraft.meta({
    description:
      "What is done: email_host, email_attendee and sms_attendee reach those concerned, email_address and sms_number a `recipient`, webhook a `url`. Cal.com's capitals are taken too",
  }),
  recipient: z.string().trim().max(254).nullish().meta({
    description: "Of email_address the address, of sms_number the phone number",
  }),
  url: z.string().max(2000).nullish().meta({ description: "Of webhook: where to post" }),
  senderName: z.string().trim().min(1).max(60).nullish().meta({
    description: "In whose name it goes out; for SMS at most 11 letters and digits",
  }),
  texts: TextsDraft.optional(),
  defaultLanguage: Language.optional().meta({ description: "For readers of any other language; by default `en`" }),
  includeCalendarEvent: z.boolean().optional().meta({ description: "Of mails: with the calendar file" }),
});
export type StepDraft = z.output<typeof StepDraft>;

const TriggerDraft = z
  .enum([...triggers, ...Object.keys(calComTriggers)])
  .transform((name) => calComTriggers[name] ?? (name as Trigger))
  .meta({
    description:
      "What sets it off; beforeStart, afterEnd, beforeAppointment and afterAppointment come by the clock, see `offset`. Cal.com's names (NEW_EVENT, BEFORE_EVENT …) are taken too, and answered as ours",
  });

/** An empty list would be none of them, which is no workflow, and is not to become all of them either. */
const someOf = (what: string) =>
  z
    .array(Id)
    .min(1, { error: `Must name one at least. null is all ${what}; to stop the workflow, set active to false` })
    .max(200)
    .nullish();

const fields = {
  name: Name.meta({ description: "What you call the workflow" }),
  trigger: TriggerDraft,
  steps: z
    .array(StepDraft)
    .min(1, { error: "Needs a step" })
    .max(10)
    .meta({ description: "What it does, one to ten steps; a change replaces all of them" }),
  offset: z
    .strictObject({
      time: z.int().min(0).max(525_600).meta({ description: "How many units before the start or after the end" }),
      unit: z.enum(offsetUnits).meta({ description: "The unit of time" }),
    })
    .nullish()
    .meta({ description: "Of beforeStart, afterEnd, beforeAppointment and afterAppointment; a day if left out" }),
  active: z.boolean().optional().meta({ description: "Whether it runs; true by default" }),
  userId: Id.nullish().meta({ description: "Only what this person hosts" }),
  teamId: Id.nullish().meta({ description: "Only what this team's event types take" }),
  eventTypeIds: someOf("event types").meta({ description: "Only these event types; null is all" }),
  serviceIds: someOf("services").meta({ description: "Only these services; null is all" }),
  secret: SigningSecret.nullish().meta({
    description: "Signs what webhook steps send, as webhooks are signed; never answered",
  }),
};
export const WorkflowDraft = z.strictObject(fields);
export const WorkflowChanges = z.strictObject(fields).partial();
export type WorkflowChanges = z.output<typeof WorkflowChanges>;

export const WorkflowId = z.object({ id: IdParameter.meta({ description: "The workflow's id" }) });
export const WorkflowSearch = PageQuery.extend({
  active: BooleanParameter.optional().meta({
    description: "true: those that run; false: those switched off; left out: both",
  }),
  trigger: TriggerDraft.optional().meta({
    description: "Only workflows that this sets off; Cal.com's names are taken too",
  }),
});
