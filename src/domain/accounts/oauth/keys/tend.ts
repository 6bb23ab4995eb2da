import { z } from "zod";
import { defineJob } from "../../../../platform/jobs.ts";
import { job } from "../../../../platform/operation.ts";
import { tendKeys } from "./store.ts";

/** Once a day: a new signing key after three months, and no more of those that nothing is signed with. */
export const tendSigningKeys = job({
  ...defineJob({ name: "tend-signing-keys", data: z.object({}), cron: "37 3 * * *" }),
  run: (tools) => tools.inBusiness(0, tendKeys),
});
