import { z } from "zod";
import { PageQuery } from "../../../platform/page.ts";
import {
  BooleanParameter,
  Currency,
  Id,
  IdParameter,
  InstantOut,
  Money,
  Name,
  Text,
  Url,
} from "../../../platform/schemas.ts";

export const Product = z
  .object({
    id: Id,
    name: z.string(),
    description: z.string().nullable(),
    sku: z.string().nullable(),
    barcode: z.string().nullable(),
    price: z.int().meta({ description: "In the currency's minor unit" }),
    cost: z.int().nullable().meta({ description: "What one costs the business, in the minor unit" }),
    currency: z.string(),
    categoryId: Id.nullable(),
    category: z.object({ id: Id, name: z.string() }).nullable(),
    locationId: Id.nullable(),
    stock: z.int().meta({ description: "How many there are" }),
    trackStock: z.boolean(),
    allowBackorder: z.boolean(),
    lowStockThreshold: z.int().nullable(),
    lowStock: z.boolean().meta({ description: "Is tracked, and at or below its threshold (without one: at 0)" }),
    inStock: z.boolean().meta({ description: "Can be sold: is there, is not tracked, or may be sold before it is" }),
    imageUrl: z.string().nullable(),
    active: z.boolean(),
    createdAt: InstantOut,
    version: z.int(),
  })
  .meta({ id: "Product" });

const Code = z.string().trim().min(1, { error: "Must not be empty; send null for none" }).max(100);
const most = 1_000_000_000;
export const StockLevel = z.int({ error: "Must be a whole number of pieces" }).min(-most).max(most);

export const fields = {
  name: Name.meta({ description: "What the product is called" }),
  price: Money.meta({ description: "Price of one in the currency's minor unit: 2499 is $24.99" }),
  sku: Code.meta({
    description: "The business's own article number, such as SHMP-001. Unique, whatever its case; null for none",
  }),
  stock: StockLevel.meta({
    description: "How many there are. Below 0 only where allowBackorder is true. A change is kept as a stock movement",
  }),
  description: Text.meta({ description: "What customers may read about it; null for none" }),
  currency: Currency.meta({ description: "ISO 4217 code such as usd; the business's by default" }),
  categoryId: Id.meta({ description: "Id of a product category; null for none" }),
  cost: Money.meta({ description: "What one costs the business, in the currency's minor unit; null where not known" }),
  barcode: Code.meta({ description: "What a scanner reads: EAN, UPC or any other code; null for none" }),
  lowStockThreshold: z
    .int()
    .min(0)
    .max(1_000_000)
    .meta({ description: "At this stock or below the product is low; null is 0" }),
  trackStock: z
    .boolean()
    .meta({ description: "false: stock says nothing about whether it can be sold. true by default" }),
  allowBackorder: z
    .boolean()
    .meta({ description: "Whether it may be sold before it is there, so that stock falls below 0. false by default" }),
  imageUrl: Url.meta({ description: "An http or https address of a picture; null for none" }),
  active: z.boolean().meta({ description: "false takes it out of sale and keeps it. true by default" }),
  locationId: Id.meta({ description: "The one location where it is sold; null for all of them" }),
};
const given = {
  ...fields,
  sku: fields.sku.nullable(),
  description: fields.description.nullable(),
  categoryId: fields.categoryId.nullable(),
  cost: fields.cost.nullable(),
  barcode: fields.barcode.nullable(),
  lowStockThreshold: fields.lowStockThreshold.nullable(),
  imageUrl: fields.imageUrl.nullable(),
  locationId: fields.locationId.nullable(),
};
/** `price` and `stock` default to 0, `currency` to the business's. */
export const ProductDraft = z.strictObject(given).partial().required({ name: true });
export const ProductChanges = z.strictObject(given).partial();
export const ProductId = z.object({ id: IdParameter.meta({ description: "Id of the product, from list_products" }) });

export const ProductSearch = PageQuery.extend({
  q: z.string().trim().max(200).optional().meta({ description: "Part of the name, or of the sku or barcode" }),
  search: z.string().trim().max(200).optional().meta({ description: "Another name of `q`, as other lists call it" }),
  categoryId: IdParameter.optional().meta({ description: "Products of this product category" }),
  active: BooleanParameter.optional().meta({ description: "true: on sale; false: taken out of sale" }),
  lowStock: BooleanParameter.optional().meta({
    description: "true: tracked products at or below their threshold; false: all others",
  }),
});
