import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import type { StoredEvent } from "../../events/subscriber.ts";
import { post } from "../../events/webhooks/attempt.ts";
import { senderOf } from "../../services/notifications/facts.ts";
import { isBefore, isEmail, isTimed } from "../triggers.ts";
import { readWorkflows } from "../workflows/store.ts";
import { passed } from "./decide.ts";
import { type Delivery, deliveryOf } from "./deliver.ts";
import { callStep, sendStep } from "./job.ts";
import { sendMail, sendSms } from "./message.ts";
import { isFor, type Occasion, occurrenceOf, recipientsOf } from "./occasion.ts";
import { occasionNow, occasionOfEvent } from "./read.ts";
import { changeRun } from "./store.ts";

type Run = Row<"workflowRuns">;
/** How a run ended, in a word and a sentence. */
export type Ending = {
  status: "done" | "skipped" | "failed" | "cancelled";
  outcome: string;
  messageId?: number | null;
};

/** A message is put into the outbox with the run's own end, in one transaction. */
export const sendWorkflowStep = job({
  ...sendStep,
  async run(tools, { businessId, runId, dueAt }) {
    await tools.inBusiness(businessId, async (context) => {
      for (const earlier of await runsOfEarlierEvents(context, runId))
        await carryOut(context, earlier.id, earlier.dueAt);
      await carryOut(context, runId, dueAt);
    });
  },
});

/** Of two quick changes of one booking the second is told second, whichever job comes first. */
async function runsOfEarlierEvents({ db, businessId }: Context, runId: number): Promise<Pick<Run, "id" | "dueAt">[]> {
  const { rows } = await sql<Pick<Run, "id" | "dueAt">>`
    select earlier.id, earlier.due_at from workflow_runs r
      join workflow_runs earlier on earlier.business_id = r.business_id and earlier.subject = r.subject and earlier.event_id < r.event_id
    where r.business_id = ${businessId} and r.id = ${runId} and r.status = 'scheduled'
      and earlier.status = 'scheduled' and earlier.action <> 'webhook' order by earlier.event_id, earlier.id`.execute(
    db,
  );
  return rows;
}

/** A webhook is called between two transactions. */
export const callWorkflowWebhook = job({
  ...callStep,
  async run(tools, { businessId, runId, dueAt }, { last }) {
    const delivery = await tools.inBusiness(businessId, (context) => carryOut(context, runId, dueAt));
    if (!delivery) return;
    const allowPrivate = Boolean(tools.services.settings.WEBHOOK_ALLOW_PRIVATE);
    const { status, error } = await post(delivery.message, delivery.receiver, { now: tools.now(), allowPrivate });
    await tools.inBusiness(businessId, async (context) => {
      if (error === null) {
        const outcome = `The receiver answered ${status}${lateness(context, { dueAt })}`;
        await end(context, runId, { status: "done", outcome });
      } else if (last)
        await end(context, runId, { status: "failed", outcome: `${error}. It was tried ${delivery.attempt} times` });
      else await changeRun(context, runId, { outcome: `${error}. It will be tried again` });
    });
    // The job runner tries again what throws.
    if (error !== null && !last) throw new Error(error);
  },
});

/** Does what there is to do, or answers what is to be posted. Null also where the run was overtaken, or is over. */
async function carryOut(context: Context, runId: number, dueAt: string): Promise<Delivery | null> {
  const run = await context.db
    .selectFrom("workflowRuns")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("id", "=", runId)
    .forUpdate()
    .executeTakeFirst();
  if (run?.status !== "scheduled" || epoch(run.dueAt) !== epoch(dueAt)) return null;
  const attempt = run.attempts + 1;
  await changeRun(context, runId, { attempts: attempt });
  const outcome = await carryOutRun(context, { ...run, attempts: attempt });
  if ("message" in outcome) return outcome;
  await end(context, runId, outcome);
  return null;
}

async function carryOutRun(context: Context, run: Run): Promise<Delivery | Ending> {
  const [workflow] = await readWorkflows(context, run.workflowId === null ? [] : [run.workflowId]);
  const step = workflow?.steps.find(({ id }) => id === run.stepId);
  if (!workflow || !step) return { status: "cancelled", outcome: "The step was removed" };
  if (!workflow.active) return { status: "cancelled", outcome: "The workflow is switched off" };
  const sender = await senderOf(context);
  const occasion =
    run.eventId === null
      ? await occasionNow(context, sender, run.subject)
      : await occasionOfEvent(context, sender, await eventOf(context, run.eventId));
  if (!occasion) return { status: "cancelled", outcome: `The ${run.subject.split(":")[0]} is gone` };
  if (isTimed(run.trigger)) {
    const stands = occasion.awaited[isBefore(run.trigger) ? "before" : "after"] && isFor(workflow, occasion);
    if (!stands || epoch(occurrenceOf(run.trigger, occasion)) !== epoch(run.occurrence))
      return { status: "cancelled", outcome: `The ${occasion.kind} has changed` };
    if (isTooLate(context, run, occasion)) return { status: "skipped", outcome: passed(epoch(run.dueAt)) };
  }
  const recipient = recipientsOf(step, occasion).find(({ key }) => key === run.recipientKey);
  if (!recipient) return { status: "cancelled", outcome: "It no longer concerns this recipient" };
  if (step.action === "webhook") return deliveryOf(context, { run, workflow, step, occasion });
  const ending = await (isEmail(step.action) ? sendMail : sendSms)(context, { run, step, occasion, recipient, sender });
  return ending.status === "done" ? { ...ending, outcome: ending.outcome + lateness(context, run) } : ending;
}

/**
 * A reminder that is nearer to the start than to its own time helps nobody, and neither does a message that was due
 * yesterday. What is sent late all the same says so in its outcome.
 */
function isTooLate({ now }: Context, { trigger, dueAt }: Run, { start }: Occasion): boolean {
  const late = now - epoch(dueAt);
  return isBefore(trigger) ? now >= epoch(start!) || late > (epoch(start!) - epoch(dueAt)) / 2 : late > 86_400_000;
}

function lateness({ now }: Context, { dueAt }: Pick<Run, "dueAt">): string {
  const minutes = Math.floor((now - epoch(dueAt)) / 60_000);
  return minutes < 2 ? "" : `, ${minutes} minutes late`;
}

const eventOf = ({ db, businessId }: Context, id: number) =>
  db
    .selectFrom("events")
    .selectAll()
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .executeTakeFirstOrThrow() as Promise<StoredEvent>;

const end = (context: Context, id: number, { status, outcome, messageId = null }: Ending) =>
  changeRun(context, id, { status, outcome: outcome.slice(0, 500), messageId, finishedAt: iso(context.now) });
