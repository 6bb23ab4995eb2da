import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { longest } from "./length.ts";
import "../tables.ts";

/** Open appointments that are not over: how many, and when the next one starts (ISO instant). */
export type Upcoming = { count: number; next: string | null };

/** What stands in the way of deleting an employee or a location. */
export async function upcomingAppointments(
  context: Context,
  at: { employeeId: number } | { locationId: number },
): Promise<Upcoming> {
  const where = "employeeId" in at ? sql`employee_id = ${at.employeeId}` : sql`location_id = ${at.locationId}`;
  const { rows } = await sql<Upcoming>`
    select count(*) as count, min(starts_at) as next from appointments
    where business_id = ${context.businessId} and ${where} and deleted_at is null
      and status in ('pending', 'approved') and ends_at > ${iso(context.now)} and starts_at >= ${iso(context.now - longest)}`.execute(
    context.db,
  );
  return rows[0]!;
}
