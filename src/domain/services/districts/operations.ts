import { conflict, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { District, DistrictChanges, DistrictDraft, DistrictId, DistrictSearch } from "./schema.ts";
import { emptyDistrict } from "./store.ts";

const address = "/api/services/districts";

export const listDistricts = operation({
  name: "districts.list",
  http: `GET ${address}`,
  access: "locations:read",
  summary: "List districts by name",
  query: DistrictSearch,
  output: page(District),
  run: (context, paging) => listRecords(context, "districts", paging, { order: "name" }),
});

export const getDistrict = operation({
  name: "districts.get",
  http: `GET ${address}?id`,
  access: "locations:read",
  summary: "Get one district",
  query: DistrictId,
  output: District,
  run: (context, { id }) => findRecord(context, "districts", "district", id),
});

export const createDistrict = operation({
  name: "districts.create",
  http: `POST ${address}`,
  access: "locations:write",
  summary: "Add a district, to group locations by",
  body: DistrictDraft,
  output: District,
  status: 201,
  errors: [conflict],
  run: (context, draft) => insertRecord(context, "districts", "district", { ...draft, createdAt: iso(context.now) }),
});

export const updateDistrict = operation({
  name: "districts.update",
  http: `PUT ${address}`,
  alsoMethod: "PATCH",
  access: "locations:write",
  summary: "Change the given fields of a district and leave the others",
  query: DistrictId,
  body: DistrictChanges,
  output: District,
  errors: [conflict, notFound],
  run: async (context, { id, ...changes }) => (await changeRecord(context, "districts", "district", id, changes)).after,
});

export const deleteDistrict = operation({
  name: "districts.delete",
  http: `DELETE ${address}`,
  access: "locations:write",
  summary: "Delete a district that no location lies in",
  query: DistrictId,
  output: Deleted,
  errors: [conflict, notFound],
  async run(context, { id }) {
    await emptyDistrict(context, id);
    return removeRecord(context, "districts", "district", id);
  },
});
