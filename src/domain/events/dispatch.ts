import { z } from "zod";
import "./tables.ts";
import { defineJob } from "../../platform/jobs.ts";
import type { JobTools } from "../../platform/operation.ts";
import type { StoredEvent, Subscriber } from "./subscriber.ts";

/** Tells the subscribers what a transaction emitted. Enqueued with the events themselves. */
export const dispatchEvents = defineJob({
  name: "dispatch-events",
  data: z.object({ businessId: z.int(), eventIds: z.array(z.int()) }),
  retry: { limit: 10, delaySeconds: 2 },
  batch: 50,
});

export async function dispatch(
  tools: JobTools,
  subscribers: Subscriber[],
  { businessId, eventIds }: { businessId: number; eventIds: number[] },
): Promise<void> {
  await tools.inBusiness(businessId, async (context) => {
    const events = (await context.db
      .selectFrom("events")
      .select(["businessId", "id", "trigger", "subject", "payload", "createdAt"])
      .where("businessId", "=", businessId)
      .where("id", "in", eventIds)
      .orderBy("id")
      .execute()) as StoredEvent[];
    for (const event of events) {
      for (const subscriber of subscribers) {
        if (subscriber.triggers.includes(event.trigger)) await subscriber.run(context, event);
      }
    }
  });
}
