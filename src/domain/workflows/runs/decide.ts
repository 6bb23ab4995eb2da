import type { Row } from "../../../platform/database.ts";
import { epoch, iso } from "../../../platform/schemas.ts";
import { isBefore } from "../triggers.ts";
import { type FullWorkflow, offsetOf } from "../workflows/store.ts";
import { isFor, type Occasion, occurrenceOf, recipientsOf } from "./occasion.ts";

type Run = Row<"workflowRuns">;
/** A run as it should be. */
export type Wanted = Pick<
  Run,
  "workflowId" | "stepId" | "trigger" | "action" | "subject" | "occurrence" | "recipientKey" | "recipient"
> & { dueAt: number };
export type Decision = {
  add: (Wanted & { status: "scheduled" | "skipped"; outcome: string | null })[];
  /** Planned already, for another time: they move. Also those that were given up and now have a future again. */
  move: { id: number; to: Wanted }[];
  cancel: number[];
};

/** Every reminder, and every message after, that these workflows want for an occasion as it is now. */
export function wantedRuns(workflows: FullWorkflow[], occasion: Occasion): Wanted[] {
  return workflows
    .filter(
      (workflow) => isFor(workflow, occasion) && occasion.awaited[isBefore(workflow.trigger) ? "before" : "after"],
    )
    .flatMap((workflow) => {
      const occurrence = occurrenceOf(workflow.trigger, occasion);
      const offset = offsetOf(workflow);
      const dueAt = epoch(occurrence) + (isBefore(workflow.trigger) ? -offset : offset);
      return workflow.steps.flatMap((step) =>
        recipientsOf(step, occasion).map(({ key, address }) => ({
          workflowId: workflow.id,
          stepId: step.id,
          trigger: workflow.trigger,
          action: step.action,
          subject: occasion.subject,
          occurrence,
          recipientKey: key,
          recipient: address,
          dueAt,
        })),
      );
    });
}

/**
 * From what is planned to what should be. What is done stays done: once per step, recipient and time. A time that has
 * passed is not made up for; it is written down as skipped.
 */
export function decide(wanted: Wanted[], existing: Run[], now: number): Decision {
  const decision: Decision = { add: [], move: [], cancel: [] };
  const left = new Set(existing.filter(({ status }) => status === "scheduled"));
  for (const run of wanted) {
    const alike = existing.filter(
      ({ stepId, recipientKey }) => stepId === run.stepId && recipientKey === run.recipientKey,
    );
    const same = alike.find(({ occurrence }) => epoch(occurrence) === epoch(run.occurrence));
    const planned = alike.find((one) => left.has(one));
    if (same) {
      left.delete(same);
      const stale = same.status === "scheduled" && epoch(same.dueAt) !== run.dueAt;
      const again = (same.status === "skipped" || same.status === "cancelled") && run.dueAt > now;
      if (stale || again) decision.move.push({ id: same.id, to: run });
    } else if (planned) {
      left.delete(planned);
      decision.move.push({ id: planned.id, to: run });
    } else if (run.dueAt >= now) {
      decision.add.push({ ...run, status: "scheduled", outcome: null });
    } else if (epoch(run.occurrence) > now) {
      decision.add.push({ ...run, status: "skipped", outcome: passed(run.dueAt) });
    }
  }
  decision.cancel = [...left].map(({ id }) => id);
  return decision;
}

export const passed = (dueAt: number) => `Not sent: its time, ${iso(dueAt)}, had passed`;
