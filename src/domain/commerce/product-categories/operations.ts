import { notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { PageQuery, page } from "../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import "../tables.ts";
import { ProductCategory, ProductCategoryChanges, ProductCategoryDraft, ProductCategoryId } from "./schema.ts";

const address = "/api/services/product-categories";

export const listProductCategories = operation({
  name: "product-categories.list",
  http: `GET ${address}`,
  access: "products:read",
  summary: "List product categories in the order of their position",
  query: PageQuery,
  output: page(ProductCategory),
  run: (context, paging) => listRecords(context, "productCategories", paging, { order: "position" }),
});

export const getProductCategory = operation({
  name: "product-categories.get",
  http: `GET ${address}?id`,
  access: "products:read",
  summary: "Get one product category",
  query: ProductCategoryId,
  output: ProductCategory,
  run: (context, { id }) => findRecord(context, "productCategories", "product category", id),
});

export const createProductCategory = operation({
  name: "product-categories.create",
  http: `POST ${address}`,
  access: "products:write",
  summary: "Add a product category",
  body: ProductCategoryDraft,
  output: ProductCategory,
  status: 201,
  run: (context, draft) =>
    insertRecord(context, "productCategories", "product category", { ...draft, createdAt: iso(context.now) }),
});

export const updateProductCategory = operation({
  name: "product-categories.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "products:write",
  summary: "Change the given fields of a product category and leave the others",
  query: ProductCategoryId,
  body: ProductCategoryChanges,
  output: ProductCategory,
  errors: [notFound],
  run: async (context, { id, ...changes }) =>
    (await changeRecord(context, "productCategories", "product category", id, changes)).after,
});

export const deleteProductCategory = operation({
  name: "product-categories.delete",
  http: `DELETE ${address}`,
  access: "products:write",
  summary: "Delete a product category; its products stay, without one",
  query: ProductCategoryId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeRecord(context, "productCategories", "product category", id),
});
