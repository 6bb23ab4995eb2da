import { sql } from "kysely";
import type { Row } from "../../../platform/database.ts";
import { conflict, refuse } from "../../../platform/errors.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { forgetInvoices } from "../../commerce/invoices/forget.ts";
import { forgetAnswers } from "../custom-fields/forget.ts";
import { forgetEntries } from "../waitlist/forget.ts";
import { bookings } from "./bookings.ts";

/**
 * Empties a customer's record, and what hangs on it: their past appointments stay in the books. What other records say of
 * them is compliance/erasure's. Refused (409) while somebody still expects them.
 */
export async function eraseCustomer(
  context: Context,
  customer: Pick<Row<"customers">, "id" | "name">,
): Promise<{ id: number; deleted: true }> {
  const { id, name } = customer;
  await refuseExpected(context, id, name);
  const { businessId } = context;
  await sql`
    update customers set name = 'Deleted customer', email = null, phone = null, phone_e164 = null, notes = null, gender = null,
      date_of_birth = null, address = null, tags = '{}', language = null, time_zone = null, sms_consent = false,
      email_unsubscribed = true, deleted_at = ${iso(context.now)}
    where business_id = ${businessId} and id = ${id}`.execute(context.db);
  await sql`
    update appointment_attendees set name = 'Deleted customer', email = null, phone = null
    where business_id = ${businessId} and customer_id = ${id}`.execute(context.db);
  await sql`update reviews set author_name = 'Deleted customer' where business_id = ${businessId} and customer_id = ${id}`.execute(
    context.db,
  );
  await sql`update appointments set booked_as = null where business_id = ${businessId} and customer_id = ${id}`.execute(
    context.db,
  );
  await forgetAnswers(context, id);
  await forgetEntries(context, id);
  await forgetInvoices(context, id);
  // The audit log goes on saying who did what and when, without the data that was to be forgotten.
  await sql`
    update audit_log set before = null, after = null
    where business_id = ${businessId} and subject = 'customer' and subject_id = ${id}`.execute(context.db);
  context.audit({ action: "customer.deleted", subject: "customer", subjectId: id });
  return { id, deleted: true };
}

async function refuseExpected(context: Context, id: number, name: string) {
  const { rows } = await sql<{ count: number; next: string | null }>`
    select count(*) as count, min(starts_at) as next from ${bookings(context, sql`= ${id}`)}
    where status in ('pending', 'approved') and starts_at > ${iso(context.now)}`.execute(context.db);
  const { count, next } = rows[0]!;
  if (count === 0) return;
  const appointments = count === 1 ? "an upcoming appointment" : `${count} upcoming appointments, the next`;
  throw refuse(conflict, `${name} has ${appointments} at ${next}. Cancel ${count === 1 ? "it" : "them"} first.`, [
    { field: "id", message: "Has upcoming appointments", upcomingAppointments: count, nextAppointment: next },
  ]);
}
