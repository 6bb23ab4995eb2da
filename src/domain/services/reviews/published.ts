import { sql } from "kysely";
import type { z } from "zod";
import type { Context } from "../../../platform/operation.ts";
import type { Page } from "../../../platform/page.ts";
import { listRecords } from "../../../platform/records.ts";
import type { PublishedReview, PublishedSearch } from "./schema.ts";
import { withNames } from "./store.ts";

/** The reviews that the business shows on its page, newest first. */
export async function pageOfPublished(
  context: Context,
  { serviceId, employeeId, subdomain: _, ...paging }: z.output<typeof PublishedSearch>,
): Promise<Page<z.input<typeof PublishedReview>>> {
  const where = [sql`published`];
  if (serviceId) where.push(sql`service_id = ${serviceId}`);
  if (employeeId) where.push(sql`employee_id = ${employeeId}`);
  const found = await listRecords(context, "reviews", paging, { where, order: "id", descending: true });
  const named = await withNames(context, found.items);
  return { ...found, items: named.map((review) => ({ ...review, authorName: shortName(review.authorName) })) };
}

/** What customers think of the business, by the reviews that it shows; null before the first. */
export async function readRating(context: Context): Promise<{ average: number; count: number } | null> {
  const { rows } = await sql<{ average: number; count: number }>`
    select round(avg(rating), 1)::float8 as average, count(*)::int as count
    from reviews where business_id = ${context.businessId} and published`.execute(context.db);
  return rows[0]!.count > 0 ? rows[0]! : null;
}

/** "Emma W." of "Emma Wilson". */
export function shortName(name: string): string {
  const [first, ...others] = name.trim().split(/\s+/) as [string, ...string[]];
  const last = others.at(-1);
  return last ? `${first} ${Array.from(last)[0]!.toUpperCase()}.` : first;
}
