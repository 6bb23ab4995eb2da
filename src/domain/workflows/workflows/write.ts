import { sql } from "kysely";
import type { z } from "zod";
import { invalid, missing } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord, insertRecord, removeRecord, requireRecords } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { planWorkflow } from "../runs/job.ts";
import { cancelRuns } from "../runs/store.ts";
import { isTimed } from "../triggers.ts";
import { refuseMismatch, type StepValues, type Surroundings, stepsOf } from "./rules.ts";
import type { StepDraft, WorkflowChanges, WorkflowDraft } from "./schema.ts";
import { type FullWorkflow, readWorkflows, type ShownWorkflow, type Step } from "./store.ts";

const aDay = { time: 1, unit: "day" } as const;

/** Makes a workflow. What is booked already gets its reminders by a job. */
export async function addWorkflow(context: Context, draft: z.output<typeof WorkflowDraft>): Promise<ShownWorkflow> {
  const { name, trigger, active = true, offset, secret } = draft;
  const conditions = conditionsOf(draft);
  refuseMismatch({ trigger, ...conditions }, offset);
  const ownId = draft.steps.findIndex(({ id }) => id !== undefined);
  if (ownId >= 0) throw invalid(`steps.${ownId}.id`, "Steps get their ids when they are made");
  const steps = stepsOf(trigger, draft.steps, await around(context));
  await refuseUnknown(context, conditions);
  const { time = null, unit = null } = isTimed(trigger) ? (offset ?? aDay) : {};
  const { id } = await insertRecord(context, "workflows", "workflow", {
    name,
    trigger,
    active,
    offsetTime: time,
    offsetUnit: unit,
    ...conditions,
    sealedSecret: secret ? context.services.secrets.seal(secret) : null,
    createdAt: iso(context.now),
  });
  for (const [position, step] of steps.entries()) await insertStep(context, id, position, step);
  return planned(context, id);
}

/** Changes what is sent. What is planned for it follows: it moves, ends, or begins. */
export async function changeWorkflow(context: Context, id: number, changes: WorkflowChanges): Promise<ShownWorkflow> {
  const before = await readWorkflow(context, id);
  const { offset, secret, steps: drafts, name, active, ...rest } = changes;
  const trigger = rest.trigger ?? before.trigger;
  const conditions = conditionsOf({ ...before, ...given(rest) });
  refuseMismatch({ trigger, ...conditions }, offset);
  await refuseUnknown(context, conditions, before);
  // Its own steps may not fit another trigger.
  const steps = drafts || rest.trigger ? stepsOf(trigger, drafts ?? before.steps, await around(context)) : null;
  const kept = offset === undefined && before.offsetTime !== null;
  const { time, unit } = kept ? { time: before.offsetTime, unit: before.offsetUnit } : (offset ?? aDay);
  await changeRecord(context, "workflows", "workflow", id, {
    // Steps are a table of their own, but a change of theirs is a change of the workflow.
    name: name ?? (drafts ? before.name : undefined),
    trigger: rest.trigger,
    active,
    offsetTime: isTimed(trigger) ? time : null,
    offsetUnit: isTimed(trigger) ? unit : null,
    ...conditions,
    ...(secret === undefined ? {} : { sealedSecret: secret && context.services.secrets.seal(secret) }),
  });
  if (active === false) await callOff(context, id, "The workflow was switched off");
  if (trigger !== before.trigger) await callOff(context, id, "The workflow has another trigger now");
  if (drafts && steps) await replaceSteps(context, before, drafts, steps);
  return planned(context, id);
}

/** Deletes a workflow. What it did stays on record; what it had planned does not happen. */
export async function removeWorkflow(context: Context, id: number): Promise<{ id: number; deleted: true }> {
  await callOff(context, id, "The workflow was deleted");
  return removeRecord(context, "workflows", "workflow", id);
}

export async function readWorkflow(context: Context, id: number): Promise<ShownWorkflow> {
  const [found] = await readWorkflows(context, [id]);
  if (!found) throw missing("workflow", id);
  return found;
}

