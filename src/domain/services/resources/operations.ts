import { sql } from "kysely";
import { conflict, notFound, refuse } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import {
  changeRecord,
  findRecord,
  insertRecord,
  listRecords,
  removeRecord,
  requireRecords,
} from "../../../platform/records.ts";
import { Deleted, epoch, iso } from "../../../platform/schemas.ts";
import { readBusy } from "../../time/calendars/busy.ts";
import {
  AvailabilityQuery,
  Resource,
  ResourceAvailability,
  ResourceChanges,
  ResourceDraft,
  ResourceId,
  ResourceSearch,
} from "./schema.ts";
import { closeUnits, readUnits, refuseWhileBooked, resize } from "./units.ts";

const address = "/api/services/resources";

export const listResources = operation({
  name: "resources.list",
  http: `GET ${address}`,
  access: "resources:read",
  summary: "List rooms, equipment and stations by name",
  query: ResourceSearch,
  output: page(Resource),
  run(context, { locationId, type, active, ...paging }) {
    const where = [];
    if (locationId) where.push(sql`location_id = ${locationId}`);
    if (type) where.push(sql`type = ${type}`);
    if (active !== undefined) where.push(sql`active = ${active}`);
    return listRecords(context, "resources", paging, { where, order: "name", hidesDeleted: true });
  },
});

export const getResource = operation({
  name: "resources.get",
  http: `GET ${address}?id`,
  access: "resources:read",
  summary: "Get one resource",
  query: ResourceId,
  output: Resource,
  run: (context, { id }) => findRecord(context, "resources", "resource", id),
});

export const createResource = operation({
  name: "resources.create",
  http: `POST ${address}`,
  access: "resources:write",
  summary: "Add a room, a station or a piece of equipment",
  body: ResourceDraft,
  output: Resource,
  status: 201,
  errors: [notFound],
  async run(context, draft) {
    await requireLocation(context, draft.locationId);
    const resource = await insertRecord(context, "resources", "resource", { ...draft, createdAt: iso(context.now) });
    await resize(context, resource.id, draft.quantity);
    return resource;
  },
});

export const updateResource = operation({
  name: "resources.update",
  http: `PUT ${address}`,
  alsoMethod: "PATCH",
  access: "resources:write",
  summary: "Change the given fields of a resource and leave the others",
  description:
    "A smaller quantity takes away units that nothing is booked on; with fewer free units than that it is refused and says which times are booked.",
  query: ResourceId,
  body: ResourceChanges,
  output: Resource,
  errors: [conflict, notFound],
  async run(context, { id, ...changes }) {
    if (changes.locationId) await requireLocation(context, changes.locationId);
    const { before, after } = await changeRecord(context, "resources", "resource", id, changes);
    if (after.quantity !== before.quantity) await resize(context, id, after.quantity);
    return after;
  },
});

export const deleteResource = operation({
  name: "resources.delete",
  http: `DELETE ${address}`,
  access: "resources:write",
  summary: "Delete a resource that no coming appointment and no service needs",
  query: ResourceId,
  output: Deleted,
  errors: [conflict, notFound],
  async run(context, { id }) {
    const resource = await findRecord(context, "resources", "resource", id, { lock: true });
    await refuseWhileBooked(context, resource);
    await refuseWhileNeeded(context, resource);
    await closeUnits(context, id);
    return removeRecord(context, "resources", "resource", id, { hide: true });
  },
});

export const checkResourceAvailability = operation({
  name: "resources.availability",
  http: "GET /api/services/resource-availability",
  access: "resources:read",
  summary: "Check how many units of a resource are free throughout a time",
  description: "A time that only touches another booking is free. A resource that is not active has no unit to give.",
  query: AvailabilityQuery,
  output: ResourceAvailability,
  errors: [notFound],
  async run(context, { resourceId, startTime, endTime, quantity }) {
    const resource = await findRecord(context, "resources", "resource", resourceId, { field: "resourceId" });
    const calendarIds = (await readUnits(context, resourceId)).map(({ calendarId }) => calendarId);
    const busy = await readBusy(context, calendarIds, epoch(startTime), epoch(endTime));
    const booked = new Set(busy.map(({ calendarId }) => calendarId)).size;
    const free = resource.active ? calendarIds.length - booked : 0;
    return {
      available: free >= quantity,
      totalQuantity: calendarIds.length,
      bookedQuantity: booked,
      availableQuantity: free,
      requestedQuantity: quantity,
    };
  },
});

const requireLocation = (context: Context, id: number) =>
  requireRecords(context, "locations", "location", [{ id, field: "locationId" }]);

/** A service would lose what it needs without anybody noticing. */
async function refuseWhileNeeded(context: Context, resource: { id: number; name: string }) {
  const { rows } = await sql<{ name: string }>`
    select s.name from services s
    join service_resources needs on needs.business_id = s.business_id and needs.service_id = s.id
    where s.business_id = ${context.businessId} and needs.resource_id = ${resource.id} and s.deleted_at is null
    order by s.name limit 20`.execute(context.db);
  if (rows.length > 0) {
    const services = rows.map(({ name }) => name).join(", ");
    throw refuse(conflict, `${resource.name} is needed by: ${services}. Take it out of these services first.`);
  }
}
