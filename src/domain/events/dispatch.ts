import { z } from "zod";
import { type Db, prepared } from "../../platform/database.ts";
import { defineJob } from "../../platform/jobs.ts";
import type { Context, JobTools } from "../../platform/operation.ts";
import type { StoredEvent, Subscriber } from "./subscriber.ts";
import "./tables.ts";

/** Tells the subscribers of events by a job: where no relay runs in this process, and for what a relay could not do. */
export const dispatchEvents = defineJob({
  name: "dispatch-events",
  data: z.object({ businessId: z.int(), eventIds: z.array(z.int()) }),
  retry: { limit: 10, delaySeconds: 2 },
  batch: 50,
});

/** Looks for events that a process left behind when it died. */
export const recoverEvents = defineJob({ name: "recover-events", data: z.object({}), cron: "*/3 * * * *" });

const columns = `business_id as "businessId", id, trigger, subject, payload, created_at as "createdAt"`;

/** The next events of the business that nobody has been told of, in order. */
export const undispatched = (db: Db, businessId: number, limit: number): Promise<StoredEvent[]> =>
  prepared(db, `select ${columns} from events where business_id = $1 and dispatched_at is null order by id limit $2`, [
    businessId,
    limit,
  ]);

export async function runSubscribers(context: Context, event: StoredEvent, subscribers: Subscriber[]): Promise<void> {
  for (const subscriber of subscribers) {
    if (subscriber.triggers.includes(event.trigger)) await subscriber.run(context, event);
  }
}

/** The job's work: all of the given events in one transaction. */
export async function dispatch(
  tools: JobTools,
  subscribers: Subscriber[],
  { businessId, eventIds }: { businessId: number; eventIds: number[] },
): Promise<void> {
  await tools.inBusiness(businessId, async (context) => {
    const events = await prepared<StoredEvent>(
      context.db,
      `select ${columns} from events where business_id = $1 and id = any($2::bigint[]) order by id`,
      [businessId, eventIds],
    );
    for (const event of events) await runSubscribers(context, event, subscribers);
  });
}
