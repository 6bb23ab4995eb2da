import { type RawBuilder, sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { containing, requireRecords } from "../../../platform/records.ts";
import "../tables.ts";

export const refusals: Refusals = {
  products_sku: () => refuse(conflict, "Another product has this sku.", [{ field: "sku", message: "Is taken" }]),
  products_not_oversold: () =>
    refuse(conflict, "Stock cannot be below 0 unless allowBackorder is true.", [
      { field: "stock", message: "Must not be below 0" },
    ]),
};

type Search = {
  q?: string | undefined;
  search?: string | undefined;
  categoryId?: number | undefined;
  active?: boolean | undefined;
  lowStock?: boolean | undefined;
};

export function matching({ q, search, categoryId, active, lowStock }: Search): RawBuilder<unknown>[] {
  const where: RawBuilder<unknown>[] = [];
  for (const text of [q, search]) {
    if (!text) continue;
    const part = containing(text);
    where.push(sql`(name ilike ${part} or sku ilike ${part} or barcode ilike ${part})`);
  }
  if (categoryId) where.push(sql`category_id = ${categoryId}`);
  if (active !== undefined) where.push(sql`active = ${active}`);
  if (lowStock !== undefined) where.push(sql`low_stock = ${lowStock}`);
  return where;
}

/** Adds their categories to products: one query however many there are. */
export async function withCategories(context: Context, products: Row<"products">[]) {
  const ids = [...new Set(products.flatMap(({ categoryId }) => categoryId ?? []))];
  const categories = ids.length
    ? await context.db
        .selectFrom("productCategories")
        .select(["id", "name"])
        .where("businessId", "=", context.businessId)
        .where("id", "in", ids)
        .execute()
    : [];
  const byId = new Map(categories.map((category) => [category.id, category]));
  return products.map((product) => ({ ...product, category: byId.get(product.categoryId ?? 0) ?? null }));
}

/** A deleted location is still in its table, so the foreign key alone would accept it. */
export const requireLocation = (context: Context, locationId: number | null | undefined) =>
  requireRecords(context, "locations", "location", locationId ? [{ id: locationId, field: "locationId" }] : []);

/** Products of a location that is being deleted are sold at all the others. */
export async function leaveLocation(context: Context, locationId: number): Promise<void> {
  await sql`
    update products set location_id = null
    where business_id = ${context.businessId} and location_id = ${locationId}`.execute(context.db);
}
