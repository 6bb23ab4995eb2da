import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type JobTools, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";

/** How long the log of deliveries is kept. What is still under way stays. */
const keptFor = 30 * 24 * 3600_000;
/** Rows in one transaction: nobody waits long for a sweep. */
const batch = 5000;

export const sweepDeliveries = job({
  ...defineJob({ name: "sweep-webhook-deliveries", data: z.object({}), cron: "37 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds()) while ((await sweep(tools, businessId)) === batch);
  },
});

const sweep = (tools: JobTools, businessId: number): Promise<number> =>
  tools.inBusiness(businessId, async ({ db, now }) => {
    // The oldest have the lowest ids.
    const { numAffectedRows } = await sql`
      delete from webhook_deliveries where business_id = ${businessId} and id in (
        select id from (
          select id, created_at, finished_at from webhook_deliveries where business_id = ${businessId} order by id limit ${batch}
        ) oldest
        where created_at < ${iso(now - keptFor)} and finished_at is not null)`.execute(db);
    return Number(numAffectedRows ?? 0);
  });
