import { sql } from "kysely";
import { conflict, invalid, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
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
import { businessCurrency } from "../../identity/businesses/store.ts";
import { Service, ServiceChanges, ServiceDraft, ServiceId, ServiceSearch } from "./schema.ts";
import { freeSlug, replaceResources, withDetails } from "./store.ts";

const address = "/api/services/services";

export const listServices = operation({
  name: "services.list",
  http: `GET ${address}`,
  tool: "list_services",
  access: "services:read",
  summary: "List services with their prices, categories and extras",
  query: ServiceSearch,
  output: page(Service),
  async run(context, { categoryId, locationId, active, search, ...paging }) {
    const where = [];
    if (categoryId) where.push(sql`category_id = ${categoryId}`);
    if (locationId) where.push(sql`(location_id = ${locationId} or location_id is null)`);
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) where.push(sql`(name ilike ${containing(search)} or description ilike ${containing(search)})`);
    const found = await listRecords(context, "services", paging, { where, order: "position", hidesDeleted: true });
    return { ...found, items: (await withDetails(context, found.items)) as never };
  },
});

export const getService = operation({
  name: "services.get",
  http: `GET ${address}?id`,
  tool: "get_service",
  access: "services:read",
  summary: "Get one service with its price, length, extras and booking rules",
  query: ServiceId,
  output: Service,
  run: async (context, { id }) => detailed(context, await findRecord(context, "services", "service", id)),
});

export const createService = operation({
  name: "services.create",
  http: `POST ${address}`,
  access: "services:write",
  summary: "Create a service",
  description:
    "Without a duration it takes 60 minutes, without a price it is free, without a currency it has the business's.",
  body: ServiceDraft,
  output: Service,
  status: 201,
  errors: [conflict, notFound],
  async run(context, { resources = [], ...draft }) {
    refuseWrongDeposit(draft);
    const service = await insertRecord(context, "services", "service", {
      duration: 60,
      price: 0,
      currency: draft.currency ?? (await businessCurrency(context)),
      slug: draft.slug ?? (await freeSlug(context, draft.name)),
      ...draft,
      createdAt: iso(context.now),
    });
    await replaceResources(context, service.id, resources);
    return detailed(context, service);
  },
});

export const updateService = operation({
  name: "services.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "services:write",
  summary: "Change the given fields of a service and leave the others",
  description: "Appointments that are booked already keep their time and price.",
  query: ServiceId,
  body: ServiceChanges,
  output: Service,
  errors: [conflict, notFound],
  async run(context, { id, resources, ...changes }) {
    const { after } = await changeRecord(context, "services", "service", id, changes);
    refuseWrongDeposit(after);
    if (resources) await replaceResources(context, id, resources);
    return detailed(context, after);
  },
});

export const deleteService = operation({
  name: "services.delete",
  http: `DELETE ${address}`,
  access: "services:write",
  summary: "Delete a service; its appointments stay",
  query: ServiceId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeRecord(context, "services", "service", id, { hide: true }),
});

const detailed = async (context: Context, service: Parameters<typeof withDetails>[1][number]) =>
  (await withDetails(context, [service]))[0] as never;

function refuseWrongDeposit({
  depositType = "none",
  depositAmount = 0,
}: {
  depositType?: string | undefined;
  depositAmount?: number | undefined;
}) {
  if (depositType === "percentage" && depositAmount > 100)
    throw invalid("depositAmount", "Must be a percentage from 0 to 100");
}
