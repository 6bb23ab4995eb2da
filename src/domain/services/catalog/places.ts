import { sql } from "kysely";
import type { ErrorDetail } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { bare } from "./names.ts";
import type { ServiceEntry } from "./schema.ts";

/** Where services take place and what they need there, by name: a catalog points at them but does not hold them. */
export type Places = { locations: Map<string, number>; resources: Map<string, number> };

export async function readPlaces({ db, businessId }: Context): Promise<Places> {
  const { rows: locations } = await sql<{ id: number; name: string }>`
    select id, name from locations where business_id = ${businessId} and deleted_at is null`.execute(db);
  const { rows: resources } = await sql<{ id: number; name: string; location: string }>`
    select r.id, r.name, l.name as location from resources r
    join locations l on l.business_id = r.business_id and l.id = r.location_id
    where r.business_id = ${businessId} and r.deleted_at is null order by r.id desc`.execute(db);
  return {
    locations: new Map(locations.map(({ id, name }) => [bare(name), id])),
    resources: new Map(resources.map(({ id, name, location }) => [placeKey(location, name), id])),
  };
}

const placeKey = (location: string, resource: string) => JSON.stringify([bare(location), bare(resource)]);

export function unknownPlaces(services: ServiceEntry[], places: Places): ErrorDetail[] {
  return services.flatMap(({ location, resources = [] }, index) => [
    ...(location && !places.locations.has(bare(location))
      ? [{ field: `services.${index}.location`, message: `There is no location “${location}”` }]
      : []),
    ...resources.flatMap((need, at) =>
      places.resources.has(placeKey(need.location, need.resource))
        ? []
        : [
            {
              field: `services.${index}.resources.${at}`,
              message: `There is no resource “${need.resource}” at “${need.location}”`,
            },
          ],
    ),
  ]);
}

/** Leaves out what this business does not have, as if the document said nothing of it. */
export function withoutUnknownPlaces<Entry extends ServiceEntry>(entry: Entry, places: Places): Entry {
  const { location, resources } = entry;
  const there = resources?.filter((need) => places.resources.has(placeKey(need.location, need.resource)));
  return {
    ...entry,
    location: location && !places.locations.has(bare(location)) ? undefined : location,
    resources: resources?.length && there?.length === 0 ? undefined : there,
  };
}

/** Whether an entry asks for the resources that are stored, or for none in particular. By name: two may be called so. */
export const sameResources = (entry: { resources?: Resources }, stored: { resources?: Resources }) =>
  entry.resources === undefined || canonical(entry.resources) === canonical(stored.resources ?? []);
type Resources = ServiceEntry["resources"];
const canonical = (resources: NonNullable<Resources>) =>
  JSON.stringify(
    resources.map(({ resource, location, quantity }) => `${placeKey(location, resource)} ${quantity}`).toSorted(),
  );

/** Resources of one name at one place count as one. */
export function needsOf(resources: NonNullable<ServiceEntry["resources"]>, places: Places) {
  const needs = new Map<number, number>();
  for (const { resource, location, quantity } of resources) {
    const id = places.resources.get(placeKey(location, resource));
    if (id) needs.set(id, (needs.get(id) ?? 0) + quantity);
  }
  return [...needs].map(([resourceId, quantity]) => ({ resourceId, quantity }));
}
