import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { containing } from "../../../platform/records.ts";
import { matching as matchingCustomers } from "../customers/store.ts";

/** More words than that narrow nothing down. */
const mostWords = 6;

/**
 * Conditions on appointments (`a`) that a text is about: every word of it stands in the name, the address or the number of
 * the customer or a guest, in the service's name or in a note, or is the appointment's id or uid.
 *
 * Whom and what the words mean is found first, so that the appointments come from their indexes: the planner knows how
 * many customers and services it is asked for, and each of them has its appointments at hand.
 */
export async function mentioning(context: Context, text: string): Promise<RawBuilder<unknown>[]> {
  return Promise.all(wordsOf(text).map((word) => mentionOf(context, word)));
}

/** A phone number is one word, however it is spaced. */
const wordsOf = (text: string): string[] =>
  /^[+\d\s().\-/]{3,}$/.test(text) ? [text] : text.split(/\s+/).slice(0, mostWords);

type Meant = { customerIds: number[] | null; serviceIds: number[] | null; ids: number[] | null };

async function mentionOf({ db, businessId }: Context, word: string): Promise<RawBuilder<unknown>> {
  const part = containing(word);
  const id = /^#?\d{1,15}$/.test(word) ? Number(word.replace("#", "")) : null;
  const isCustomer = sql.join(matchingCustomers({ search: word }), sql` and `);
  const { rows } = await sql<Meant>`
    select
      (select array_agg(id) from customers where business_id = ${businessId} and ${isCustomer}) as customer_ids,
      (select array_agg(id) from services where business_id = ${businessId} and name ilike ${part}) as service_ids,
      (select array_agg(found.id) from (
        select id from appointments where business_id = ${businessId} and (id = ${id} or uid = ${word})
        union
        select id from appointments where business_id = ${businessId} and (notes is not null or internal_notes is not null)
          and (notes ilike ${part} or internal_notes ilike ${part})
        union
        select appointment_id from appointment_attendees where business_id = ${businessId}
          and (name ilike ${part} or email ilike ${part} or phone ilike ${part})
      ) found) as ids`.execute(db);
  const { customerIds, serviceIds, ids } = rows[0]!;
  const any = [
    customerIds && belongs("customer_id", customerIds),
    serviceIds && belongs("service_id", serviceIds),
    ids && belongs("id", ids),
  ].filter((one) => one !== null);
  return any.length > 0 ? sql`(${sql.join(any, sql` or `)})` : sql`false`;
}

/**
 * Few are looked up in the column's index. Many are compared as the appointments go by: a sum has no index, so that the
 * planner hashes them instead of going to the index some ten thousand times.
 */
const belongs = (column: string, ids: number[]): RawBuilder<unknown> =>
  ids.length <= 500 ? sql`a.${sql.ref(column)} = any(${ids})` : sql`a.${sql.ref(column)} + 0 = any(${ids})`;
