import { sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { enterBusiness, type Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import "../tables.ts";

export const subdomainTaken = () =>
  refuse(conflict, "This subdomain is taken.", [{ field: "subdomain", message: "Is taken" }]);
export const refusals: Refusals = { subdomains_pkey: subdomainTaken, businesses_subdomain_key: subdomainTaken };

export type BusinessDraft = {
  name: string;
  subdomain: string;
  timeZone: string;
  currency: string;
  language: string;
  country?: string | null;
  ownerUserId: number;
};

/**
 * Makes a business with its owner and moves the rest of the transaction into it. What else a business starts with
 * (hours, the owner as first employee) is made by services/company/prepare.ts.
 */
export async function openBusiness(
  context: Context,
  { ownerUserId, ...draft }: BusinessDraft,
): Promise<Row<"businesses">> {
  const now = iso(context.now);
  const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('businesses', 'id')) as id`.execute(
    context.db,
  );
  const id = rows[0]!.id;
  await enterBusiness(context.db, id);
  context.businessId = id;
  const business = await context.db
    .insertInto("businesses")
    .values({
      id,
      ...draft,
      plan: context.services.defaultPlan,
      addons: context.services.defaultPlan === "enterprise" ? ["services", "branding", "hipaa"] : [],
      createdAt: now,
    } as never)
    .returningAll()
    .executeTakeFirstOrThrow();
  await context.db
    .insertInto("subdomains")
    .values({ subdomain: draft.subdomain, businessId: id, createdAt: now })
    .execute();
  await context.db
    .insertInto("members")
    .values({ businessId: id, userId: ownerUserId, role: "owner", createdAt: now })
    .execute();
  context.audit({ action: "business.created", subject: "business", subjectId: id, after: business });
  return business;
}

/** The business of the call. */
export const readBusiness = (context: Context): Promise<Row<"businesses">> =>
  context.db.selectFrom("businesses").selectAll().where("id", "=", context.businessId).executeTakeFirstOrThrow();

export const businessCurrency = async (context: Context): Promise<string> => (await readBusiness(context)).currency;
