import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";
import type { Attempted } from "./attempt.ts";
import { disableWebhooks } from "./disable.ts";
import { letNextGo } from "./order.ts";
import { judge, type Verdict } from "./retry.ts";

/** A delivery that is ours to send until `leaseUntil` (epoch milliseconds). */
export type Taken = {
  id: number;
  webhookId: number;
  messageId: string;
  eventId: number | null;
  body: string;
  /** Attempts before this one. */
  attempts: number;
  url: string;
  sealedSecret: string | null;
};

const leaseMilliseconds = 60_000;
export const leaseEnd = (now: number) => now + leaseMilliseconds;

/**
 * Takes up to `most` due deliveries, of each webhook no more than `perWebhook` with those that `held` counts, and first of
 * those webhooks of which the fewest are held: a long queue to one keeps no other from its share. Those that another
 * process has, or whose sender died less than a lease ago, are left alone.
 */
export function takeDue(
  { businessId, db, now }: Context,
  { most, perWebhook, held }: { most: number; perWebhook: number; held: Map<number, number> },
): Promise<Taken[]> {
  const counts = [...held].map(([id, count]) => ({ id, count }));
  return prepared(db, take, [businessId, iso(now), iso(leaseEnd(now)), JSON.stringify(counts), most, perWebhook]);
}

const isDue = `d.finished_at is null and d.next_attempt_at <= $2 and (d.lease_until is null or d.lease_until <= $2)`;
// Arrays, so that rows are looked up by key however little the planner knows of a table that just grew.
const take = `
  with candidates as (
    select due.id from webhooks w
    left join jsonb_to_recordset($4::jsonb) as held (id bigint, count int) on held.id = w.id
    cross join lateral (
      select d.id, d.next_attempt_at, row_number() over (order by d.next_attempt_at, d.id) as place
      from (
        select d.id, d.next_attempt_at from webhook_deliveries d
        where d.business_id = $1 and d.webhook_id = w.id and ${isDue}
        order by d.next_attempt_at, d.id limit $6
      ) d
    ) due
    where w.business_id = $1 and due.place <= $6 - coalesce(held.count, 0)
    order by due.place + coalesce(held.count, 0), due.next_attempt_at, due.id limit $5
  ), taken as (
    select d.id from webhook_deliveries d
    where d.business_id = $1 and d.id = any(array(select id from candidates)) and ${isDue}
    order by d.next_attempt_at, d.id for update of d skip locked
  ), sending as (
    update webhook_deliveries d set status = 'sending', lease_until = $3, first_attempt_at = coalesce(d.first_attempt_at, $2)
    where d.business_id = $1 and d.id = any(array(select id from taken)) returning d.*
  )
  select d.id, d.webhook_id as "webhookId", d.message_id as "messageId", d.event_id as "eventId", d.body, d.attempts,
    w.subscriber_url as url, w.sealed_secret as "sealedSecret"
  from sending d join webhooks w on w.business_id = $1 and w.id = d.webhook_id order by d.id`;

/** Gives back what was taken and not sent. */
export async function releaseTaken({ businessId, db }: Context, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await prepared(
    db,
    `update webhook_deliveries set status = 'pending', lease_until = null
     where business_id = $1 and id = any($2::bigint[]) and status = 'sending'`,
    [businessId, ids],
  );
}

export type Outcome = { delivery: Taken; attempted: Attempted };

/** Writes down what came of attempts, and what is to become of each delivery and webhook. */
export async function recordOutcomes(context: Context, outcomes: Outcome[]): Promise<void> {
  if (outcomes.length === 0) return;
  const { businessId, db, now } = context;
  const judged = outcomes.map(({ delivery, attempted }) => ({
    delivery,
    attempted,
    verdict: verdictOf(delivery, attempted, now),
  }));
  const ids = judged.map(({ delivery }) => delivery.id);
  await prepared(db, record, [businessId, JSON.stringify(judged.map(rowOf)), iso(now), ids]);
  const ended = judged.filter(({ verdict }) => verdict.status !== "pending").map(({ delivery }) => delivery.id);
  await letNextGo(context, ended);
  await disableWebhooks(context, judged);
}

const verdictOf = ({ eventId, attempts }: Taken, { status, retryAfterSeconds }: Attempted, now: number): Verdict =>
  judge({ status, retryAfterSeconds }, attempts + 1, { now, random: Math.random(), isTest: eventId === null });

function rowOf({ delivery, attempted, verdict }: Outcome & { verdict: Verdict }) {
  return {
    id: delivery.id,
    attempt: delivery.attempts + 1,
    outcome: verdict.status,
    next_attempt_at: verdict.status === "pending" ? iso(verdict.nextAttemptAt) : null,
    url: attempted.url,
    request_headers: attempted.requestHeaders,
    response_status: attempted.status,
    response_headers: attempted.responseHeaders,
    response_body: attempted.responseBody,
    error: attempted.error,
    duration_ms: attempted.durationMs,
    attempted_at: iso(attempted.at),
  };
}

// Whoever was too slow does not overrule who came after, unless the message did arrive.
const record = `
  with outcome as (
    select * from jsonb_to_recordset($2::jsonb) as row (id bigint, attempt int, outcome text, next_attempt_at timestamptz,
      url text, request_headers jsonb, response_status int, response_headers jsonb, response_body text, error text,
      duration_ms int, attempted_at timestamptz)
  ), logged as (
    insert into webhook_attempts (business_id, delivery_id, url, request_headers, response_status, response_headers, response_body, error, duration_ms, attempted_at)
    select $1, o.id, o.url, o.request_headers, o.response_status, o.response_headers, o.response_body, o.error, o.duration_ms, o.attempted_at
    from outcome o join webhook_deliveries d on d.business_id = $1 and d.id = o.id and d.id = any($4::bigint[])
  )
  update webhook_deliveries d set status = o.outcome, attempts = greatest(d.attempts, o.attempt), next_attempt_at = o.next_attempt_at,
    lease_until = null, response_status = o.response_status, response_body = o.response_body, error = o.error,
    duration_ms = o.duration_ms, finished_at = case when o.outcome <> 'pending' then $3::timestamptz end
  from outcome o
  where d.business_id = $1 and d.id = o.id and d.id = any($4::bigint[])
    and (o.outcome = 'delivered' or (d.status = 'sending' and d.attempts < o.attempt))`;
