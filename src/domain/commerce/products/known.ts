import { sql } from "kysely";
import type { ImportRow } from "../../../platform/csv/import.ts";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

type Product = Row<"products">;
type Named = { id?: number | null | undefined; sku?: string | null | undefined; name: string };

/** The products that rows may mean, locked until the import's end. */
export async function findKnown(context: Context, rows: ImportRow<Named>[]) {
  const ids = rows.flatMap(({ value }) => value.id ?? []);
  const skus = rows.flatMap(({ value }) => value.sku?.toLowerCase() ?? []);
  const names = rows.map(({ value }) => value.name.toLowerCase());
  const { rows: found } = await sql<Product>`
    select * from products where business_id = ${context.businessId} and deleted_at is null
      and (id = any(${ids}::bigint[]) or sku_key = any(${skus}::text[]) or lower(name) = any(${names}::text[]))
    order by id for no key update`.execute(context.db);
  const products = new Map(found.map((product) => [product.id, product]));
  return {
    /** By id, else by sku, else by name. An empty sku cell means a product without one, not any of that name. */
    find({ id, sku, name }: Named): Product | undefined {
      if (id) return products.get(id);
      const all = [...products.values()];
      if (sku) return all.find(({ skuKey }) => skuKey === sku.toLowerCase());
      const called = all.filter((product) => product.name.toLowerCase() === name.toLowerCase());
      return sku === null ? called.find((product) => product.sku === null) : called[0];
    },
    /** Later rows of the file may mean what an earlier one has made. */
    note: (product: Product) => void products.set(product.id, product),
  };
}

/** Categories and locations by their names, looked up once for all rows. A category that is not there is made. */
export async function placesOf(context: Context) {
  const byName = async (table: "product_categories" | "locations") => {
    const only = table === "locations" ? sql`and deleted_at is null` : sql``;
    const { rows } = await sql<{ id: number; name: string }>`
      select id, name from ${sql.table(table)} where business_id = ${context.businessId} ${only} order by id desc`.execute(
      context.db,
    );
    return { ids: new Map(rows.map(({ id, name }) => [name.toLowerCase(), id])), rows };
  };
  const { ids: categories, rows: named } = await byName("product_categories");
  const nameOf = new Map(named.map(({ id, name }) => [id, name.toLowerCase()]));
  // Locations belong to services, a wing that comes after this one, so they are read with SQL of our own.
  const { ids: locations } = await byName("locations");
  return {
    location: (name: string) => locations.get(name.toLowerCase()),
    /** Of several categories of one name a product keeps its own. */
    async category(name: string, current?: number | null): Promise<number> {
      if (current && nameOf.get(current) === name.toLowerCase()) return current;
      const known = categories.get(name.toLowerCase());
      if (known) return known;
      const { id } = await insertRecord(context, "productCategories", "product category", {
        name,
        createdAt: iso(context.now),
      });
      categories.set(name.toLowerCase(), id);
      return id;
    },
  };
}
