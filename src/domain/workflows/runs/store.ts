import { type RawBuilder, sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { passed, type Wanted } from "./decide.ts";
import { callStep, sendStep } from "./job.ts";
import "../tables.ts";

export type Run = Row<"workflowRuns">;
export type NewRun = Wanted & { status: Run["status"]; outcome: string | null; eventId?: number };

/** Writes runs down, each once, and enqueues those that are planned. Answers how many are new. */
export async function addRuns(context: Context, runs: NewRun[]): Promise<number> {
  if (runs.length === 0) return 0;
  const now = iso(context.now);
  const added = await context.db
    .insertInto("workflowRuns")
    .values(
      runs.map(({ dueAt, eventId, ...run }) => ({
        businessId: context.businessId,
        ...run,
        eventId: eventId ?? null,
        dueAt: iso(dueAt),
        messageId: null,
        createdAt: now,
        finishedAt: run.status === "scheduled" ? null : now,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(["businessId", "stepId", "subject", "occurrence", "recipientKey"]).doNothing(),
    )
    .returning(["id", "dueAt", "status", "action"])
    .execute();
  for (const run of added) if (run.status === "scheduled") enqueueRun(context, run);
  return added.length;
}

/** Gives a planned run its new time; one whose new time has passed is skipped, and says so. */
export async function moveRun(context: Context, id: number, to: Wanted): Promise<void> {
  const late = to.dueAt < context.now;
  const moved = await context.db
    .updateTable("workflowRuns")
    .set({
      occurrence: to.occurrence,
      recipient: to.recipient,
      dueAt: iso(to.dueAt),
      status: late ? "skipped" : "scheduled",
      outcome: late ? passed(to.dueAt) : null,
      finishedAt: late ? iso(context.now) : null,
    })
    .where("businessId", "=", context.businessId)
    .where("id", "=", id)
    // It may have been carried out while this was decided.
    .where("status", "in", ["scheduled", "skipped", "cancelled"])
    .returning("id")
    .executeTakeFirst();
  if (moved && !late) enqueueRun(context, { id, dueAt: iso(to.dueAt), action: to.action });
}

export const changeRun = ({ db, businessId }: Context, id: number, values: Partial<Run>) =>
  db.updateTable("workflowRuns").set(values).where("businessId", "=", businessId).where("id", "=", id).execute();

/** Ends planned runs. `where` names which; `reason` is what people read. */
export const cancelRuns = ({ db, businessId, now }: Context, where: RawBuilder<unknown>, reason: string) =>
  sql`
    update workflow_runs set status = 'cancelled', outcome = ${reason}, finished_at = ${iso(now)}
    where business_id = ${businessId} and status = 'scheduled' and ${where}`.execute(db);

function enqueueRun(context: Context, { id, dueAt, action }: Pick<Run, "id" | "dueAt" | "action">): void {
  const data = { businessId: context.businessId, runId: id, dueAt };
  context.enqueue(action === "webhook" ? callStep : sendStep, data, { at: Date.parse(dueAt) });
}