/** The workflow as it is now, with a job on its way that plans it for what is booked. */
async function planned(context: Context, id: number): Promise<ShownWorkflow> {
  const workflow = await readWorkflow(context, id);
  const { businessId } = context;
  if (workflow.active && isTimed(workflow.trigger)) context.enqueue(planWorkflow, { businessId, workflowId: id });
  return workflow;
}

const callOff = (context: Context, id: number, reason: string) => cancelRuns(context, sql`workflow_id = ${id}`, reason);

/** Steps that are named, or where none is, those in the same place that do the same, stay what they are: what they did is not done again. */
async function replaceSteps(
  context: Context,
  { id, steps: old }: FullWorkflow,
  drafts: StepDraft[],
  steps: StepValues[],
) {
  const named = drafts.some((draft) => draft.id !== undefined);
  const unknown = drafts.findIndex((draft) => draft.id !== undefined && !old.some((step) => step.id === draft.id));
  if (unknown >= 0) throw invalid(`steps.${unknown}.id`, "Is no step of this workflow");
  const keptAs = drafts.map((draft, index) =>
    named ? draft.id : old[index]?.action === draft.action ? old[index].id : undefined,
  );
  if (new Set(keptAs.filter(Boolean)).size < keptAs.filter(Boolean).length)
    throw invalid("steps", "A step is named twice");
  const gone = old.filter((step) => !keptAs.includes(step.id)).map((step) => step.id);
  await cancelRuns(context, sql`step_id = any(${gone})`, "The step was removed");
  await context.db
    .deleteFrom("workflowSteps")
    .where("businessId", "=", context.businessId)
    .where("id", "in", [0, ...gone])
    .execute();
  for (const [position, step] of steps.entries()) {
    const stepId = keptAs[position];
    if (stepId === undefined) await insertStep(context, id, position, step);
    else await changeStep(context, stepId, { ...step, position });
  }
}

const insertStep = ({ db, businessId }: Context, workflowId: number, position: number, step: StepValues) =>
  db
    .insertInto("workflowSteps")
    .values({ businessId, workflowId, position, ...step, texts: JSON.stringify(step.texts) })
    .execute();

const changeStep = ({ db, businessId }: Context, id: number, step: StepValues & Pick<Step, "position">) =>
  db
    .updateTable("workflowSteps")
    .set({ ...step, texts: JSON.stringify(step.texts) })
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .execute();

async function around(context: Context): Promise<Surroundings> {
  const { settings, publicUrl } = context.services;
  const { country } = await readBusiness(context);
  return { now: context.now, publicUrl, country, allowPrivate: Boolean(settings.WEBHOOK_ALLOW_PRIVATE) };
}

type Conditions = Pick<FullWorkflow, "userId" | "teamId" | "eventTypeIds" | "serviceIds">;
const conditionsOf = ({
  userId,
  teamId,
  eventTypeIds,
  serviceIds,
}: Partial<{ [Name in keyof Conditions]: Conditions[Name] | undefined }>): Conditions => ({
  userId: userId ?? null,
  teamId: teamId ?? null,
  eventTypeIds: eventTypeIds ?? null,
  serviceIds: serviceIds ?? null,
});

/** 404 for what the conditions newly name and is not there. What was named and is gone since may stay. */
async function refuseUnknown(context: Context, conditions: Conditions, before?: Conditions): Promise<void> {
  const named = (field: "eventTypeIds" | "serviceIds") =>
    (conditions[field] ?? []).flatMap((id, index) =>
      before?.[field]?.includes(id) ? [] : [{ id, field: `${field}.${index}` }],
    );
  const { userId, teamId } = conditions;
  await requireRecords(context, "eventTypes", "event type", named("eventTypeIds"));
  await requireRecords(context, "services", "service", named("serviceIds"));
  if (teamId !== null) await requireRecords(context, "teams", "team", [{ id: teamId, field: "teamId" }]);
  if (userId === null) return;
  const member = await context.db
    .selectFrom("members")
    .select("userId")
    .where("businessId", "=", context.businessId)
    .where("userId", "=", userId)
    .executeTakeFirst();
  if (!member) throw missing("user", userId, "userId");
}

const given = <Values extends object>(values: Values) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;
