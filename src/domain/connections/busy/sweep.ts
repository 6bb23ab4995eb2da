import { sql } from "kysely";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { enqueueSync } from "./schedule.ts";
import { recoverSyncs } from "./sync.ts";

/** Every hour: readings whose job was lost are taken up again, and what is over goes. */
export const sweepCalendars = job({
  ...defineJob({ name: "sweep-calendars", data: z.object({}), cron: "27 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds()) await tools.inBusiness(businessId, sweep);
  },
});

async function sweep(context: Context): Promise<void> {
  const { businessId, db, now } = context;
  for (const calendarId of await recoverSyncs(context)) enqueueSync(context, calendarId, now);
  await sql`delete from external_busy where business_id = ${businessId} and ends_at < ${iso(now - 2 * DAY)}`.execute(
    db,
  );
  await sql`delete from calendar_authorizations where business_id = ${businessId} and expires_at < ${iso(now - DAY)}`.execute(
    db,
  );
  // An event that is long over stays where it is; nobody asks about it any more.
  await sql`delete from calendar_entries where business_id = ${businessId} and ends_at < ${iso(now - 90 * DAY)}`.execute(
    db,
  );
}
