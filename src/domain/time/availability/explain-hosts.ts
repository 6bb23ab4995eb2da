import { iso } from "../../../platform/schemas.ts";
import { MINUTE } from "./calendar.ts";
import { explainHours } from "./explain-hours.ts";
import { explainLimit, nameOf } from "./explain-rules.ts";
import { freeRanges } from "./free.ts";
import { gridOf, startsIn } from "./grid.ts";
import { type Interval, overlaps } from "./interval.ts";
import { commonTime, partiesOf } from "./parties.ts";
import type { Reason } from "./reason.ts";
import { recentStarts } from "./recent.ts";
import type { Host, SlotSearch } from "./search.ts";
import { clockOf } from "./travel.ts";
import { clock, duration, interval, list, stretch, written } from "./wording.ts";

type Names = Map<number, string>;

/** What keeps a party from sending a host, or, when every party can, keeps the start off their common grid. */
export function explainParties(search: SlotSearch, start: number, names: Names): Reason[] {
  const parties = partiesOf(search);
  const missing = parties.flatMap((hosts) => explainParty(search, hosts, start, names));
  if (missing.length > 0 || search.choose === "any") return missing;
  const common = commonTime(parties.map((hosts) => hosts.map((host) => ({ free: freeRanges(host, search) }))));
  return explainGrid(search, parties, common, search.hosts[0]!, start);
}

/** Nothing if one of `hosts` can take the slot; otherwise what hinders each, the least hindered first. */
function explainParty(search: SlotSearch, hosts: Host[], start: number, names: Names): Reason[] {
  const hindrances = hosts.map((host) => explainHost(search, host, start, names));
  if (hindrances.some((reasons) => reasons.length === 0)) return [];
  return hindrances.toSorted((a, b) => effort(a) - effort(b)).flat();
}

/** From what is mended by choosing another minute to what needs another working day. */
const efforts: Reason["rule"][] = [
  "off_grid",
  "buffer",
  "busy",
  "limit",
  "break",
  "outside_hours",
  "override",
  "day_off",
];
const effort = (reasons: Reason[]) => Math.max(...reasons.map(({ rule }) => efforts.indexOf(rule)));

function explainHost(search: SlotSearch, host: Host, start: number, names: Names): Reason[] {
  const name = nameOf(names, host.id);
  const slot = { start, end: start + search.lengthMinutes * MINUTE };
  const reasons = [...explainHours(host, slot, name), ...explainBusy(search, host, slot, name)];
  if (reasons.length === 0 && search.choose === "any") {
    reasons.push(...explainGrid(search, [[host]], freeRanges(host, search), host, start, host.id));
  }
  const limits = search.limits.filter(({ hostId }) => hostId === host.id);
  return [...reasons, ...limits.flatMap((limit) => explainLimit(limit, search.lengthMinutes, start))];
}

/** SEMANTICS 3 and 4: what overlaps the slot itself, and what only comes too close for the new booking's buffers. */
function explainBusy(search: SlotSearch, host: Host, slot: Interval, name: string): Reason[] {
  const { beforeMinutes, afterMinutes } = search;
  return host.busy.flatMap((busy): Reason[] => {
    const { start, end } = busy;
    const blocked = { start: start - afterMinutes * MINUTE, end: end + beforeMinutes * MINUTE };
    if (end <= start || !overlaps(blocked, slot)) return [];
    const source = busy.source ?? `busy ${new Date(start).toISOString()}/${new Date(end).toISOString()}`;
    const taken = `${name} is busy ${stretch(host.zone, busy)} (${host.zone})`;
    const reason = { hostId: host.id, source, details: written(busy) };
    if (overlaps(busy, slot)) return [{ ...reason, rule: "busy", message: `${taken}.` }];
    const buffer = end <= slot.start ? `${duration(beforeMinutes)} before` : `${duration(afterMinutes)} after`;
    return [{ ...reason, rule: "buffer", message: `${buffer} the booking must be free too, and ${taken}.` }];
  });
}

/** SEMANTICS 1. Nothing if `start` is one of the starts of its free range, or if it lies in none of `free`. */
function explainGrid(
  search: SlotSearch,
  parties: Host[][],
  free: Interval[],
  host: Host,
  start: number,
  hostId?: number,
): Reason[] {
  const { zone } = host;
  const length = search.lengthMinutes * MINUTE;
  const range = free.find((one) => one.start <= start && start + length <= one.end);
  if (range === undefined) return [];
  const grid = gridOf(search);
  const gridClock = clockOf(host);
  const around = { from: start - grid.step, until: start + grid.step + 1 };
  const near = startsIn([range], gridClock, grid, length, around);
  if (near.includes(start)) return [];
  const alone = { from: start, until: start + 1 };
  if (search.grid === "recent" && recentStarts(search, parties, [range], gridClock, alone).length > 0) return [];
  const within = `Between ${clock(zone, range.start)} and ${clock(zone, range.end)}`;
  const starts = `bookings start every ${interval(grid.step / MINUTE)} and not at ${clock(zone, start)} (${zone})`;
  const others = near.length > 0 ? `; near it are ${list(near.map((one) => clock(zone, one)))}` : "";
  const message = `${within}, ${starts}${others}.`;
  return [{ rule: "off_grid", hostId, message, source: "grid of starts", details: { near: near.map(iso) } }];
}
