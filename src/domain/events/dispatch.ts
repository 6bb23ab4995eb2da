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

/**
 * Tells of many in one transaction, in order. What has just been made knows nothing of its neighbours: those of a row are
 * told side by side, so that what is asked for each of them travels together.
 */
export async function tellInOrder(context: Context, events: StoredEvent[], subscribers: Subscriber[]): Promise<void> {
  for (let from = 0; from < events.length; ) {
    const until = endOfRow(events, from);
    await tellSideBySide(context, events.slice(from, until), subscribers);
    from = until;
  }
}

/** How many at most: their mails are written in one go, for which everybody else has to wait. */
const longestRow = 10;

/** Where the row ends that begins here: with the first that is not new, or whose subject it has already. */
function endOfRow(events: StoredEvent[], from: number): number {
  const subjects = new Set<string>();
  for (const event of events.slice(from, from + longestRow)) {
    if (!isNew(event) || subjects.has(event.subject)) break;
    subjects.add(event.subject);
  }
  return from + Math.max(subjects.size, 1);
}

const beginnings = new Set(["BOOKING_CREATED", "BOOKING_REQUESTED", "SERVICE_BOOKING_CREATED"]);
type MayBelong = { recurringEventId?: string | null; visitUid?: string | null; change?: { kind?: string } };

/** A booking or an appointment by itself. Those of a series or a visit, and seats of a session, are told of together. */
function isNew({ trigger, payload }: StoredEvent): boolean {
  const { recurringEventId, visitUid, change } = payload as MayBelong;
  const begins = change?.kind === "booked" || change?.kind === "requested";
  return beginnings.has(trigger) && begins && !recurringEventId && !visitUid;
}

/** What PostgreSQL says of all that follows a failure. */
const afterFailure = "25P02";

async function tellSideBySide(context: Context, events: StoredEvent[], subscribers: Subscriber[]): Promise<void> {
  for (const subscriber of subscribers) {
    const told = events.filter(({ trigger }) => subscriber.triggers.includes(trigger));
    if (subscriber.inTurn) for (const event of told) await subscriber.run(context, event);
    else {
      // All are waited for, also where one fails: nobody may ask any more when the transaction is undone.
      const outcomes = await Promise.allSettled(told.map((event) => subscriber.run(context, event)));
      const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
      if (failures.length > 0) throw failures.find(({ code }) => code !== afterFailure) ?? failures[0];
    }
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
    await tellInOrder(context, events, subscribers);
  });
}
