import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { timedTriggers } from "../triggers.ts";
import type { FullWorkflow } from "../workflows/store.ts";
import { decide, wantedRuns } from "./decide.ts";
import type { Occasion } from "./occasion.ts";
import { addRuns, cancelRuns, moveRun } from "./store.ts";

/**
 * Brings what is planned into line with what these occasions are now and these workflows want: reminders are added, moved
 * with their meeting, or cancelled. Safe to repeat: what is in line stays as it is.
 */
export async function planRuns(context: Context, workflows: FullWorkflow[], occasions: Occasion[]): Promise<void> {
  if (workflows.length === 0 || occasions.length === 0) return;
  const subjects = occasions.map(({ subject }) => subject);
  const existing = await context.db
    .selectFrom("workflowRuns")
    .selectAll()
    .where("businessId", "=", context.businessId)
    .where("subject", "in", subjects)
    .where("trigger", "in", timedTriggers)
    .where("workflowId", "in", idsOf(workflows))
    .execute();
  const bySubject = Map.groupBy(existing, ({ subject }) => subject);
  for (const occasion of occasions) {
    const planned = bySubject.get(occasion.subject) ?? [];
    const { add, move, cancel } = decide(wantedRuns(workflows, occasion), planned, context.now);
    await addRuns(context, add);
    for (const { id, to } of move) await moveRun(context, id, to);
    if (cancel.length > 0) await cancelRuns(context, sql`id = any(${cancel})`, whyNot(occasion));
  }
}

const idsOf = (records: { id: number }[]) => records.map(({ id }) => id);

/** Why an occasion no longer wants what was planned for it. */
function whyNot({ kind, booking, appointment }: Occasion): string {
  const status = booking?.status ?? appointment?.status;
  const open = status === "accepted" || status === "approved" || status === "completed";
  return open ? "It no longer concerns this recipient, or this workflow" : `The ${kind} is ${status}`;
}
