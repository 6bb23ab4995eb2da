import { prepared } from "../../../platform/database.ts";
import type { Context } from "../../../platform/operation.ts";
import { iso } from "../../../platform/schemas.ts";

// Messages about one thing are sent to a webhook one after the other: of those that are open the first alone has a
// `next_attempt_at`, and gives way to the next when it ends. Whoever adds or ends one holds the sender's row
// (`lockSender`), so that none is added behind the back of one that ends.

/** Every writer of deliveries takes this first. */
export const lockSender = ({ businessId, db }: Context) =>
  prepared(
    db,
    "insert into webhook_senders (business_id) values ($1) on conflict (business_id) do update set business_id = excluded.business_id",
    [businessId],
  );

/** Lets whatever waited for these deliveries go. */
export async function letNextGo({ businessId, db, now }: Context, endedIds: number[]): Promise<void> {
  if (endedIds.length > 0) await prepared(db, go, [businessId, endedIds, iso(now)]);
}
const go = `
  with ended as (
    select distinct webhook_id, subject from webhook_deliveries where business_id = $1 and id = any($2::bigint[])
  ), following as (
    select first.id from ended e cross join lateral (
      select d.id from webhook_deliveries d
      where d.business_id = $1 and d.webhook_id = e.webhook_id and d.subject = e.subject and d.finished_at is null
      order by d.id limit 1
    ) first
  )
  update webhook_deliveries set next_attempt_at = $3
  where business_id = $1 and id = any(array(select id from following)) and next_attempt_at is null`;

/** Puts all that a webhook waits for into order again, after a replay. */
export const arrange = ({ businessId, db, now }: Context, webhookId: number) =>
  prepared(
    db,
    `update webhook_deliveries d set next_attempt_at = case when place = 1 then coalesce(d.next_attempt_at, $3) end
     from (
       select id, row_number() over (partition by subject order by id) as place from webhook_deliveries
       where business_id = $1 and webhook_id = $2 and finished_at is null
     ) open
     where d.business_id = $1 and d.id = open.id and d.status = 'pending' and (place = 1) <> (d.next_attempt_at is not null)`,
    [businessId, webhookId, iso(now)],
  );
