import { sql } from "kysely";
import { z } from "zod";
import { type Context, job } from "../../../platform/operation.ts";
import { touchCatalog } from "../../identity/catalog.ts";

const Told = z.object({ businessIds: z.array(z.int()) });

/** A person's name, zone and language are the same in each of their businesses, and plans are kept per business. */
export const tellBusinesses = job<z.output<typeof Told>>({
  name: "people-changed",
  data: Told,
  async run(tools, { businessIds }) {
    for (const businessId of businessIds) await tools.inBusiness(businessId, touchCatalog);
  },
});

/** Call it when a person's account changed: who they are is read anew wherever it is kept. */
export async function personChanged(context: Context, userId: number): Promise<void> {
  const { businessId, db } = context;
  context.afterCommit(context.services.callersChanged);
  if (businessId !== 0) await touchCatalog(context);
  // The caller's own memberships: PostgreSQL shows them whatever business the call is in.
  const { rows } = await sql<{ businessId: number }>`
    select business_id from members where user_id = ${userId} and business_id <> ${businessId}`.execute(db);
  if (rows.length > 0)
    context.enqueue(tellBusinesses, { businessIds: rows.map((membership) => membership.businessId) });
}
