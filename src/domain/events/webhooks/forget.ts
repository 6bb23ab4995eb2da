import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import { mentions, redactedBody, type Traces } from "../../identity/forgetting/traces.ts";
import "./tables.ts";

/**
 * Empties what webhooks were told of these events, and what their receivers answered. What is still to be sent about the
 * person alone is discarded; what others are in as well goes out without the person.
 */
export async function forgetDeliveries(
  context: Context,
  events: { own: number[]; shared: number[] },
  traces: Traces,
): Promise<void> {
  const { businessId, db, now } = context;
  const of = (ids: number[]) => sql`
    business_id = ${businessId} and webhook_id in (select id from webhooks where business_id = ${businessId}) and event_id = any(${ids})`;
  await sql`
    update webhook_deliveries set status = 'discarded', next_attempt_at = null, lease_until = null, finished_at = ${iso(now)}
    where ${of(events.own)} and finished_at is null`.execute(db);
  await sql`
    update webhook_deliveries set body = ${redactedBody(sql`body`, traces)}
    where ${of(events.shared)} and finished_at is null`.execute(db);
  await sql`
    with emptied as (
      update webhook_deliveries set body = '{}', response_body = null
      where finished_at is not null and ${of([...events.own, ...events.shared])}
        and (event_id = any(${events.own}) or ${mentions(sql`body`, traces)})
      returning id
    )
    update webhook_attempts set response_body = null
    where business_id = ${businessId} and delivery_id in (select id from emptied)`.execute(db);
}
