import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { slugFrom } from "../../../platform/slugs.ts";
import "../tables.ts";

export const refusals: Refusals = {
  services_slug: () => refuse(conflict, "Another service has this slug.", [{ field: "slug", message: "Is taken" }]),
};

type Details = {
  category: { id: number; name: string } | null;
  extras: { id: number; name: string; price: number; duration: number; maxQuantity: number }[];
  resources: { resourceId: number; quantity: number }[];
};

/** Adds category, extras and resources to services: one query however many there are. */
export async function withDetails(
  context: Context,
  services: Row<"services">[],
): Promise<(Row<"services"> & Details)[]> {
  if (services.length === 0) return [];
  const ids = services.map(({ id }) => id);
  const { rows } = await sql<{ id: number } & Details>`
    select id,
      (select jsonb_build_object('id', c.id, 'name', c.name) from service_categories c where c.business_id = s.business_id and c.id = s.category_id) as category,
      coalesce((select jsonb_agg(jsonb_build_object('id', e.id, 'name', e.name, 'price', e.price, 'duration', e.duration, 'maxQuantity', e.max_quantity) order by e.position, e.id)
        from extras e where e.business_id = s.business_id and (e.service_id = s.id or e.service_id is null) and e.active and e.deleted_at is null), '[]') as extras,
      coalesce((select jsonb_agg(jsonb_build_object('resourceId', r.resource_id, 'quantity', r.quantity) order by r.resource_id)
        from service_resources r where r.business_id = s.business_id and r.service_id = s.id), '[]') as resources
    from services s where business_id = ${context.businessId} and id = any(${ids})`.execute(context.db);
  const details = new Map(rows.map(({ id, ...rest }) => [id, rest]));
  return services.map((service) => ({ ...service, ...details.get(service.id)! }));
}

export async function replaceResources(
  context: Context,
  serviceId: number,
  needs: { resourceId: number; quantity: number }[],
): Promise<void> {
  const { businessId } = context;
  await context.db
    .deleteFrom("serviceResources")
    .where("businessId", "=", businessId)
    .where("serviceId", "=", serviceId)
    .execute();
  if (needs.length > 0)
    await context.db
      .insertInto("serviceResources")
      .values(needs.map((need) => ({ businessId, serviceId, ...need })))
      .execute();
}

export const slugOf = (name: string) => slugFrom(name, 90) || "service";

/** `haircut`, else `haircut-2`, `haircut-3` …: the first that no other service of the business has. */
export async function freeSlug(context: Context, name: string): Promise<string> {
  const wanted = slugOf(name);
  const { rows } = await sql<{ slug: string }>`
    select slug from services where business_id = ${context.businessId} and deleted_at is null
      and (slug = ${wanted} or starts_with(slug, ${`${wanted}-`}))`.execute(context.db);
  const taken = new Set(rows.map(({ slug }) => slug));
  for (let number = 1; ; number++) {
    const slug = number === 1 ? wanted : `${wanted}-${number}`;
    if (!taken.has(slug)) return slug;
  }
}
