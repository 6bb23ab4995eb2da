import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { slugFrom } from "../../../platform/slugs.ts";
import { isReserved, refuseReserved } from "../../identity/businesses/reserved.ts";
import { subdomainTaken } from "../../identity/businesses/store.ts";
import { businessOfSubdomain } from "../../identity/tenants.ts";

/** Throws 422 for a name that nobody gets, and 409 for one that somebody has. Who has it is no secret. */
export async function refuseUnavailable(context: Context, subdomain: string): Promise<void> {
  refuseReserved(subdomain);
  if ((await businessOfSubdomain(context.db, subdomain)) !== null) throw subdomainTaken();
}

/** The wished one while it is free, else `sarahs-salon`, `sarahs-salon-2`, `-3` …: the first free one for the name. */
export async function freeSubdomain(context: Context, name: string, wished: string | null): Promise<string> {
  const first = wished ?? fromName(name);
  const base = first.slice(0, 56).replace(/-+$/, "");
  // Two who want the same name at once get two names.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`subdomain:${base}`}, 0))`.execute(context.db);
  const { rows } = await sql<{ subdomain: string }>`
    select subdomain from subdomains where subdomain = ${first} or starts_with(subdomain, ${`${base}-`})`.execute(
    context.db,
  );
  const taken = new Set(rows.map(({ subdomain }) => subdomain));
  for (let number = 1; ; number++) {
    const subdomain = number === 1 ? first : `${base}-${number}`;
    if (!taken.has(subdomain) && !isReserved(subdomain)) return subdomain;
  }
}

/** Letters, digits and hyphens, and at least three of them. */
function fromName(name: string): string {
  const slug = slugFrom(name, 56);
  return slug.length >= 3 ? slug : `${slug || "my"}-business`;
}
