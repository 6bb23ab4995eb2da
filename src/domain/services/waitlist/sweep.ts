import { sql } from "kysely";
import { z } from "zod";
import type { Row } from "../../../platform/database.ts";
import { defineJob } from "../../../platform/jobs.ts";
import { type Context, job } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY } from "../../time/availability/calendar.ts";
import { localDate } from "../../time/availability/zone.ts";
import { endIfUnanswered, moveOn } from "./end.ts";

/** Every hour: nobody waits for days that are over, and no offer outlives its time because its job was lost. */
export const sweepWaitlists = job({
  ...defineJob({ name: "sweep-waitlists", data: z.object({}), cron: "41 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds()) await tools.inBusiness(businessId, sweep);
  },
});

async function sweep(context: Context): Promise<void> {
  const { businessId, db, now } = context;
  const { rows: unanswered } = await sql<{ id: number; offerExpiresAt: string }>`
    select id, offer_expires_at from waitlist_entries
    where business_id = ${businessId} and status = 'offered' and offer_expires_at <= ${iso(now)} order by id`.execute(
    db,
  );
  for (const { id, offerExpiresAt } of unanswered) await endIfUnanswered(context, id, offerExpiresAt);
  for (const entry of await whoseDaysAreOver(context)) await moveOn(context, entry, "expired");
}

async function whoseDaysAreOver({ businessId, db, now }: Context): Promise<Row<"waitlistEntries">[]> {
  // Yesterday's date of the zone that is furthest behind; the rows themselves are looked at in their own zone.
  const { rows } = await sql<Row<"waitlistEntries"> & { zone: string }>`
    select w.*, coalesce(l.time_zone, b.time_zone) as zone
    from waitlist_entries w
    join businesses b on b.id = w.business_id
    join services s on s.business_id = w.business_id and s.id = w.service_id
    left join locations l on l.business_id = w.business_id and l.id = coalesce(w.location_id, s.location_id)
    where w.business_id = ${businessId} and w.status = 'waiting' and w.to_date < ${iso(now + DAY).slice(0, 10)}
    order by w.id for no key update of w`.execute(db);
  return rows.filter(({ zone, toDate }) => toDate < localDate(zone, now)).map(({ zone: _, ...entry }) => entry);
}
