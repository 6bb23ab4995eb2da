// What becomes of a delivery after an attempt (SEMANTICS 20). Pure: times are epoch milliseconds.

export const deliveryStatuses = ["pending", "sending", "delivered", "failed", "discarded"] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** How long after the attempt before it each attempt is made. */
const waits = [0, 5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
export const mostAttempts = waits.length;
/** A receiver may ask for more patience, but not for ever. */
const longestPatience = 24 * hour;

export type Reply = {
  /** Null where no answer came. */
  status: number | null;
  retryAfterSeconds: number | null;
};
export type Verdict =
  | { status: "delivered" }
  | { status: "pending"; nextAttemptAt: number }
  | { status: "failed"; because: "gone" | "exhausted" | "test" };

/**
 * `attempt` counts from 1; `random` (0 to 1) spreads what failed at once over a tenth of the wait. A test is tried once:
 * whoever asked for it is watching. That nobody wants any more holds whichever delivery is told so.
 */
export function judge(
  { status, retryAfterSeconds }: Reply,
  attempt: number,
  { now, random, isTest }: { now: number; random: number; isTest: boolean },
): Verdict {
  if (status !== null && status >= 200 && status < 300) return { status: "delivered" };
  if (status === 410) return { status: "failed", because: "gone" };
  if (isTest) return { status: "failed", because: "test" };
  if (attempt >= mostAttempts) return { status: "failed", because: "exhausted" };
  const planned = waits[attempt]! * (1 + random / 10);
  const asked = Math.min((retryAfterSeconds ?? 0) * second, longestPatience);
  return { status: "pending", nextAttemptAt: Math.round(now + Math.max(planned, asked)) };
}

/** Seconds of a Retry-After header, which holds seconds or a date; `now` is the clock that its date is compared with. */
export function retryAfterOf(header: string | null, now: number): number | null {
  if (!header) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / second));
}
