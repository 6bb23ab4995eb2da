import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import type { Traces } from "../../identity/forgetting/traces.ts";
import "../tables.ts";

/**
 * Everything by which a customer is known or once was: before they were renamed, on the seats of their family, and as
 * they typed it themselves. `sharedEmails` are other customers' as well.
 */
export async function tracesOf(
  { businessId, db }: Context,
  customerId: number,
): Promise<Traces & { sharedEmails: string[] }> {
  const { rows } = await sql<{ word: string; email: boolean }>`
    with known (name, email, phones, address) as (
      select name, email, array[phone, phone_e164], address from customers where business_id = ${businessId} and id = ${customerId}
      union all
      select name, email, array[phone], null from appointment_attendees where business_id = ${businessId} and customer_id = ${customerId}
      union all
      select booked_as->>'name', booked_as->>'email', array[booked_as->>'phone'], null from appointments
      where business_id = ${businessId} and customer_id = ${customerId}
      union all
      select customer_name, customer_email, null, customer_address from invoices
      where business_id = ${businessId} and customer_id = ${customerId}
      union all
      select said->>'name', said->>'email', array[said->>'phone'], said->>'address'
      from audit_log, unnest(array[before, after]) said
      where business_id = ${businessId} and subject = 'customer' and subject_id = ${customerId}
    )
    select distinct lower(email) as word, true as email from known where email is not null
    union select word, false from known, unnest(phones || array[name, address]) word where word is not null`.execute(
    db,
  );
  const emails = rows.flatMap(({ word, email }) => (email ? word : []));
  const words = rows.flatMap(({ word, email }) => (email ? [] : word));
  return { customerId, words, emails, sharedEmails: await sharedAmong({ businessId, db }, customerId, emails) };
}

async function sharedAmong(
  { businessId, db }: Pick<Context, "businessId" | "db">,
  customerId: number,
  emails: string[],
) {
  const { rows } = await sql<{ email: string }>`
    select distinct email from customers
    where business_id = ${businessId} and email = any(${emails}) and id <> ${customerId} and deleted_at is null`.execute(
    db,
  );
  return rows.map(({ email }) => email);
}
