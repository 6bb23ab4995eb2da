import { z } from "zod";
import { defineJob } from "../../platform/jobs.ts";
import { job } from "../../platform/operation.ts";
import { iso } from "../../platform/schemas.ts";

/** Forgets what has expired: sessions, links, sign-ups that nobody verified. None of it works any more. */
export const sweepAccounts = job({
  ...defineJob({ name: "sweep-accounts", data: z.object({}), cron: "23 * * * *" }),
  run: (tools) =>
    tools.inBusiness(0, async ({ db, now }) => {
      for (const table of ["sessions", "userTokens", "signUps"] as const)
        await db.deleteFrom(table).where("expiresAt", "<=", iso(now)).execute();
    }),
});
