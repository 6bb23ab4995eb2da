import { sql } from "kysely";
import type { Context } from "../../../platform/operation.ts";
import { idsOf, mentions, type Subject, type Traces, type Whereabouts } from "../../identity/forgetting/traces.ts";
import "../tables.ts";

/**
 * A person is forgotten: that a message was sent stays, its words and its address go. What is about them alone is emptied
 * whoever got it; of what others are in as well, what they got themselves or are named in. What waits is not sent any more.
 */
export async function forgetMessages(context: Context, { own, shared }: Whereabouts, traces: Traces): Promise<void> {
  const { businessId, db } = context;
  const addresses = sql`any(${[...traces.emails, ...traces.words]})`;
  const about = (subjects: Subject[], alone: boolean) => sql`
    select id, ${alone}::boolean as alone from messages
    where business_id = ${businessId} and appointment_id = any(${idsOf(subjects, "appointment")})
    union all
    select id, ${alone}::boolean from messages
    where business_id = ${businessId} and booking_id = any(${idsOf(subjects, "booking")})`;
  await sql`
    update messages set subject = null, html = null, text = '', calendar_content = null, reply_to = null, error = null,
      recipient = case when recipient = ${addresses} then 'deleted' else recipient end,
      status = case when status in ('queued', 'sending') then 'skipped' else status end
    from (
      ${about(own, true)} union all ${about(shared, false)} union all
      select id, true from messages
      where business_id = ${businessId} and recipient = ${addresses} and appointment_id is null and booking_id is null
    ) concerned
    where business_id = ${businessId} and messages.id = concerned.id
      and (alone or recipient = ${addresses} or ${mentions(sql`concat_ws(' ', subject, text, calendar_content)`, traces)})`.execute(
    db,
  );
}
