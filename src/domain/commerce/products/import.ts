import { z } from "zod";
import { BooleanCell, IntegerCell, maybe } from "../../../platform/csv/cells.ts";
import type { BatchResult, ImportRow } from "../../../platform/csv/import.ts";
import type { RowProblem } from "../../../platform/csv/report.ts";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { changeRecord, insertRecord } from "../../../platform/records.ts";
import { IdParameter, iso } from "../../../platform/schemas.ts";
import { businessCurrency } from "../../identity/businesses/store.ts";
import { findKnown, placesOf } from "./known.ts";
import { fields } from "./schema.ts";
import { recordMovement } from "./stock/record.ts";

export const columns = z.strictObject({
  id: maybe(IdParameter),
  name: fields.name,
  sku: maybe(fields.sku),
  barcode: maybe(fields.barcode),
  description: maybe(fields.description),
  category: maybe(z.string().max(200)),
  price: maybe(IntegerCell.pipe(fields.price)),
  cost: maybe(IntegerCell.pipe(fields.cost)),
  currency: maybe(fields.currency),
  stock: maybe(IntegerCell.pipe(fields.stock)),
  lowStockThreshold: maybe(IntegerCell.pipe(fields.lowStockThreshold)),
  trackStock: maybe(BooleanCell),
  allowBackorder: maybe(BooleanCell),
  location: maybe(z.string().max(200)),
  imageUrl: maybe(fields.imageUrl),
  active: maybe(BooleanCell),
});
export const aliases = {
  "product name": "name",
  product: "name",
  "article number": "sku",
  ean: "barcode",
  upc: "barcode",
  gtin: "barcode",
  "category name": "category",
  quantity: "stock",
  "stock level": "stock",
  inventory: "stock",
  "low stock": "lowStockThreshold",
  image: "imageUrl",
  "image address": "imageUrl",
};
type Cells = z.output<typeof columns>;

/**
 * Stores rows one by one, each under the lock of what it changes. A row is a known product by its id, else by its sku,
 * else by its name. Rows that say nothing new cost no statement, so that the same file changes nothing the second time.
 */
export async function upsertProducts(context: Context, rows: ImportRow<Cells>[]): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, problems: [] };
  const known = await findKnown(context, rows);
  const places = await placesOf(context);
  const currency = await businessCurrency(context);
  for (const row of rows) {
    const before = known.find(row.value);
    const problem = problemOf(row, before, places);
    if (problem) {
      result.problems.push(problem);
      continue;
    }
    const given = await valuesOf(row.value, before, places);
    if (before && saysNothingNew(given, before)) {
      result.unchanged += 1;
      continue;
    }
    const after = before
      ? (await changeRecord(context, "products", "product", before.id, given)).after
      : await insertRecord(context, "products", "product", {
          ...given,
          price: given.price ?? 0,
          currency: given.currency ?? currency,
          createdAt: iso(context.now),
        });
    const stockBefore = before?.stock ?? 0;
    if (after.stock !== stockBefore) await recordMovement(context, after, stockBefore, { reason: "import" });
    known.note(after);
    result[before ? "updated" : "created"] += 1;
  }
  return result;
}

type Places = Awaited<ReturnType<typeof placesOf>>;

function problemOf({ line, value }: ImportRow<Cells>, before: Row<"products"> | undefined, places: Places) {
  const problem = (field: string, reason: string): RowProblem => ({ line, field, reason });
  if (value.id && !before) return problem("id", `There is no product ${value.id}. Leave the id empty to add one`);
  if (value.location && !places.location(value.location))
    return problem("location", `There is no location ${value.location}. Add it first`);
  return null;
}

/** What a row asks for, as it is stored. An empty cell leaves what cannot be empty: price, stock, currency and the like. */
async function valuesOf(
  { id, category, location, ...rest }: Cells,
  before: Row<"products"> | undefined,
  places: Places,
) {
  return {
    ...rest,
    ...(category === undefined
      ? {}
      : { categoryId: category && (await places.category(category, before?.categoryId)) }),
    ...(location === undefined ? {} : { locationId: location && places.location(location)! }),
    price: rest.price ?? undefined,
    stock: rest.stock ?? undefined,
    currency: rest.currency ?? undefined,
    trackStock: rest.trackStock ?? undefined,
    allowBackorder: rest.allowBackorder ?? undefined,
    active: rest.active ?? undefined,
  };
}

const saysNothingNew = (given: object, before: Row<"products">) =>
  Object.entries(given).every(
    ([field, value]) => value === undefined || value === before[field as keyof Row<"products">],
  );
