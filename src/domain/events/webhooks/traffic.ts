import type { Services } from "../../../platform/operation.ts";

/** After so long an answer is late: no sender waits for it, and its receiver counts as slow. */
export const patienceMilliseconds = 2000;

/** How many requests may be on their way to one receiver at once. */
const mostPerReceiver = { quick: 10, slow: 4 };
/** How many answers of one business may be late at once; and of all together, before each may have one alone. */
const mostLate = 20;
const crowd = 400;

/** To one receiver: what is on its way, and whether its last answer was late. */
type Line = { flying: number; isSlow: boolean };
type Counted = { late: number; businesses: Map<number, Traffic> };
const counted = new WeakMap<Services, Counted>();

export type Traffic = {
  /** How many more may leave for a receiver now. */
  free(webhookId: number): number;
  flying(webhookId: number): number;
  isSlow(webhookId: number): boolean;
  /** All that are slow, or to which something is on its way. */
  known(): number[];
  isHeldUp(webhookId: number): boolean;
  /** Those that may get nothing now. The next late answer of the business changes that. */
  heldUp(): number[];
  /** A request to a slow receiver is late from the start: nobody waits for it. */
  depart(webhookId: number): Flight;
};
export type Flight = { isLate(): boolean; beLate(): void; land(durationMs: number): void };

/** What is on its way from this process to the receivers of a business: they are slow for longer than a sender is at work. */
export function trafficOf(services: Services, businessId: number): Traffic {
  const all = counted.get(services) ?? { late: 0, businesses: new Map() };
  counted.set(services, all);
  return all.businesses.get(businessId) ?? openTraffic(all, businessId);
}

function openTraffic(all: Counted, businessId: number): Traffic {
  const lines = new Map<number, Line>();
  let late = 0;

  /** A slow one waits for its own kind, never the others for it. */
  function free(webhookId: number): number {
    const { flying, isSlow } = lines.get(webhookId) ?? { flying: 0, isSlow: false };
    if (!isSlow) return Math.max(0, mostPerReceiver.quick - flying);
    // Whoever has none under way may always send one, so that its answer wakes the sender again.
    const mayBeLate = all.late < crowd ? mostLate : 1;
    return Math.max(0, Math.min(mostPerReceiver.slow - flying, mayBeLate - late));
  }
  const isSlow = (webhookId: number) => lines.get(webhookId)?.isSlow ?? false;
  const isHeldUp = (webhookId: number) => isSlow(webhookId) && free(webhookId) === 0;

  const traffic: Traffic = {
    free,
    flying: (webhookId) => lines.get(webhookId)?.flying ?? 0,
    isSlow,
    known: () => [...lines.keys()],
    isHeldUp,
    heldUp: () => [...lines.keys()].filter(isHeldUp),
    depart(webhookId) {
      const line = lines.get(webhookId) ?? { flying: 0, isSlow: false };
      lines.set(webhookId, line);
      all.businesses.set(businessId, traffic);
      let isLate = false;
      const beLate = () => {
        isLate = true;
        line.isSlow = true;
        late++;
        all.late++;
      };
      line.flying++;
      if (line.isSlow) beLate();
      return {
        isLate: () => isLate,
        beLate,
        land(durationMs) {
          line.flying--;
          line.isSlow = durationMs >= patienceMilliseconds;
          if (isLate) {
            late--;
            all.late--;
          }
          if (line.flying === 0 && !line.isSlow) lines.delete(webhookId);
          // A business of which there is nothing to know is not remembered.
          if (lines.size === 0) all.businesses.delete(businessId);
        },
      };
    },
  };
  return traffic;
}
