import { sql } from "kysely";
import { z } from "zod";
import { BooleanCell, maybe } from "../../../platform/csv/cells.ts";
import type { BatchResult, ImportRow } from "../../../platform/csv/import.ts";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord, insertRecord } from "../../../platform/records.ts";
import { IdParameter, iso } from "../../../platform/schemas.ts";
import { districtNamed } from "../districts/store.ts";
import { LocationDraft } from "./schema.ts";

/** Every digit that a stored coordinate can have, so that an export comes back exactly. */
const Coordinate = (most: number) =>
  z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,20})?(e-?\d{1,3})?$/i, { error: "Must be a number such as 52.52" })
    .transform(Number)
    .refine((degrees) => Math.abs(degrees) <= most, { error: `Must be from -${most} to ${most}` });

const { name, address, city, state, postalCode, country, phone, email, timeZone } = LocationDraft.shape;
export const columns = z.strictObject({
  id: maybe(IdParameter),
  name,
  address: maybe(address),
  city: maybe(city),
  state: maybe(state),
  postalCode: maybe(postalCode),
  country: maybe(country),
  phone: maybe(phone),
  email: maybe(email),
  timeZone: maybe(timeZone),
  latitude: maybe(Coordinate(90)),
  longitude: maybe(Coordinate(180)),
  district: maybe(z.string().max(200)),
  active: maybe(BooleanCell),
});
export const aliases = {
  "location name": "name",
  street: "address",
  zip: "postalCode",
  "zip code": "postalCode",
  postcode: "postalCode",
  province: "state",
  region: "state",
  "phone number": "phone",
  "e-mail": "email",
  "email address": "email",
  zone: "timeZone",
  lat: "latitude",
  lng: "longitude",
  lon: "longitude",
};

type Location = Row<"locations">;

/**
 * Stores rows one by one: even a chain has few branches. A row is a known location by its id, else by its name. A new
 * district name makes the district. Rows that say nothing new cost no statement.
 */
export async function upsertLocations(
  context: Context,
  rows: ImportRow<z.output<typeof columns>>[],
): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, problems: [] };
  const known = await findKnown(context, rows);
  const districtId = await districtFinder(context);
  for (const { line, value } of rows) {
    const { id, district, active, ...rest } = value;
    const before = id ? known.byId.get(id) : known.byName.get(rest.name.toLowerCase());
    if (id && !before) {
      const reason = `There is no location ${id}. Leave the id empty to add one`;
      result.problems.push({ line, field: "id", reason });
      continue;
    }
    const given = {
      ...rest,
      ...(district === undefined ? {} : { districtId: district && (await districtId(district)) }),
      // An empty cell leaves what is stored: there is no unknown activity.
      active: active ?? undefined,
    };
    if (before && saysNothingNew(given, before)) {
      result.unchanged += 1;
    } else if (before) {
      known.note((await changeRecord(context, "locations", "location", before.id, given)).after);
      result.updated += 1;
    } else {
      const draft = { ...given, createdAt: iso(context.now) };
      known.note(await insertRecord(context, "locations", "location", draft));
      result.created += 1;
    }
  }
  return result;
}

/** Looks districts up once for all rows. */
async function districtFinder(context: Context) {
  const { rows } = await sql<{ id: number; name: string }>`
    select id, name from districts where business_id = ${context.businessId}`.execute(context.db);
  const known = new Map(rows.map(({ id, name }) => [name.toLowerCase(), id]));
  return async (name: string): Promise<number> => {
    const id = known.get(name.toLowerCase()) ?? (await districtNamed(context, name)).id;
    known.set(name.toLowerCase(), id);
    return id;
  };
}

const saysNothingNew = (given: object, before: Location) =>
  Object.entries(given).every(([field, value]) => value === undefined || value === before[field as keyof Location]);

async function findKnown(context: Context, rows: ImportRow<z.output<typeof columns>>[]) {
  const ids = rows.flatMap(({ value }) => value.id ?? []);
  const names = rows.map(({ value }) => value.name.toLowerCase());
  const { rows: found } = await sql<Location>`
    select * from locations where business_id = ${context.businessId} and deleted_at is null
      and (id = any(${ids}::bigint[]) or lower(name) = any(${names}::text[]))
    order by id for no key update`.execute(context.db);
  const byId = new Map<number, Location>();
  const byName = new Map<string, Location>();
  const note = (location: Location) => {
    const earlier = byId.get(location.id);
    if (earlier) byName.delete(earlier.name.toLowerCase());
    byId.set(location.id, location);
    byName.set(location.name.toLowerCase(), location);
  };
  for (const location of found) note(location);
  return { byId, byName, note };
}
