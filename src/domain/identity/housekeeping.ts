import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../platform/jobs.ts";
import { type JobTools, job } from "../../platform/operation.ts";
import { iso } from "../../platform/schemas.ts";
import { sweepSessions } from "./agents/sessions.ts";

// What the platform keeps for a while and then has no use for. Nouns sweep up after themselves.

/** As long as a request may be repeated with its Idempotency-Key; see src/idempotency.ts. */
const answersKeptFor = 24 * 3600_000;

/** Forgets first answers that no repeated request can ask for any more, and rate limits that are over. */
export const keepHouse = job({
  ...defineJob({ name: "keep-house", data: z.object({}), cron: "53 * * * *" }),
  async run(tools) {
    // 0 is the installation itself: sign-up and sign-in.
    const businessIds = await tools.businessIds();
    for (const businessId of [0, ...businessIds]) await forgetAnswers(tools, businessId);
    // Sessions are seen in real time, whatever the installation's clock shows.
    for (const businessId of businessIds)
      await tools.inBusiness(businessId, ({ db }) => sweepSessions(db, businessId, Date.now()));
    // The limiter counts in real time, whatever the installation's clock shows.
    await tools.inBusiness(0, ({ db }) =>
      sql`delete from rate_limits where expire <= extract(epoch from clock_timestamp()) * 1000`.execute(db),
    );
  },
});

const forgetAnswers = (tools: JobTools, businessId: number) =>
  tools.inBusiness(businessId, ({ db, now }) =>
    sql`delete from idempotency_keys where business_id = ${businessId} and created_at < ${iso(now - answersKeptFor)}`.execute(
      db,
    ),
  );
