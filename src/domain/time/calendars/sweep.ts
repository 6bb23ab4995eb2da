import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { job } from "../../../platform/operation.ts";
import { deleteExpiredHolds } from "./claims.ts";

/**
 * Clears away holds that nobody took up. Whoever wants the time does so too (`lockCalendars`); this is for the time that
 * nobody wants.
 */
export const sweepHolds = job({
  ...defineJob({ name: "sweep-holds", data: z.object({}), cron: "11 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds()) await tools.inBusiness(businessId, deleteExpiredHolds);
  },
});
