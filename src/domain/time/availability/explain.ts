import { explainParties } from "./explain-hosts.ts";
import {
  explainBookableDays,
  explainFirstOfDay,
  explainHeldSeats,
  explainLimits,
  explainResources,
  explainSessions,
  explainTime,
} from "./explain-rules.ts";
import type { Reason } from "./reason.ts";
import type { SlotSearch } from "./search.ts";
import { isBookable } from "./slots.ts";
import { zoneOfHost } from "./travel.ts";

export type { Reason } from "./reason.ts";

/**
 * Why `start` (epoch milliseconds) can or cannot be booked. The verdict is the engine's own, and each reason asks the
 * predicate that the engine filters with. Reasons are ordered: mending the first is what helps first. Where any host
 * would do, the host who is nearest to being free is named first. Times are in the zone of the host they are about.
 */
export function explain(
  search: SlotSearch,
  start: number,
  names: Map<number, string> = new Map(),
): { bookable: boolean; reasons: Reason[] } {
  if (isBookable(search, start)) return { bookable: true, reasons: [] };
  if (search.hosts.length === 0) return { bookable: false, reasons: [nobody] };
  // A traveller is spoken of in the zone that they are in by then.
  const then = { ...search, hosts: search.hosts.map((host) => ({ ...host, zone: zoneOfHost(host, start) })) };
  const questions = [
    explainTime,
    explainSessions,
    explainHeldSeats,
    explainParties,
    explainLimits,
    explainResources,
    explainBookableDays,
    explainFirstOfDay,
  ];
  return { bookable: false, reasons: questions.flatMap((question) => question(then, start, names)) };
}

const nobody: Reason = {
  rule: "no_host",
  message: "Nobody is assigned to it, so there is no one whose time could be booked.",
  source: "hosts of the search",
};
