import { type RawBuilder, sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { requireRecords } from "../../../platform/records.ts";
import type { EmployeeView } from "./schema.ts";
import "../tables.ts";

const taken = (field: string, message: string) => refuse(conflict, message, [{ field, message: "Is taken" }]);
export const refusals: Refusals = {
  employees_email: () => taken("email", "Another employee has this email."),
  employees_user: () => taken("userId", "This user is another employee already."),
};

type Assigned = Pick<EmployeeView, "role" | "locationIds"> & { id: number; ownServiceIds: number[] };

/** Adds job title, services and locations to employees: two queries however many there are. */
export async function withAssignments(context: Context, employees: Row<"employees">[]): Promise<EmployeeView[]> {
  if (employees.length === 0) return [];
  const { businessId, db } = context;
  const { rows } = await sql<Assigned>`
    select e.id, r.name as role,
      coalesce((select jsonb_agg(es.service_id order by es.service_id) from employee_services es
        join services s on s.business_id = es.business_id and s.id = es.service_id and s.deleted_at is null
        where es.business_id = e.business_id and es.employee_id = e.id), '[]') as own_service_ids,
      coalesce((select jsonb_agg(el.location_id order by el.location_id) from employee_locations el
        where el.business_id = e.business_id and el.employee_id = e.id), '[]') as location_ids
    from employees e left join employee_roles r on r.business_id = e.business_id and r.id = e.role_id
    where e.business_id = ${businessId} and e.id = any(${employees.map(({ id }) => id)})`.execute(db);
  const assigned = new Map(rows.map((row) => [row.id, row]));
  const everyService = employees.some(({ allServices }) => allServices) ? await allServiceIds(context) : [];
  return employees.map((employee) => {
    const { ownServiceIds, ...rest } = assigned.get(employee.id)!;
    return { ...employee, ...rest, serviceIds: employee.allServices ? everyService : ownServiceIds };
  });
}

export const withAssignment = async (context: Context, employee: Row<"employees">): Promise<EmployeeView> =>
  (await withAssignments(context, [employee]))[0]!;

async function allServiceIds({ businessId, db }: Context): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from services where business_id = ${businessId} and deleted_at is null order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** What `GET employees` filters by, for employees that are not deleted. */
export function filtersFor(
  { businessId }: Context,
  { serviceId, locationId }: { serviceId?: number | undefined; locationId?: number | undefined },
): RawBuilder<unknown>[] {
  const filters = [];
  if (serviceId)
    filters.push(sql`exists (select from services s where s.business_id = ${businessId} and s.id = ${serviceId} and s.deleted_at is null)
      and (all_services or exists (select from employee_services es
        where es.business_id = ${businessId} and es.employee_id = employees.id and es.service_id = ${serviceId}))`);
  if (locationId)
    filters.push(sql`exists (select from locations l where l.business_id = ${businessId} and l.id = ${locationId} and l.deleted_at is null)
      and (not exists (select from employee_locations el where el.business_id = ${businessId} and el.employee_id = employees.id)
        or exists (select from employee_locations el
          where el.business_id = ${businessId} and el.employee_id = employees.id and el.location_id = ${locationId}))`);
  return filters;
}

/** Replaces the lists that are given. Throws 404 for ids that are no services or locations of the business. */
export async function assign(
  context: Context,
  employeeId: number,
  { serviceIds, locationIds }: { serviceIds?: number[] | null | undefined; locationIds?: number[] | null | undefined },
): Promise<void> {
  const { businessId, db } = context;
  if (serviceIds !== undefined) {
    const ids = serviceIds ?? [];
    await requireRecords(context, "services", "service", named(ids, "serviceIds"));
    await sql`delete from employee_services where business_id = ${businessId} and employee_id = ${employeeId}`.execute(
      db,
    );
    await sql`
      insert into employee_services (business_id, employee_id, service_id)
      select ${businessId}, ${employeeId}, id from unnest(${ids}::bigint[]) id`.execute(db);
  }
  if (locationIds !== undefined) {
    const ids = locationIds ?? [];
    await requireRecords(context, "locations", "location", named(ids, "locationIds"));
    await sql`delete from employee_locations where business_id = ${businessId} and employee_id = ${employeeId}`.execute(
      db,
    );
    await sql`
      insert into employee_locations (business_id, employee_id, location_id)
      select ${businessId}, ${employeeId}, id from unnest(${ids}::bigint[]) id`.execute(db);
  }
}
const named = (ids: number[], field: string) => ids.map((id) => ({ id, field }));

/** Whose calendars these are: the employee and the user behind each. */
export type CalendarOwner = {
  calendarId: number;
  employeeId: number | null;
  employeeName: string | null;
  userId: number | null;
};
export async function ownersOf(context: Context, calendarIds: number[]): Promise<Map<number, CalendarOwner>> {
  if (calendarIds.length === 0) return new Map();
  // A person who left and came back has two records; the one on the staff list counts.
  const { rows } = await sql<CalendarOwner>`
    select distinct on (c.id) c.id as calendar_id, e.id as employee_id, e.name as employee_name, c.user_id
    from calendars c left join employees e on e.business_id = c.business_id and e.calendar_id = c.id
    where c.business_id = ${context.businessId} and c.id = any(${calendarIds})
    order by c.id, e.deleted_at desc nulls first, e.id desc`.execute(context.db);
  return new Map(rows.map((row) => [row.calendarId, row]));
}
