import { sql } from "kysely";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { refuseReserved } from "./reserved.ts";
import { subdomainTaken } from "./store.ts";

/** More than anybody needs, and too few to hoard names. */
const mostAddresses = 20;

/**
 * Gives the business another address beside those it has had, all of which keep leading to it. Throws CONFLICT where
 * another business has or had this one, or this one has had too many.
 */
export async function takeSubdomain(context: Context, subdomain: string): Promise<void> {
  const { businessId, db, now } = context;
  refuseReserved(subdomain);
  const { rows } = await sql<{ businessId: number }>`
    insert into subdomains (subdomain, business_id, created_at) values (${subdomain}, ${businessId}, ${iso(now)})
    on conflict (subdomain) do update set business_id = subdomains.business_id
    returning business_id`.execute(db);
  if (rows[0]!.businessId !== businessId) throw subdomainTaken();
  const { count } = await db
    .selectFrom("subdomains")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("businessId", "=", businessId)
    .executeTakeFirstOrThrow();
  if (count > mostAddresses)
    throw refuse(
      conflict,
      `This business has had ${mostAddresses} addresses, all of which still lead to it. Go back to one of them.`,
    );
}
