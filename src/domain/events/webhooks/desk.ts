import { setTimeout as sleep } from "node:timers/promises";
import type { JobTools } from "../../../platform/operation.ts";
import { type Attempted, post } from "./attempt.ts";
import { lockSender } from "./order.ts";
import { patienceMilliseconds, type Traffic } from "./traffic.ts";
import { type Outcome, recordOutcomes, type Taken } from "./turn.ts";
import { wakeSender } from "./wake.ts";

/**
 * To receivers that are quick, or not known yet: slow ones have places of their own (traffic.ts). Two that turn out to be
 * slow leave a third of them to the others until then.
 */
const mostInFlight = 30;
/** Taken at once: while receivers are quick, the next are at hand when the last have left. */
const mostHeld = 240;
const heldPerWebhook = { quick: 200, slow: 10 };
const worthATurn = 60;
const quickMilliseconds = 150;

type Held = Taken & { leaseUntil: number; secret: string | null };

/** What one sender holds: deliveries that wait for a free line, those whose answer it waits for, and what came of the others. */
export function openDesk(tools: JobTools, businessId: number, traffic: Traffic) {
  const allowPrivate = tools.services.settings.WEBHOOK_ALLOW_PRIVATE === true;
  /** By webhook; the one that was served last is the last. */
  const waiting = new Map<number, Held[]>();
  const outcomes: Outcome[] = [];
  let inFlight = 0;
  let usualMilliseconds = 0;
  let ring: () => void = () => {};

  const allWaiting = () => [...waiting.values()].reduce((sum, { length }) => sum + length, 0);

  function launch() {
    for (let delivery = next(); delivery; delivery = next()) {
      // Ours no longer for long enough: whoever takes it next sends it.
      if (delivery.leaseUntil - tools.now() > 20_000) void fly(delivery);
    }
  }

  /** Receivers take turns, those first to which least is on its way: none fills the lines that another waits for. */
  function next(): Held | undefined {
    const [webhookId] = [...waiting.keys()]
      .filter((id) => traffic.free(id) > 0 && (traffic.isSlow(id) || inFlight < mostInFlight))
      .sort((one, other) => traffic.flying(one) - traffic.flying(other));
    if (webhookId === undefined) return;
    const queue = waiting.get(webhookId)!;
    const delivery = queue.shift();
    waiting.delete(webhookId);
    if (queue.length > 0) waiting.set(webhookId, queue);
    return delivery;
  }

  async function fly(delivery: Held) {
    const flight = traffic.depart(delivery.webhookId);
    const attempt = post(delivery, delivery, { now: tools.now(), allowPrivate }).then((attempted) => {
      flight.land(attempted.durationMs);
      return attempted;
    });
    if (flight.isLate()) return recordLate(delivery, attempt);
    inFlight++;
    const attempted = await inTime(attempt);
    inFlight--;
    if (attempted) {
      usualMilliseconds = usualMilliseconds * 0.9 + attempted.durationMs * 0.1;
      outcomes.push({ delivery, attempted });
    } else {
      flight.beLate();
      void recordLate(delivery, attempt);
    }
    launch();
    if (outcomes.length >= worthATurn || inFlight === 0) ring();
  }

  /** The sender may be gone when a late answer comes: it is written down by itself, and wakes the next one. */
  async function recordLate(delivery: Held, attempt: Promise<Attempted>) {
    const attempted = await attempt;
    await tools
      .inBusiness(businessId, async (context) => {
        await lockSender(context);
        await recordOutcomes(context, [{ delivery, attempted }]);
        await wakeSender(context);
      })
      // The database is away, or the process ends. It is sent once more when its lease has ended.
      .catch(() => {});
  }

  return {
    outcomes,
    isIdle: () => inFlight === 0 && waiting.size === 0 && outcomes.length === 0,
    room: () => mostHeld - allWaiting() - inFlight,
    wants() {
      const perWebhook = heldPerWebhook[usualMilliseconds < quickMilliseconds ? "quick" : "slow"];
      const held = new Map([...waiting].map(([id, { length }]) => [id, length]));
      for (const id of traffic.known()) {
        const taken = traffic.isSlow(id) ? perWebhook - traffic.free(id) : traffic.flying(id);
        held.set(id, (held.get(id) ?? 0) + taken);
      }
      return { most: this.room(), perWebhook, held };
    },
    add(taken: Taken[], leaseUntil: number) {
      const { open } = tools.services.secrets;
      for (const delivery of taken) {
        const secret = delivery.sealedSecret === null ? null : open(delivery.sealedSecret);
        const queue = waiting.get(delivery.webhookId) ?? [];
        waiting.set(delivery.webhookId, queue);
        queue.push({ ...delivery, leaseUntil, secret });
      }
      launch();
    },
    /** What has not left yet, and shall not: all of it, or what waits for receivers that may get nothing now. */
    drop(which: "all" | "held up"): number[] {
      const dropped = [...waiting].filter(([webhookId]) => which === "all" || traffic.isHeldUp(webhookId));
      for (const [webhookId] of dropped) waiting.delete(webhookId);
      return dropped.flatMap(([, queue]) => queue.map(({ id }) => id));
    },
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

/** What came of an attempt, or null when it is late. */
const inTime = (attempt: Promise<Attempted>) =>
  new Promise<Attempted | null>((resolve) => {
    // Where this process was busy itself, the answer may be here and only not be read yet.
    const timer = setTimeout(() => setImmediate(resolve, null), patienceMilliseconds);
    void attempt.then((attempted) => {
      clearTimeout(timer);
      resolve(attempted);
    });
  });
