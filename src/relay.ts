import { type App, asSystem, subscribers } from "./app.ts";
import { dispatchEvents, tellInOrder, undispatched } from "./domain/events/dispatch.ts";
import { allBusinessIds } from "./domain/identity/tenants.ts";
import { prepared } from "./platform/database.ts";
import type { Context } from "./platform/operation.ts";
import { epoch, iso } from "./platform/schemas.ts";

/**
 * Tells the subscribers what happened. Events are written with the change itself; after the commit the process that made
 * it wakes its relay, which takes what is undispatched in batches: one transaction for many events, where a job for each
 * would cost more than the booking. What a dead process left behind is found at the start and every few minutes.
 */
export type Relay = {
  wake(businessId: number): void;
  /** Looks through every business for events that nobody has dispatched. */
  recover(): Promise<void>;
  idle(): Promise<void>;
  stop(): Promise<void>;
};

const batch = 20;
const busyElsewhere = "busy elsewhere";

export function startRelay(app: App): Relay {
  /** The businesses with something to tell, and since when it waits. */
  const waiting = new Map<number, number>();
  let running: Promise<void> | null = null;
  let stopped = false;

  async function run() {
    for (const [businessId, since] of waiting) {
      if (stopped) return;
      try {
        // Somebody waits for a booking, nobody for the second in which its mail is written.
        await app.rush.over(since + patience);
        waiting.delete(businessId);
        const told = await relayBatch(app, businessId);
        if (told === busyElsewhere) setTimeout(() => wake(businessId), 100).unref();
        // What is behind a full batch happened after it.
        else if (told.length === batch) waiting.set(businessId, performance.now() - app.clock.now() + told.at(-1)!);
      } catch (error) {
        app.log.warn({ err: error, businessId }, "Events could not be dispatched together; now one by one");
        await relayOneByOne(app, businessId).catch((failure) =>
          app.log.error({ err: failure, businessId }, "Events wait for the next look"),
        );
      }
    }
  }

  function wake(businessId: number) {
    if (!waiting.has(businessId)) waiting.set(businessId, performance.now());
    if (running || stopped) return;
    running = run().finally(() => {
      running = null;
      const [next] = waiting.keys();
      if (next !== undefined && !stopped) wake(next);
    });
  }

  return {
    wake,
    async recover() {
      for (const businessId of await allBusinessIds(app.database)) {
        const found = await app.database.transaction({ businessId }, (db) => undispatched(db, businessId, 1), {
          readOnly: true,
        });
        if (found.length > 0) wake(businessId);
      }
    },
    async idle() {
      while (running) await running;
    },
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** How long events wait for a quieter moment, at most, in milliseconds. */
const patience = 5000;

/** Dispatches the next events of a business. Answers when they happened, or that another process is at it. */
const relayBatch = (app: App, businessId: number): Promise<number[] | typeof busyElsewhere> =>
  asSystem(app, businessId, async (context) => {
    if (!(await takeTurn(context))) return busyElsewhere;
    const events = await undispatched(context.db, businessId, batch);
    if (events.length === 0) return [];
    await tellInOrder(context, events, subscribers);
    await markDispatched(
      context,
      events.map(({ id }) => id),
    );
    return events.map(({ createdAt }) => epoch(createdAt));
  });

/** After a failure: each event in a transaction of its own. One that fails goes to a job, which tries again for hours. */
async function relayOneByOne(app: App, businessId: number): Promise<void> {
  const events = await app.database.transaction({ businessId }, (db) => undispatched(db, businessId, batch), {
    readOnly: true,
  });
  for (const event of events) {
    try {
      await asSystem(app, businessId, async (context) => {
        await tellInOrder(context, [event], subscribers);
        await markDispatched(context, [event.id]);
      });
    } catch (error) {
      app.log.error(
        { err: error, businessId, eventId: event.id, trigger: event.trigger },
        "An event's subscriber failed",
      );
      await asSystem(app, businessId, async (context) => {
        context.enqueue(dispatchEvents, { businessId, eventIds: [event.id] }, { at: context.now + 2000 });
        await markDispatched(context, [event.id]);
      });
    }
  }
}

/** One process at a time relays a business, so that its events stay in order. */
async function takeTurn({ db, businessId }: Context): Promise<boolean> {
  const [row] = await prepared<{ mine: boolean }>(
    db,
    "select pg_try_advisory_xact_lock(hashtextextended('relay', $1)) as mine",
    [businessId],
  );
  return row!.mine;
}

const markDispatched = ({ db, businessId, now }: Context, ids: number[]) =>
  prepared(db, "update events set dispatched_at = $3 where business_id = $1 and id = any($2::bigint[])", [
    businessId,
    ids,
    iso(now),
  ]);
