import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { idsOf, redacted, type Subject, type Traces, type Whereabouts } from "../../identity/forgetting/traces.ts";
import "../tables.ts";

/** The appointments that a customer has or had: made for them alone, and sessions that others come to as well. */
export async function appointmentsOf({ businessId, db }: Context, customerId: number): Promise<Whereabouts> {
  const { rows } = await sql<{ id: number; own: boolean }>`
    select id, bool_or(own) as own from (
      select id, not is_group as own from appointments where business_id = ${businessId} and customer_id = ${customerId}
      union all
      select appointment_id, false from appointment_attendees where business_id = ${businessId} and customer_id = ${customerId}
      union all
      -- Somebody else took them over since.
      select subject_id, false from audit_log
      where business_id = ${businessId} and subject = 'appointment' and before->>'customerId' = ${String(customerId)}
        and before->>'customerId' <> coalesce(after->>'customerId', '')
    ) as each_one group by id`.execute(db);
  const subjects = (own: boolean) =>
    rows.filter((row) => row.own === own).map(({ id }): Subject => ({ kind: "appointment", id }));
  return { own: subjects(true), shared: subjects(false) };
}

/** Takes out of appointments what was written about the customer; that they took place, when and with whom stays. */
export async function forgetNotes(
  { businessId, db }: Context,
  { own, shared }: Whereabouts,
  traces: Traces,
): Promise<void> {
  const theirs = sql`id = any(${idsOf(own, "appointment")})`;
  await sql`
    update appointments set
      notes = case when ${theirs} then null else ${redacted(sql`notes`, traces)} end,
      internal_notes = case when ${theirs} then null else ${redacted(sql`internal_notes`, traces)} end,
      cancellation_reason = ${redacted(sql`cancellation_reason`, traces)}
    where business_id = ${businessId} and id = any(${idsOf([...own, ...shared], "appointment")})`.execute(db);
}
