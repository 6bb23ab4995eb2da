import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, invalid, missing, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { DAY } from "../../time/availability/calendar.ts";
import type { StoredSchedule } from "../../time/schedules/store.ts";
import { readSchedules } from "../../time/schedules/store.ts";
import { type CompanySettings, settingsOf } from "../company/settings.ts";
import type { AskedField } from "../custom-fields/answers.ts";
import { keptInMemory } from "./cache.ts";
import "../tables.ts";

/** What decides when a service can be booked, apart from what is booked already. Shared between calls: never changed. */
export type Plan = {
  business: Row<"businesses">;
  settings: CompanySettings;
  service: Row<"services">;
  /** Who performs it, in the order of the staff list. */
  candidates: Candidate[];
  /** What it takes besides a person. */
  resources: ResourceDemand[];
  /** What is asked when it is booked, in order. */
  fields: AskedField[];
  /** The zone in which local dates of this service are read: the location's where one is given, else the business's. */
  zone: string;
  locationId: number | null;
  locationName: string | null;
};
export type Candidate = {
  employeeId: number;
  name: string;
  email: string | null;
  calendarId: number;
  schedule: StoredSchedule;
};
/** `calendarIds`: one per unit. */
export type ResourceDemand = { resourceId: number; name: string; needed: number; calendarIds: number[] };

export type PlanQuery = {
  serviceId: number;
  employeeId?: number | null | undefined;
  locationId?: number | null | undefined;
  /** Further resources, on top of the service's own; `resourceId` alone asks for one unit. */
  resources?: { resourceId: number; quantity: number }[] | undefined;
  /** Staff may also book what is switched off for customers, and with employees who do not usually do it. */
  byStaff?: boolean;
  /**
   * An appointment that exists keeps its service, employee, place and things, however those ended. Who is gone, or does it
   * no longer, is no candidate for another time.
   */
  evenDeleted?: boolean;
};

/** The plan of a service for the people, place and things that are asked for; from memory where nothing has changed. */
export const readPlan = (context: Context, query: PlanQuery): Promise<Plan> =>
  // Overrides of days gone by are left out of a plan, so each day has its own.
  keptInMemory(context, `plan ${iso(context.now).slice(0, 10)} ${JSON.stringify(query, sameOrder)}`, () =>
    loadPlan(context, query),
  );

const sameOrder = [
  "serviceId",
  "employeeId",
  "locationId",
  "resources",
  "resourceId",
  "quantity",
  "byStaff",
  "evenDeleted",
];

