import { sql } from "kysely";
import type { Row } from "../../../../platform/database.ts";
import type { Context } from "../../../../platform/operation.ts";
import { readBusiness } from "../../../identity/businesses/store.ts";
import "../../tables.ts";
import type { Directory, Entry } from "./directory.ts";

export type Service = Row<"services"> &
  Entry & { needs: { resourceId: number; quantity: number; calendarIds: number[] }[] };
export type Employee = Entry & {
  calendarId: number;
  active: boolean;
  allServices: boolean;
  serviceIds: number[];
};
export type Location = Entry & { timeZone: string | null };
export type Extra = Pick<Row<"extras">, "id" | "name" | "serviceId" | "price" | "duration">;

/** Everything of a business that rows of appointments may point at, read once for the whole file. */
export type Catalogue = {
  business: Row<"businesses">;
  services: Directory<Service>;
  employees: Directory<Employee>;
  locations: Directory<Location>;
  extras: Extra[];
};

export async function readCatalogue(context: Context): Promise<Catalogue> {
  const { businessId, db } = context;
  const services = await sql<Service>`
    select s.*, s.deleted_at is not null as gone,
      coalesce((select jsonb_agg(jsonb_build_object('resourceId', r.id, 'quantity', n.quantity, 'calendarIds',
          case when r.active then coalesce((select jsonb_agg(u.calendar_id order by u.unit) from resource_units u where u.business_id = r.business_id and u.resource_id = r.id), '[]') else '[]' end))
        from service_resources n join resources r on r.business_id = n.business_id and r.id = n.resource_id and r.deleted_at is null
        where n.business_id = s.business_id and n.service_id = s.id), '[]') as needs
    from services s where s.business_id = ${businessId} order by s.id`.execute(db);
  const employees = await sql<Employee>`
    select id, name, email, calendar_id, active, all_services, deleted_at is not null as gone,
      coalesce((select jsonb_agg(p.service_id) from employee_services p where p.business_id = e.business_id and p.employee_id = e.id), '[]') as service_ids
    from employees e where business_id = ${businessId} order by position, id`.execute(db);
  const locations = await sql<Location>`
    select id, name, time_zone, deleted_at is not null as gone from locations where business_id = ${businessId} order by id`.execute(
    db,
  );
  const extras = await sql<Extra>`
    select id, name, service_id, price, duration from extras where business_id = ${businessId} and deleted_at is null order by id`.execute(
    db,
  );
  return {
    business: await readBusiness(context),
    services: { noun: "service", entries: services.rows },
    employees: { noun: "employee", entries: employees.rows },
    locations: { noun: "location", entries: locations.rows },
    extras: extras.rows,
  };
}

export const performs = ({ active, allServices, serviceIds }: Employee, service: Service): boolean =>
  active && (allServices || serviceIds.includes(service.id));
