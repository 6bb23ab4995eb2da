import { conflict, notFound } from "../../../platform/errors.ts";
import { type Context, operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeRecord, findRecord, insertRecord, listRecords, removeRecord } from "../../../platform/records.ts";
import { Deleted, iso } from "../../../platform/schemas.ts";
import { businessCurrency } from "../../identity/businesses/store.ts";
import { Product, ProductChanges, ProductDraft, ProductId, ProductSearch } from "./schema.ts";
import { recordMovement } from "./stock/record.ts";
import { matching, requireLocation, withCategories } from "./store.ts";

const address = "/api/services/products";

export const listProducts = operation({
  name: "products.list",
  http: `GET ${address}`,
  tool: "list_products",
  access: "products:read",
  summary: "List products by name, with their stock levels, prices and categories",
  query: ProductSearch,
  output: page(Product),
  async run(context, { limit, cursor, ...search }) {
    const found = await listRecords(
      context,
      "products",
      { limit, cursor },
      { where: matching(search), order: "name", hidesDeleted: true },
    );
    return { ...found, items: await withCategories(context, found.items) };
  },
});

export const getProduct = operation({
  name: "products.get",
  http: `GET ${address}?id`,
  access: "products:read",
  summary: "Get one product",
  query: ProductId,
  output: Product,
  run: async (context, { id }) => detailed(context, await findRecord(context, "products", "product", id)),
});

export const createProduct = operation({
  name: "products.create",
  http: `POST ${address}`,
  access: "products:write",
  summary: "Add a product",
  description:
    "Without a price it costs nothing, without a stock there is none, without a currency it has the business's.",
  body: ProductDraft,
  output: Product,
  status: 201,
  errors: [conflict, notFound],
  async run(context, draft) {
    await requireLocation(context, draft.locationId);
    const product = await insertRecord(context, "products", "product", {
      price: 0,
      ...draft,
      currency: draft.currency ?? (await businessCurrency(context)),
      createdAt: iso(context.now),
    });
    if (product.stock !== 0) await recordMovement(context, product, 0, { reason: "set" });
    return detailed(context, product);
  },
});

export const updateProduct = operation({
  name: "products.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "products:write",
  summary: "Change the given fields of a product and leave the others",
  description:
    "A changed stock is kept as a stock movement. To add to or take from what is there at the moment, use products/stock.",
  query: ProductId,
  body: ProductChanges,
  output: Product,
  errors: [conflict, notFound],
  async run(context, { id, ...changes }) {
    await requireLocation(context, changes.locationId);
    const { before, after } = await changeRecord(context, "products", "product", id, changes);
    if (after.stock !== before.stock) await recordMovement(context, after, before.stock, { reason: "set" });
    return detailed(context, after);
  },
});

export const deleteProduct = operation({
  name: "products.delete",
  http: `DELETE ${address}`,
  access: "products:write",
  summary: "Delete a product; invoices that have it keep it, and its sku is free again",
  query: ProductId,
  output: Deleted,
  errors: [notFound],
  run: (context, { id }) => removeRecord(context, "products", "product", id, { hide: true }),
});

const detailed = async (context: Context, product: Parameters<typeof withCategories>[1][number]) =>
  (await withCategories(context, [product]))[0]!;
