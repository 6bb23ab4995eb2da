import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";

/** A customer is forgotten: their appointments do not say any more what they answered. */
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
}
