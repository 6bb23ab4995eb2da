import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import { Id, IdParameter, InstantOut } from "../../../platform/schemas.ts";
import { SubscriberUrl, TriggerName } from "../webhooks/schema.ts";

// REST hooks (resthooks.org, SEMANTICS 21): apps such as Zapier subscribe an address to one trigger and unsubscribe it
// again. Their clients write `target_url`, so that name alone is not in camel case.

export const Hook = z
  .object({
    id: Id,
    target_url: z.string(),
    event: TriggerName,
    eventTypeId: Id.nullable(),
    teamId: Id.nullable(),
    subscribedBy: z.string().nullable().meta({ description: "Who subscribed it, and through which app" }),
    active: z.boolean().meta({ description: "false: somebody switched it off, or nothing arrived for days" }),
    createdAt: InstantOut,
  })
  .meta({ id: "Hook" });

export const HookDraft = z
  .strictObject({
    target_url: SubscriberUrl.meta({ examples: ["https://hooks.zapier.com/hooks/standard/1/2/"] }),
    event: TriggerName.optional().meta({ description: "What it is told of: one of the 21 triggers" }),
    trigger: TriggerName.optional().meta({ description: "Another name of `event`; send one of them" }),
    eventTypeId: Id.nullish().meta({ description: "Only this event type's bookings" }),
    teamId: Id.nullish().meta({ description: "Only what concerns this team's event types" }),
  })
  .refine(({ event, trigger }) => (event === undefined) !== (trigger === undefined), {
    error: "Send one of the 21 triggers as event (or as trigger, not both)",
    path: ["event"],
  })
  .refine(({ eventTypeId, teamId }) => eventTypeId == null || teamId == null, {
    error: "Send one of eventTypeId and teamId, or none for the whole business",
    path: ["eventTypeId"],
  });
export type HookDraft = z.output<typeof HookDraft>;

export const HookId = z.object({ id: IdParameter });

export const SampleSearch = z.object({
  trigger: TriggerName.meta({ description: "Whose samples: one of the 21 triggers" }),
  eventTypeId: IdParameter.optional().meta({ description: "As the hook is subscribed: only this event type's" }),
  teamId: IdParameter.optional().meta({ description: "As the hook is subscribed: only this team's" }),
  limit: PageQuery.shape.limit.default(3).meta({ description: "Samples at most" }),
});
export type SampleSearch = z.output<typeof SampleSearch>;

/** What a hook receives, as every webhook without a template of its own. */
export const HookBody = z
  .object({ triggerEvent: TriggerName, createdAt: InstantOut, payload: z.record(z.string(), z.unknown()) })
  .meta({ id: "HookBody" });
export type HookBody = z.output<typeof HookBody>;
