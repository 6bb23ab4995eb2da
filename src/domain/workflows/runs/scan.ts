import { sql } from "kysely";
import { type Context, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBookings } from "../../scheduling/bookings/view.ts";
import { readAppointments } from "../../services/appointments/view.ts";
import { senderOf } from "../../services/notifications/facts.ts";
import { isTimed, kindOf } from "../triggers.ts";
import { type FullWorkflow, readWorkflows } from "../workflows/store.ts";
import { occasionsOfAppointments } from "./appointments.ts";
import { occasionsOfBookings } from "./bookings.ts";
import { planWorkflow } from "./job.ts";
import { planRuns } from "./plan.ts";

const pageSize = 100;

/**
 * A workflow that is new or was changed is for what is booked already, too: everything that is still ahead, and whatever
 * has something planned. In pages, each in a transaction of its own, so that a year's bookings keep nobody waiting.
 */
export const planForBooked = job({
  ...planWorkflow,
  async run(tools, { businessId, workflowId }) {
    let after: number | null = 0;
    while (after !== null) {
      const from: number = after;
      after = await tools.inBusiness(businessId, async (context): Promise<number | null> => {
        const [workflow] = await readWorkflows(context, [workflowId]);
        return workflow?.active && isTimed(workflow.trigger) ? planPage(context, workflow, from) : null;
      });
    }
  },
});

/** Plans for the next page of bookings or appointments. Answers where the page after it begins; null at the end. */
async function planPage(context: Context, workflow: FullWorkflow, after: number): Promise<number | null> {
  const sender = await senderOf(context);
  const ids = await pageOfIds(context, workflow, after);
  const occasions =
    kindOf(workflow.trigger) === "booking"
      ? await occasionsOfBookings(context, sender, await readBookings(context, sql`b.id = any(${ids})`))
      : await occasionsOfAppointments(
          context,
          sender,
          await readAppointments(context, sql`a.id = any(${ids}) and a.deleted_at is null`),
        );
  await planRuns(context, [workflow], occasions);
  return ids.length === pageSize ? ids.at(-1)! : null;
}

async function pageOfIds({ db, businessId, now }: Context, { id, trigger }: FullWorkflow, after: number) {
  const kind = kindOf(trigger);
  const [table, status] = kind === "booking" ? ["bookings", "accepted"] : ["appointments", "approved"];
  const { rows } = await sql<{ id: number }>`
    select id from ${sql.table(table!)}
      where business_id = ${businessId} and status = ${status} and ends_at > ${iso(now)} and id > ${after}
    union select split_part(subject, ':', 2)::bigint from workflow_runs
      where business_id = ${businessId} and workflow_id = ${id} and status = 'scheduled' and starts_with(subject, ${`${kind}:`})
        and split_part(subject, ':', 2)::bigint > ${after}
    order by id limit ${pageSize}`.execute(db);
  return rows.map((row) => row.id);
}
