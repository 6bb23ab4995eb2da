import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { idsOf, redactedJson, type Subject, type Traces, type Whereabouts } from "../../identity/forgetting/traces.ts";
import "../tables.ts";

/** What led to these bookings. */
export async function responsesOf({ businessId, db }: Context, bookingUids: string[]): Promise<Subject[]> {
  const { rows } = await sql<Subject>`
    select 'form-response' as kind, id from routing_form_responses
    where business_id = ${businessId} and booking_uid = any(${bookingUids})`.execute(db);
  return rows;
}

/** A person is forgotten: where their answers led stays counted, the answers go. */
export async function forgetResponses(
  { businessId, db }: Context,
  { own }: Whereabouts,
  traces: Traces,
): Promise<void> {
  await sql`
    update routing_form_responses set answers = '{}', metadata = '{}', routed_to = ${redactedJson(sql`routed_to`, traces)},
      steps = ${redactedJson(sql`steps`, traces)}
    where business_id = ${businessId} and id = any(${idsOf(own, "form-response")})`.execute(db);
}
