import { sql } from "kysely";
import { z } from "zod";
import { BooleanCell, IntegerCell, ListCell, maybe } from "../../../platform/csv/cells.ts";
import type { BatchResult, ImportRow } from "../../../platform/csv/import.ts";
import type { RowProblem } from "../../../platform/csv/report.ts";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { IdParameter } from "../../../platform/schemas.ts";
import { findAll, type Labels } from "./labels.ts";
import { EmployeeDraft, type EmployeeView } from "./schema.ts";
import { withAssignments } from "./store.ts";
import { changeEmployee, createEmployee } from "./write.ts";

const { name, email, phone, role, color, bio, photoUrl } = EmployeeDraft.shape;
const LabelCells = ListCell(z.string().max(200), 1000).optional();
/** `services`: names, or `all` (the same as nothing), or `none`. `locations`: names; nothing is everywhere. */
export const columns = z.strictObject({
  id: maybe(IdParameter),
  name,
  email: maybe(email),
  phone: maybe(phone),
  role: maybe(role),
  services: LabelCells,
  locations: LabelCells,
  active: maybe(BooleanCell),
  color: maybe(color),
  bio: maybe(bio),
  photoUrl: maybe(photoUrl),
  position: maybe(IntegerCell.refine((count) => count >= 0 && count <= 100_000, { error: "Must be 0 to 100000" })),
});
export const aliases = {
  "full name": "name",
  "employee name": "name",
  "e-mail": "email",
  "email address": "email",
  "phone number": "phone",
  "job title": "role",
  title: "role",
  service: "services",
  location: "locations",
  photo: "photoUrl",
};
export const everyService = "all";
export const noService = "none";

type Given = Pick<EmployeeDraft, "name"> & Partial<EmployeeDraft>;
export type Directory = { services: Labels; locations: Labels };

/**
 * Stores rows one by one with the verbs that `POST` and `PATCH` use, so that the same rules hold: a staff list is short.
 * A row is a known employee by its id, else by its e-mail address. Rows that say nothing new cost no statement.
 */
export async function upsertEmployees(
  context: Context,
  rows: ImportRow<z.output<typeof columns>>[],
  directory: Directory,
): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, problems: [] };
  const known = await findKnown(context, rows);
  for (const { line, value } of rows) {
    const before = value.id ? known.byId.get(value.id) : known.byEmail.get(value.email ?? "");
    const given = prepare(value, directory);
    if ("reason" in given) result.problems.push({ line, ...given });
    else if (value.id && !before) result.problems.push({ line, field: "id", reason: unknown(value.id) });
    else if (before && saysNothingNew(given, before)) result.unchanged += 1;
    else {
      known.note(before ? await changeEmployee(context, before.id, given) : await createEmployee(context, given));
      result[before ? "updated" : "created"] += 1;
    }
  }
  return result;
}
const unknown = (id: number) => `There is no employee ${id}. Leave the id empty to add one`;

function prepare(
  { id: _, services, locations, active, position, ...rest }: z.output<typeof columns>,
  directory: Directory,
): Given | Omit<RowProblem, "line"> {
  const serviceIds = services && readServices(services, directory.services);
  if (serviceIds && "reason" in serviceIds) return { field: "services", ...serviceIds };
  const locationIds = locations && findAll(directory.locations, locations);
  if (locationIds && "reason" in locationIds) return { field: "locations", ...locationIds };
  const given = {
    ...rest,
    serviceIds,
    locationIds,
    // An empty cell leaves what is stored: there is no unknown activity or position.
    active: active ?? undefined,
    position: position ?? undefined,
  };
  return Object.fromEntries(Object.entries(given).filter(([, cell]) => cell !== undefined)) as Given;
}

function readServices(labels: string[], services: Labels): number[] | null | { reason: string } {
  const [first, ...more] = labels.map((label) => label.toLowerCase());
  if (more.length === 0 && (first === undefined || first === everyService)) return null;
  if (more.length === 0 && first === noService) return [];
  return findAll(services, labels);
}

async function findKnown(context: Context, rows: ImportRow<z.output<typeof columns>>[]) {
  const ids = rows.flatMap(({ value }) => value.id ?? []);
  const emails = rows.flatMap(({ value }) => value.email ?? []);
  const { rows: found } = await sql<Row<"employees">>`
    select * from employees where business_id = ${context.businessId} and deleted_at is null
      and (id = any(${ids}::bigint[]) or email = any(${emails}::text[]))
    order by id for no key update`.execute(context.db);
  const byId = new Map<number, EmployeeView>();
  const byEmail = new Map<string, EmployeeView>();
  const note = (employee: EmployeeView) => {
    const earlier = byId.get(employee.id);
    if (earlier?.email) byEmail.delete(earlier.email);
    byId.set(employee.id, employee);
    if (employee.email) byEmail.set(employee.email, employee);
  };
  for (const employee of await withAssignments(context, found)) note(employee);
  return { byId, byEmail, note };
}

function saysNothingNew({ serviceIds, locationIds, role, ...plain }: Given, before: EmployeeView): boolean {
  return (
    Object.entries(plain).every(([field, value]) => value === before[field as keyof EmployeeView]) &&
    (role === undefined || role?.toLowerCase() === before.role?.toLowerCase()) &&
    (serviceIds === undefined ||
      (serviceIds === null ? before.allServices : !before.allServices && sameIds(serviceIds, before.serviceIds))) &&
    (locationIds === undefined || sameIds(locationIds ?? [], before.locationIds))
  );
}
const sameIds = (some: number[], others: number[]) =>
  some.length === others.length && new Set([...some, ...others]).size === others.length;
