import { sql } from "kysely";
import { once } from "../../../platform/once.ts";
import type { Context } from "../../../platform/operation.ts";
import { epoch } from "../../../platform/schemas.ts";
import type { StoredEvent, Subscriber } from "../../events/subscriber.ts";
import { type Sender, senderOf } from "../../services/notifications/facts.ts";
import { followedEvents, isTimed, type Trigger, triggersOf } from "../triggers.ts";
import { activeWorkflows, type FullWorkflow } from "../workflows/store.ts";
import { isFor, type Occasion, recipientsOf } from "./occasion.ts";
import { planRuns } from "./plan.ts";
import { occasionNow, occasionOfEvent } from "./read.ts";
import { addRuns, cancelRuns } from "./store.ts";

/** What happens sets workflows off: at once for its own triggers, and later for those before a start or after an end. */
export const followEvents: Subscriber = {
  name: "workflows",
  triggers: followedEvents,
  async run(context, event) {
    const { change } = event.payload as { change?: { kind: string; silent?: boolean; movedTo?: string } };
    const wanted = [...triggersOf(event.trigger, change), ...laterOf(event.subject)];
    const workflows = await once(context, `workflows ${wanted}`, () => activeWorkflows(context, wanted));
    if (workflows.length === 0) return;
    const sender = await senderOf(context);
    const [later, atOnce] = [workflows.filter(({ trigger }) => isTimed(trigger)), workflows.filter(isAtOnce)];
    // Of a series, and of a seat that moved, one event speaks for all; and whoever asked that nobody be told meant this too.
    if (!change?.silent && !change?.movedTo) await startRuns(context, sender, event, atOnce);
    if (later.length > 0) await planLater(context, sender, event.subject, later);
  },
};

const isAtOnce = ({ trigger }: FullWorkflow) => !isTimed(trigger);

const laterOf = (subject: string): Trigger[] =>
  subject.startsWith("booking:")
    ? ["beforeStart", "afterEnd"]
    : subject.startsWith("appointment:")
      ? ["beforeAppointment", "afterAppointment"]
      : [];

async function startRuns(
  context: Context,
  sender: Sender,
  event: StoredEvent,
  workflows: FullWorkflow[],
): Promise<void> {
  if (workflows.length === 0) return;
  const occasion = await occasionOfEvent(context, sender, event);
  if (!occasion || isOldNews(occasion, event)) return;
  const runs = workflows
    .filter((workflow) => isFor(workflow, occasion))
    .flatMap(({ id, trigger, steps }) =>
      steps.flatMap((step) =>
        recipientsOf(step, occasion).map(({ key, address }) => ({
          workflowId: id,
          stepId: step.id,
          trigger,
          action: step.action,
          subject: event.subject,
          occurrence: `event:${event.id}`,
          eventId: event.id,
          recipientKey: key,
          recipient: address,
          dueAt: context.now,
          status: "scheduled" as const,
          outcome: null,
        })),
      ),
    );
  await addRuns(context, runs);
}

/** What lies in the past is noted down, not announced; unless it is about what happened there. */
function isOldNews({ end }: Occasion, { trigger, createdAt }: StoredEvent): boolean {
  if (trigger === "BOOKING_NO_SHOW_UPDATED" || trigger === "SERVICE_BOOKING_COMPLETED") return false;
  return end !== null && epoch(end) <= epoch(createdAt);
}

async function planLater(context: Context, sender: Sender, subject: string, workflows: FullWorkflow[]) {
  const occasion = await occasionNow(context, sender, subject);
  if (occasion) await planRuns(context, workflows, [occasion]);
  else
    await cancelRuns(
      context,
      sql`subject = ${subject} and event_id is null`,
      `The ${subject.split(":")[0]} is deleted`,
    );
}
