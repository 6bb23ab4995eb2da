import { sql } from "kysely";
import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import {
  changeRecord,
  containing,
  findRecord,
  insertRecord,
  listRecords,
  removeRecord,
} from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { refuseOnlyOwn } from "../employees/access.ts";
import { Location, LocationChanges, LocationDraft, LocationId, LocationSearch } from "./schema.ts";
import { refuseWhileUsed, vacate } from "./store.ts";

const address = "/api/services/locations";

export const listLocations = operation({
  name: "locations.list",
  http: `GET ${address}`,
  tool: "list_locations",
  access: "locations:read",
  summary: "List locations by name",
  query: LocationSearch,
  output: page(Location),
  run(context, { districtId, active, search, ...paging }) {
    const where = [];
    if (districtId) where.push(sql`district_id = ${districtId}`);
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) {
      const part = containing(search);
      where.push(sql`(name ilike ${part} or address ilike ${part} or city ilike ${part})`);
    }
    return listRecords(context, "locations", paging, { where, order: "name", hidesDeleted: true });
  },
});

export const getLocation = operation({
  name: "locations.get",
  http: `GET ${address}?id`,
  tool: "get_location",
  access: "locations:read",
  summary: "Get one location with its address and contact details",
  query: LocationId,
  output: Location,
  run: (context, { id }) => findRecord(context, "locations", "location", id),
});

export const createLocation = operation({
  name: "locations.create",
  http: `POST ${address}`,
  access: "locations:write",
  summary: "Add a location",
  body: LocationDraft,
  output: Location,
  status: 201,
  errors: [conflict, notFound],
  run: (context, draft) => insertRecord(context, "locations", "location", { ...draft, createdAt: iso(context.now) }),
});

export const updateLocation = operation({
  name: "locations.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "locations:write",
  summary: "Change the given fields of a location and leave the others",
  query: LocationId,
  body: LocationChanges,
  output: Location,
  errors: [conflict, notFound],
  run: async (context, { id, ...changes }) => (await changeRecord(context, "locations", "location", id, changes)).after,
});

export const deleteLocation = operation({
  name: "locations.delete",
  http: `DELETE ${address}`,
  access: "locations:write",
  summary: "Delete a location that nothing needs any more",
  description: "Opening and working hours there end. Its past appointments stay.",
  query: LocationId,
  output: Deleted,
  errors: [conflict, forbidden, notFound],
  async run(context, { id }) {
    refuseOnlyOwn(context);
    const location = await findRecord(context, "locations", "location", id, { lock: true });
    await refuseWhileUsed(context, location);
    await vacate(context, id);
    return removeRecord(context, "locations", "location", id, { hide: true });
  },
});
