import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { job } from "../../../platform/operation.ts";
import { sweepClients } from "./clients/store.ts";
import { sweepGrants } from "./grants/store.ts";

/** Forgets codes, tokens and consents that have ended, and apps that registered themselves and are used by nobody. */
export const sweepOAuth = job({
  ...defineJob({ name: "sweep-oauth", data: z.object({}), cron: "43 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds()) await tools.inBusiness(businessId, sweepGrants);
    await tools.inBusiness(0, sweepClients);
  },
});
