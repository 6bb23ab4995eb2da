import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { conflict, type ErrorDetail, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { leaveLocation } from "../../commerce/products/store.ts";
import { closeLocation } from "../../time/schedules/store.ts";
import { upcomingAppointments } from "../appointments/upcoming.ts";
import "../tables.ts";

export const refusals: Refusals = {
  locations_name: () => refuse(conflict, "Another location has this name.", [{ field: "name", message: "Is taken" }]),
};

/**
 * Throws CONFLICT with everything that has to be moved before a location can be deleted: open appointments, resources
 * that stand there, services offered there alone, and, where other locations remain, people who work there alone (without
 * a location of their own they would be offered at all the others).
 */
export async function refuseWhileUsed(context: Context, location: { id: number; name: string }): Promise<void> {
  const { businessId, db } = context;
  const details: ErrorDetail[] = [];
  const upcoming = await upcomingAppointments(context, { locationId: location.id });
  if (upcoming.count > 0)
    details.push({
      field: "appointments",
      message: `${upcoming.count} upcoming, the next at ${upcoming.next}: move or cancel them`,
    });
  const { rows } = await sql<{ resources: string | null; services: string | null; employees: string | null }>`
    select
      (select string_agg(name, ', ' order by name) from resources where business_id = ${businessId} and location_id = ${location.id} and deleted_at is null) as resources,
      (select string_agg(name, ', ' order by name) from services where business_id = ${businessId} and location_id = ${location.id} and deleted_at is null) as services,
      (select string_agg(name, ', ' order by name) from employees e
        where business_id = ${businessId} and deleted_at is null
          and exists (select from employee_locations works where works.business_id = e.business_id and works.employee_id = e.id and works.location_id = ${location.id})
          and not exists (select from employee_locations works where works.business_id = e.business_id and works.employee_id = e.id and works.location_id <> ${location.id})
          and exists (select from locations other where other.business_id = e.business_id and other.id <> ${location.id} and other.deleted_at is null)
      ) as employees`.execute(db);
  const { resources, services, employees } = rows[0]!;
  if (resources) details.push({ field: "resources", message: `Move or delete what stands there: ${resources}` });
  if (services) details.push({ field: "services", message: `Offered there alone: ${services}` });
  if (employees)
    details.push({ field: "employees", message: `Work there alone, so give them another place: ${employees}` });
  if (details.length === 0) return;
  const what = details.map(({ field }) => field).join(", ");
  throw refuse(conflict, `${location.name} is still in use (${what}). See to the details first.`, details);
}

/** Takes a location that is being deleted out of everybody's hours and workplaces, and off the products sold there. */
export async function vacate(context: Context, locationId: number): Promise<void> {
  await closeLocation(context, locationId);
  await leaveLocation(context, locationId);
  await sql`delete from employee_locations where business_id = ${context.businessId} and location_id = ${locationId}`.execute(
    context.db,
  );
}
