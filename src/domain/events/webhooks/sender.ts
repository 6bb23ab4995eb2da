import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { defineJob } from "../../../platform/jobs.ts";
import { type JobTools, job } from "../../../platform/operation.ts";
import { post } from "./attempt.ts";
import { lockSender } from "./order.ts";
import { leaseEnd, type Outcome, recordOutcomes, releaseTaken, type Taken, takeDue } from "./turn.ts";
import { claimSender, sendWebhooks, settleSender, staySender, wakeSender, yieldSender } from "./wake.ts";

/** Sends a business's due deliveries until none is left, or others want their turn. */
export const sendDueWebhooks = job({
  ...sendWebhooks,
  async run(tools, { businessId }) {
    if (!(await tools.inBusiness(businessId, claimSender))) return;
    await sendUntilSettled(tools, businessId);
  },
});

/** Looks for what a process left behind when it died. */
export const recoverWebhooks = job({
  ...defineJob({ name: "recover-webhooks", data: z.object({}), cron: "*/2 * * * *" }),
  async run(tools) {
    for (const businessId of await tools.businessIds())
      await tools.inBusiness(businessId, async (context) => {
        const overdue = await context.db
          .selectFrom("webhookDeliveries")
          .select("id")
          .where("businessId", "=", businessId)
          .where("finishedAt", "is", null)
          .where("nextAttemptAt", "<", new Date(context.now - 60_000).toISOString())
          .limit(1)
          .executeTakeFirst();
        if (overdue) await wakeSender(context);
      });
  },
});

const mostInFlight = 20;
const perWebhookInFlight = 10;
/** Taken at once: while receivers are quick, the next are at hand when the last have left. */
const mostHeld = 240;
const heldPerWebhook = { quick: 200, slow: perWebhookInFlight };
const worthATurn = 60;
const quickMilliseconds = 150;
/** Sending goes on for so long at most before another business gets its turn. */
const shiftMilliseconds = 20_000;

/** No request is made in a transaction: each turn records what came back and takes what is next, and meanwhile others fly. */
async function sendUntilSettled(tools: JobTools, businessId: number): Promise<void> {
  const ends = performance.now() + shiftMilliseconds;
  const desk = openDesk(tools);
  for (;;) {
    const isOver = performance.now() > ends;
    const outcomes = desk.outcomes.splice(0);
    const unsent = isOver ? desk.drop() : [];
    await tools.inBusiness(businessId, async (context) => {
      await lockSender(context);
      await recordOutcomes(context, outcomes);
      await releaseTaken(context, unsent);
      await staySender(context);
      if (!isOver && desk.room() > 0) desk.add(await takeDue(context, desk.wants()), leaseEnd(context.now));
    });
    if (desk.isIdle()) {
      if (isOver) return tools.inBusiness(businessId, yieldSender);
      if (await tools.inBusiness(businessId, settleSender)) return;
    } else await desk.news();
  }
}

type Held = Taken & { leaseUntil: number; secret: string | null };

/** What one sender holds: deliveries that wait for a free line, those under way, and what came of the others. */
function openDesk(tools: JobTools) {
  const allowPrivate = tools.services.settings.WEBHOOK_ALLOW_PRIVATE === true;
  const waiting: Held[] = [];
  const flying = new Map<number, number>();
  const outcomes: Outcome[] = [];
  let inFlight = 0;
  let usualMilliseconds = 0;
  let ring: () => void = () => {};

  function launch() {
    for (let index = 0; index < waiting.length && inFlight < mostInFlight; ) {
      const delivery = waiting[index]!;
      if ((flying.get(delivery.webhookId) ?? 0) >= perWebhookInFlight) index++;
      else {
        waiting.splice(index, 1);
        // Ours no longer for long enough: whoever takes it next sends it.
        if (delivery.leaseUntil - tools.now() > 20_000) void fly(delivery);
      }
    }
  }

  async function fly(delivery: Held) {
    inFlight++;
    flying.set(delivery.webhookId, (flying.get(delivery.webhookId) ?? 0) + 1);
    const attempted = await post(delivery, delivery, { now: tools.now(), allowPrivate });
    usualMilliseconds = usualMilliseconds * 0.9 + attempted.durationMs * 0.1;
    inFlight--;
    flying.set(delivery.webhookId, flying.get(delivery.webhookId)! - 1);
    outcomes.push({ delivery, attempted });
    launch();
    if (outcomes.length >= worthATurn || inFlight === 0) ring();
  }

  return {
    outcomes,
    isIdle: () => inFlight === 0 && waiting.length === 0 && outcomes.length === 0,
    room: () => mostHeld - waiting.length - inFlight,
    wants() {
      const held = new Map(flying);
      for (const { webhookId } of waiting) held.set(webhookId, (held.get(webhookId) ?? 0) + 1);
      const perWebhook = heldPerWebhook[usualMilliseconds < quickMilliseconds ? "quick" : "slow"];
      return { most: this.room(), perWebhook, held };
    },
    add(taken: Taken[], leaseUntil: number) {
      const { open } = tools.services.secrets;
      for (const delivery of taken)
        waiting.push({
          ...delivery,
          leaseUntil,
          secret: delivery.sealedSecret === null ? null : open(delivery.sealedSecret),
        });
      launch();
    },
    /** What has not left yet, and shall not. */
    drop: () => waiting.splice(0).map(({ id }) => id),
    /** Enough came back for a turn to be worth its transaction, or some time has passed. */
    async news() {
      if (outcomes.length >= worthATurn || inFlight === 0) return;
      const rung = new Promise<void>((resolve) => {
        ring = resolve;
      });
      const waited = new AbortController();
      await Promise.race([
        rung,
        sleep(outcomes.length > 0 ? 20 : 250, undefined, { signal: waited.signal }).catch(() => {}),
      ]);
      waited.abort();
    },
  };
}
