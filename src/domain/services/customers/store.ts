import { type RawBuilder, sql } from "kysely";
import type { Refusals } from "../../../platform/constraints.ts";
import { conflict, invalid, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { containing } from "../../../platform/records.ts";
import { iso } from "../../../platform/schemas.ts";
import { phoneE164 } from "./phone.ts";
import type { CustomerChanges } from "./schema.ts";
import "../tables.ts";

export const refusals: Refusals = {
  customers_email: () =>
    refuse(conflict, "Another customer has this email address.", [{ field: "email", message: "Is taken" }]),
};

/** What somebody sent, as it is stored: blank texts as null, the phone number also as E.164. */
export async function storable(context: Context, sent: CustomerChanges): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(sent).map(([field, value]) => [field, value === "" ? null : value]),
  );
  refuseUnborn(context, sent.dateOfBirth);
  if (sent.tags) values.tags = [...new Set(sent.tags)];
  if (sent.phone !== undefined) values.phoneE164 = await phoneE164(context, sent.phone);
  return values;
}

/** Nobody is born later than tomorrow's date on the easternmost island. */
/** Whether somebody has this address already: then who is added shares it. */
export async function isKnownEmail(context: Context, email: string | null | undefined): Promise<boolean> {
  if (!email) return false;
  const { rows } = await sql`
    select from customers where business_id = ${context.businessId} and email = ${email.toLowerCase()} limit 1`.execute(
    context.db,
  );
  return rows.length > 0;
}

export const isUnborn = (context: Context, dateOfBirth: string) =>
  dateOfBirth > iso(context.now + 14 * 3_600_000).slice(0, 10);
function refuseUnborn(context: Context, dateOfBirth: string | null | undefined) {
  if (dateOfBirth && isUnborn(context, dateOfBirth)) throw invalid("dateOfBirth", "Must not lie in the future");
}

/** Filters of the list: `search` is part of the name, the e-mail address or, whatever its spelling, the phone number. */
export function matching({ search, tag }: { search?: string | undefined; tag?: string | undefined }) {
  const where: RawBuilder<unknown>[] = [];
  if (search) {
    const text = containing(search);
    const digits = /^[+\d\s().\-/]{3,}$/.test(search) ? search.replace(/\D/g, "").replace(/^0+/, "") : "";
    const byPhone = digits
      ? sql`(phone_key like ${containing(digits)} or regexp_replace(phone, '[^0-9]', '', 'g') like ${containing(digits)})`
      : sql`phone ilike ${text}`;
    where.push(sql`(name ilike ${text} or email ilike ${text} or ${byPhone})`);
  }
  if (tag) where.push(sql`${tag} = any(tags)`);
  return where;
}
