import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { insertRecord } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

export const refusals: Refusals = {
  districts_name: () => refuse(conflict, "Another district has this name.", [{ field: "name", message: "Is taken" }]),
};

/** The district of this name, written in whatever case; made when there is none. */
export async function districtNamed(context: Context, name: string): Promise<Row<"districts">> {
  const { rows } = await sql<Row<"districts">>`
    select * from districts where business_id = ${context.businessId} and lower(name) = lower(${name})`.execute(
    context.db,
  );
  return rows[0] ?? insertRecord(context, "districts", "district", { name, createdAt: iso(context.now) });
}

/** Throws CONFLICT while locations lie in the district. Those that were deleted leave it. */
export async function emptyDistrict(context: Context, districtId: number): Promise<void> {
  const { businessId, db } = context;
  const { rows } = await sql<{ name: string }>`
    select name from locations where business_id = ${businessId} and district_id = ${districtId} and deleted_at is null
    order by name limit 20`.execute(db);
  if (rows.length > 0) {
    const names = rows.map(({ name }) => name).join(", ");
    throw refuse(conflict, `Locations lie in this district: ${names}. Move them to another one first.`);
  }
  await sql`update locations set district_id = null where business_id = ${businessId} and district_id = ${districtId}`.execute(
    db,
  );
}
