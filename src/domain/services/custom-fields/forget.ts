import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

/** A customer is forgotten: nothing says any more what they answered, the audit log included. */
export async function forgetAnswers(context: Context, customerId: number): Promise<void> {
  const { businessId, db } = context;
  await sql`
    update appointments set custom_fields = '{}' where business_id = ${businessId} and customer_id = ${customerId}`.execute(
    db,
  );
  await sql`
    update appointment_attendees set custom_fields = '{}' where business_id = ${businessId} and customer_id = ${customerId}`.execute(
    db,
  );
  await sql`
    update audit_log set before = before - 'customFields', after = after - 'customFields'
    where business_id = ${businessId} and subject = 'appointment'
      and subject_id in (select id from appointments where business_id = ${businessId} and customer_id = ${customerId})`.execute(
    db,
  );
  const without = (column: "before" | "after") => sql`
    jsonb_set(${sql.ref(column)}, '{attendees}', coalesce((
      select jsonb_agg(case when seat->'customerId' = to_jsonb(${customerId}::bigint) then seat - 'customFields' else seat end order by place)
      from jsonb_array_elements(${sql.ref(column)}->'attendees') with ordinality seats (seat, place)), '[]'), false)`;
  await sql`
    update audit_log set before = ${without("before")}, after = ${without("after")}
    where business_id = ${businessId} and subject = 'appointment'
      and subject_id in (select appointment_id from appointment_attendees where business_id = ${businessId} and customer_id = ${customerId})`.execute(
    db,
  );
}
