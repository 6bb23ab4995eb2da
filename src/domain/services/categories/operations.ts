import { conflict, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import "../tables.ts";
import { Category, CategoryChanges, CategoryDraft, CategoryId, CategorySearch } from "./schema.ts";

const address = "/api/services/categories";

export const listCategories = operation({
  name: "categories.list",
  http: `GET ${address}`,
  tool: "list_service_categories",
  access: "services:read",
  summary: "List service categories in the order of their position",
  query: CategorySearch,
  output: page(Category),
  run: (context, paging) => listRecords(context, "serviceCategories", paging, { order: "position" }),
});

export const getCategory = operation({
  name: "categories.get",
  http: `GET ${address}?id`,
  access: "services:read",
  summary: "Get one service category",
  query: CategoryId,
  output: Category,
  run: (context, { id }) => findRecord(context, "serviceCategories", "category", id),
});

export const createCategory = operation({
  name: "categories.create",
  http: `POST ${address}`,
  access: "services:write",
  summary: "Add a service category",
  body: CategoryDraft,
  output: Category,
  status: 201,
  errors: [conflict],
  run: (context, draft) =>
    insertRecord(context, "serviceCategories", "category", { ...draft, createdAt: iso(context.now) }),
});

export const updateCategory = operation({
  name: "categories.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "services:write",
  summary: "Change the given fields of a service category and leave the others",
  query: CategoryId,
  body: CategoryChanges,
  output: Category,
  errors: [notFound],
  run: async (context, { id, ...changes }) =>
    (await changeRecord(context, "serviceCategories", "category", id, changes)).after,
});

export const deleteCategory = operation({
  name: "categories.delete",
  http: `DELETE ${address}`,
  access: "services:write",
  summary: "Delete a service category; its services stay, without one",
  query: CategoryId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeRecord(context, "serviceCategories", "category", id),
});
