import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { containing } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { readBusiness } from "../../identity/businesses/store.ts";
import { instantOf, localDate } from "../../time/availability/zone.ts";
import type { InvoiceSearch, Status } from "./schema.ts";

/** Filters of the list. Days are those of the business's zone. */
export async function matching(context: Context, search: InvoiceSearch): Promise<RawBuilder<unknown>[]> {
  const { timeZone } = await readBusiness(context);
  const dated = sql`coalesce(issued_at, created_at)`;
  const where: RawBuilder<unknown>[] = [];
  if (search.status) where.push(withStatus(search.status, localDate(timeZone, context.now)));
  if (search.customerId) where.push(sql`customer_id = ${search.customerId}`);
  if (search.from) where.push(sql`${dated} >= ${iso(instantOf(timeZone, search.from, 0))}`);
  if (search.to) where.push(sql`${dated} < ${iso(instantOf(timeZone, search.to, 24 * 60))}`);
  for (const text of [search.q, search.search])
    if (text) where.push(sql`(number ilike ${containing(text)} or customer_name ilike ${containing(text)})`);
  return where;
}

function withStatus(status: Status, today: string): RawBuilder<unknown> {
  if (status === "overdue") return sql`(status = 'sent' and due_date < ${today})`;
  if (status === "sent") return sql`(status = 'sent' and (due_date is null or due_date >= ${today}))`;
  return sql`status = ${status}`;
}
