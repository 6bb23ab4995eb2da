import { sql } from "kysely";
import { conflict, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { containing, findRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted } from "../../../platform/schemas.ts";
import {
  CustomField,
  CustomFieldChanges,
  CustomFieldDraft,
  CustomFieldId,
  CustomFieldSearch,
  PublicCustomField,
  PublicCustomFieldSearch,
} from "./schema.ts";
import { askedWith, withServices } from "./store.ts";
import { changeCustomField, createCustomField as create } from "./write.ts";

const address = "/api/services/custom-fields";

export const listCustomFields = operation({
  name: "custom-fields.list",
  http: `GET ${address}`,
  access: "services:read",
  summary: "List what is asked when a service is booked, in the order of their position",
  query: CustomFieldSearch,
  output: page(CustomField),
  async run(context, { serviceId, active, search, ...paging }) {
    const where = serviceId ? [askedWith(serviceId)] : [];
    if (active !== undefined) where.push(sql`active = ${active}`);
    if (search) where.push(sql`(label ilike ${containing(search)} or key ilike ${containing(search)})`);
    const found = await listRecords(context, "customFields", paging, { where, order: "position", hidesDeleted: true });
    return { ...found, items: await withServices(context, found.items) };
  },
});

export const getCustomField = operation({
  name: "custom-fields.get",
  http: `GET ${address}?id`,
  access: "services:read",
  summary: "Get one custom field",
  query: CustomFieldId,
  output: CustomField,
  async run(context, { id }) {
    const [field] = await withServices(context, [await findRecord(context, "customFields", "custom field", id)]);
    return field!;
  },
});

export const createCustomField = operation({
  name: "custom-fields.create",
  http: `POST ${address}`,
  access: "services:write",
  summary: "Ask something when a service is booked: any service, or those in serviceIds",
  description:
    "Answers are kept in an appointment's `customFields`, by the field's `key`. Customers have to answer what is `required`; staff may leave it open.",
  body: CustomFieldDraft,
  output: CustomField,
  status: 201,
  errors: [conflict, notFound],
  run: create,
});

export const updateCustomField = operation({
  name: "custom-fields.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "services:write",
  summary: "Change the given parts of a custom field and leave the others",
  description: "Answers that were given stay as they are, whatever becomes of the question.",
  query: CustomFieldId,
  body: CustomFieldChanges,
  output: CustomField,
  errors: [notFound],
  run: (context, { id, ...changes }) => changeCustomField(context, id, changes),
});

export const deleteCustomField = operation({
  name: "custom-fields.delete",
  http: `DELETE ${address}`,
  access: "services:write",
  summary: "Delete a custom field; appointments keep what was answered",
  query: CustomFieldId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeRecord(context, "customFields", "custom field", id, { hide: true }),
});

export const listPublicCustomFields = operation({
  name: "custom-fields.public",
  http: `GET ${address}/public`,
  access: "public",
  tenant: { subdomain: "subdomain" },
  summary: "List what customers are asked when they book",
  description: "Send the answers as `customFields` with the booking, by `key`. What staff alone fill in is left out.",
  query: PublicCustomFieldSearch,
  output: page(PublicCustomField),
  async run(context, { serviceId, limit, cursor }) {
    const where = [sql`active`, sql`visible_to_customers`, ...(serviceId ? [askedWith(serviceId)] : [])];
    const paging = { limit, cursor };
    const found = await listRecords(context, "customFields", paging, { where, order: "position", hidesDeleted: true });
    return { ...found, items: await withServices(context, found.items) };
  },
});