async function loadPlan(context: Context, query: PlanQuery): Promise<Plan> {
  const { serviceId, employeeId = null, byStaff = false } = query;
  const asked = query.resources ?? [];
  const { rows } = await sql<{
    service: Row<"services"> & { deletedAt: string | null };
    business: Row<"businesses">;
    location: { id: number; name: string; timeZone: string | null; active: boolean } | null;
    employees:
      | {
          employeeId: number;
          name: string;
          email: string | null;
          calendarId: number;
          performs: boolean;
          active: boolean;
        }[]
      | null;
    resources: (ResourceDemand & { active: boolean; required: number })[] | null;
    fields: AskedField[] | null;
  }>`
    select to_jsonb(s) as service, to_jsonb(b) as business,
      (select jsonb_build_object('id', l.id, 'name', l.name, 'timeZone', l.time_zone, 'active', l.active) from locations l
        where l.business_id = s.business_id and l.id = coalesce(${query.locationId ?? null}::bigint, s.location_id) and l.deleted_at is null) as location,
      (select jsonb_agg(jsonb_build_object('employeeId', e.id, 'name', e.name, 'email', e.email, 'calendarId', e.calendar_id, 'active', e.active,
          'performs', (e.all_services or exists (select from employee_services es where es.business_id = e.business_id and es.employee_id = e.id and es.service_id = s.id))
            and (coalesce(${query.locationId ?? null}::bigint, s.location_id) is null
              or not exists (select from employee_locations el where el.business_id = e.business_id and el.employee_id = e.id)
              or exists (select from employee_locations el where el.business_id = e.business_id and el.employee_id = e.id and el.location_id = coalesce(${query.locationId ?? null}::bigint, s.location_id)))
        ) order by e.position, e.id)
        from employees e where e.business_id = s.business_id and e.deleted_at is null and (${employeeId}::bigint is null or e.id = ${employeeId})) as employees,
      (select jsonb_agg(jsonb_build_object('resourceId', r.id, 'name', r.name, 'active', r.active, 'required', coalesce(sr.quantity, 0),
          'calendarIds', (select jsonb_agg(u.calendar_id order by u.unit) from resource_units u where u.business_id = r.business_id and u.resource_id = r.id)) order by r.id)
        from resources r left join service_resources sr on sr.business_id = r.business_id and sr.resource_id = r.id and sr.service_id = s.id
        where r.business_id = s.business_id and r.deleted_at is null and (sr.resource_id is not null or r.id = any(${asked.map((need) => need.resourceId)}))) as resources,
      (select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('name', f.key, 'label', f.label, 'type', f.type, 'required', f.required, 'options', f.options,
          'visibleToCustomers', f.visible_to_customers)) order by f.position, f.id)
        from custom_fields f where f.business_id = s.business_id and f.active and f.deleted_at is null
          and (not exists (select from custom_field_services fs where fs.business_id = f.business_id and fs.custom_field_id = f.id)
            or exists (select from custom_field_services fs where fs.business_id = f.business_id and fs.custom_field_id = f.id and fs.service_id = s.id))) as fields
    from services s join businesses b on b.id = s.business_id
    where s.business_id = ${context.businessId} and s.id = ${serviceId}`.execute(context.db);
  const [row] = rows;
  if (!row) throw missing("service", serviceId, "serviceId");
  const service = camelRow<Row<"services">>(row.service);
  const business = camelRow<Row<"businesses">>(row.business);
  if (service.deletedAt && !query.evenDeleted) throw missing("service", serviceId, "serviceId");
  if (!service.active && !byStaff && !query.evenDeleted)
    throw refuse(conflict, `${service.name} cannot be booked at the moment.`);
  if (query.locationId && !row.location && !query.evenDeleted)
    throw missing("location", query.locationId, "locationId");
  if (
    query.locationId &&
    service.locationId &&
    service.locationId !== query.locationId &&
    !byStaff &&
    !query.evenDeleted
  )
    throw invalid("locationId", `${service.name} is not offered at this location`);
  const candidates = candidatesOf(row.employees ?? [], service, query);
  const schedules = await readSchedules(
    context,
    candidates.map(({ calendarId }) => calendarId),
    iso(context.now - 2 * DAY).slice(0, 10),
  );
  const usual = schedules.get(null);
  return {
    business,
    settings: settingsOf(business),
    service,
    candidates: candidates.flatMap((candidate) => {
      const schedule = schedules.get(candidate.calendarId) ?? usual;
      return schedule ? [{ ...candidate, schedule }] : [];
    }),
    resources: demandsOf(row.resources ?? [], asked, query.evenDeleted),
    fields: row.fields ?? [],
    zone: row.location?.timeZone ?? business.timeZone,
    locationId: row.location?.id ?? null,
    locationName: row.location?.name ?? null,
  };
}

type FoundEmployee = {
  employeeId: number;
  name: string;
  email: string | null;
  calendarId: number;
  performs: boolean;
  active: boolean;
};
function candidatesOf(
  employees: FoundEmployee[],
  service: Row<"services">,
  { employeeId, byStaff, evenDeleted }: PlanQuery,
): FoundEmployee[] {
  if (!employeeId) return employees.filter(({ performs, active }) => performs && active);
  const [named] = employees;
  if (evenDeleted) return named && (byStaff || (named.active && named.performs)) ? [named] : [];
  if (!named) throw missing("employee", employeeId, "employeeId");
  if (byStaff) return [named];
  if (!named.active || !named.performs)
    throw invalid(
      "employeeId",
      `${named.name} does not perform ${service.name}${service.locationId ? " at this location" : ""}`,
    );
  return [named];
}

function demandsOf(
  found: (ResourceDemand & { active: boolean; required: number })[],
  asked: { resourceId: number; quantity: number }[],
  evenDeleted = false,
): ResourceDemand[] {
  const byId = new Map(found.map((resource) => [resource.resourceId, resource]));
  for (const { resourceId } of asked)
    if (!byId.has(resourceId) && !evenDeleted) throw missing("resource", resourceId, "resourceId");
  return found.map(({ resourceId, name, required, calendarIds, active }) => {
    const wanted = asked.find((need) => need.resourceId === resourceId)?.quantity ?? 0;
    // A resource that is out of order has no units to give.
    return { resourceId, name, needed: Math.max(required, wanted), calendarIds: active ? (calendarIds ?? []) : [] };
  });
}

/** `to_jsonb(row)` has column names; instants in it are ISO with an offset, which comparisons here never look at. */
const camelRow = <Type>(row: object): Type =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  ) as Type;
