import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import "../tables.ts";

/** A stored record beside the way it is written in a catalog. */
export type Known<Stored> = { row: Stored; entry: Record<string, unknown> };
export type KnownCatalog = {
  categories: Known<Row<"serviceCategories">>[];
  services: Known<Row<"services">>[];
  extras: Known<Row<"extras">>[];
};

/** The business's catalog in the order of its positions. With `lock` nobody else changes it meanwhile. */
export async function readCatalog(context: Context, { lock = false } = {}): Promise<KnownCatalog> {
  const { businessId } = context;
  // One import at a time: two with the same new names would otherwise both find them missing.
  if (lock)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`catalog:${businessId}`}, 0))`.execute(context.db);
  const { rows: categories } = await sql<Row<"serviceCategories">>`
    select * from service_categories where business_id = ${businessId} order by position, id`.execute(context.db);
  const { rows: services } = await sql<Row<"services"> & Names>`
    select s.*, c.name as category, l.name as location,
      coalesce((select jsonb_agg(jsonb_build_object('resource', r.name, 'location', rl.name, 'quantity', n.quantity) order by rl.name, r.name, r.id)
        from service_resources n
        join resources r on r.business_id = n.business_id and r.id = n.resource_id
        join locations rl on rl.business_id = r.business_id and rl.id = r.location_id
        where n.business_id = s.business_id and n.service_id = s.id and r.deleted_at is null), '[]') as resources
    from services s
    left join service_categories c on c.business_id = s.business_id and c.id = s.category_id
    left join locations l on l.business_id = s.business_id and l.id = s.location_id and l.deleted_at is null
    where s.business_id = ${businessId} and s.deleted_at is null order by s.position, s.id`.execute(context.db);
  const { rows: extras } = await sql<Row<"extras"> & { service: string | null }>`
    select e.*, s.slug as service from extras e
    left join services s on s.business_id = e.business_id and s.id = e.service_id
    where e.business_id = ${businessId} and e.deleted_at is null and s.deleted_at is null
    order by e.position, e.id`.execute(context.db);
  return {
    categories: categories.map((row) => ({ row, entry: { ...row } })),
    services: services.map(({ category, location, resources, ...row }) => ({
      row,
      entry: { ...row, category, location, resources },
    })),
    extras: extras.map(({ service, ...row }) => ({ row, entry: { ...row, service } })),
  };
}

type Names = {
  category: string | null;
  location: string | null;
  resources: { resource: string; location: string; quantity: number }[];
};
