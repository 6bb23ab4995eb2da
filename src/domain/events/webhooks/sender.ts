import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type JobTools, job } from "../../../platform/operation.ts";
import { openDesk } from "./desk.ts";
import { lockSender } from "./order.ts";
import { trafficOf } from "./traffic.ts";
import { leaseEnd, recordOutcomes, releaseTaken, takeDue } from "./turn.ts";
import { claimSender, sendWebhooks, settleSender, staySender, wakeSender, yieldSender } from "./wake.ts";

/** Sends a business's due deliveries until none is left, or others want their turn. */
export const sendDueWebhooks = job({
  ...sendWebhooks,
  async run(tools, { businessId }) {
    if (!(await tools.inBusiness(businessId, claimSender))) return;
    await sendUntilSettled(tools, businessId);
  },
});

/** Looks for what a process left behind when it died. */
export const recoverWebhooks = job({
  ...defineJob({ name: "recover-webhooks", data: z.object({}), cron: "*/2 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds())
      await tools.inBusiness(businessId, async (context) => {
        const overdue = await context.db
          .selectFrom("webhookDeliveries")
          .select("id")
          .where("businessId", "=", businessId)
          .where("finishedAt", "is", null)
          .where("nextAttemptAt", "<", new Date(context.now - 60_000).toISOString())
          .limit(1)
          .executeTakeFirst();
        if (overdue) await wakeSender(context);
      });
  },
});

/** Sending goes on for so long at most before another business gets its turn. */
const shiftMilliseconds = 5000;

/**
 * No request is made in a transaction: each turn records what came back and takes what is next, and meanwhile others fly.
 * Late answers are not waited for, so that a slow receiver keeps neither others of its business nor other businesses waiting.
 */
async function sendUntilSettled(tools: JobTools, businessId: number): Promise<void> {
  const ends = performance.now() + shiftMilliseconds;
  const traffic = trafficOf(tools.services, businessId);
  const desk = openDesk(tools, businessId, traffic);
  for (;;) {
    const isOver = performance.now() > ends;
    const outcomes = desk.outcomes.splice(0);
    const unsent = desk.drop(isOver ? "all" : "held up");
    await tools.inBusiness(businessId, async (context) => {
      await lockSender(context);
      await recordOutcomes(context, outcomes);
      await releaseTaken(context, unsent);
      await staySender(context);
      if (!isOver && desk.room() > 0) desk.add(await takeDue(context, desk.wants()), leaseEnd(context.now));
    });
    if (desk.isIdle()) {
      if (isOver) return tools.inBusiness(businessId, yieldSender);
      if (await tools.inBusiness(businessId, (context) => settleSender(context, traffic.heldUp))) return;
    } else await desk.news();
  }
}
