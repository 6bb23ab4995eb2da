import { sql } from "kysely";
import type { Context } from "../../platform/operation.ts";

/**
 * Raises the catalog version of the business of the call, as the triggers of migrations/0006 do: what processes keep in
 * memory of who can be booked is read anew. For changes of tables that belong to no business, such as a person's name.
 */
export async function touchCatalog({ businessId, db }: Context): Promise<void> {
  await sql`
    insert into catalog_versions (business_id, version) values (${businessId}, 1)
    on conflict (business_id) do update set version = catalog_versions.version + 1`.execute(db);
}
