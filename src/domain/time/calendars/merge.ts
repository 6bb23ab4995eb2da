import { sql } from "kysely";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { lockCalendars } from "./claims.ts";
import "../tables.ts";

/**
 * Moves everything on one calendar to another: two calendars turned out to be one person's. The moved schedule is the one
 * that counts from then on. Throws CONFLICT where both are taken at the same time in the future, which nobody can be.
 * The emptied calendar stays, for whoever still points at it to be moved first.
 */
export async function mergeCalendars(context: Context, from: number, into: number): Promise<void> {
  const { businessId, db, now } = context;
  await lockCalendars(context, [from, into]);
  const { rows } = await sql<{ startsAt: string }>`
    select greatest(one.starts_at, other.starts_at) as starts_at
    from claims one join claims other on other.business_id = one.business_id and other.calendar_id = ${into}
      and other.starts_at < one.ends_at and other.ends_at > one.starts_at
    where one.business_id = ${businessId} and one.calendar_id = ${from} and least(one.ends_at, other.ends_at) > ${iso(now)}
    order by 1 limit 10`.execute(db);
  if (rows.length > 0) {
    throw refuse(
      conflict,
      "This person would be in two places at once. Move or cancel what overlaps first.",
      rows.map(({ startsAt }) => ({ field: "userId", message: `Taken twice at ${startsAt}` })),
    );
  }
  // What is over may overlap, and guards nothing any more.
  await sql`
    delete from claims where business_id = ${businessId} and calendar_id in (${from}, ${into}) and ends_at <= ${iso(now)}`.execute(
    db,
  );
  for (const table of ["claims", "blocks", "out_of_office", "external_busy", "travel_schedules"]) {
    await sql`update ${sql.table(table)} set calendar_id = ${into} where business_id = ${businessId} and calendar_id = ${from}`.execute(
      db,
    );
  }
  await moveSchedules(context, from, into);
}

async function moveSchedules({ businessId, db }: Context, from: number, into: number) {
  await sql`
    update schedules set is_default = false
    where business_id = ${businessId} and calendar_id = ${into} and is_default
      and exists (select from schedules moved where moved.business_id = ${businessId} and moved.calendar_id = ${from} and moved.is_default)`.execute(
    db,
  );
  await sql`update schedules set calendar_id = ${into} where business_id = ${businessId} and calendar_id = ${from}`.execute(
    db,
  );
}
