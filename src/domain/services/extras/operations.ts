import { sql } from "kysely";
import { notFound } from "../../../platform/errors.ts";
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
import "../tables.ts";
import { Extra, ExtraChanges, ExtraDraft, ExtraId, ExtraSearch } from "./schema.ts";

const address = "/api/services/extras";

export const listExtras = operation({
  name: "extras.list",
  http: `GET ${address}`,
  access: "services:read",
  summary: "List extras in the order of their position",
  query: ExtraSearch,
  output: page(Extra),
  run(context, { serviceId, active, search, ...paging }) {
    const where = [];
    if (serviceId) where.push(sql`(service_id = ${serviceId} or service_id is null)`);
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) where.push(sql`(name ilike ${containing(search)} or description ilike ${containing(search)})`);
    return listRecords(context, "extras", paging, { where, order: "position", hidesDeleted: true });
  },
});

export const getExtra = operation({
  name: "extras.get",
  http: `GET ${address}?id`,
  access: "services:read",
  summary: "Get one extra",
  query: ExtraId,
  output: Extra,
  run: (context, { id }) => findRecord(context, "extras", "extra", id),
});

export const createExtra = operation({
  name: "extras.create",
  http: `POST ${address}`,
  access: "services:write",
  summary: "Add an extra to one service or, without a serviceId, to every one",
  body: ExtraDraft,
  output: Extra,
  status: 201,
  errors: [notFound],
  async run(context, draft) {
    await requireService(context, draft.serviceId);
    return insertRecord(context, "extras", "extra", { price: 0, ...draft, createdAt: iso(context.now) });
  },
});

export const updateExtra = operation({
  name: "extras.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "services:write",
  summary: "Change the given fields of an extra and leave the others",
  description: "Appointments that are booked already keep what they have.",
  query: ExtraId,
  body: ExtraChanges,
  output: Extra,
  errors: [notFound],
  async run(context, { id, ...changes }) {
    await requireService(context, changes.serviceId);
    return (await changeRecord(context, "extras", "extra", id, changes)).after;
  },
});

export const deleteExtra = operation({
  name: "extras.delete",
  http: `DELETE ${address}`,
  access: "services:write",
  summary: "Delete an extra; appointments that have it keep it",
  query: ExtraId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeRecord(context, "extras", "extra", id, { hide: true }),
});

/** A deleted service is still in its table, so the foreign key alone would accept it. */
async function requireService(context: Context, serviceId: number | null | undefined) {
  if (serviceId) await findRecord(context, "services", "service", serviceId, { field: "serviceId" });
}
