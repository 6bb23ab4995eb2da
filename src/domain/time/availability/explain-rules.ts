import { iso } from "../../../platform/schemas.ts";
import { MINUTE } from "./calendar.ts";
import { earliestStart } from "./free.ts";
import { hasRoom, usage } from "./limits.ts";
import type { Reason } from "./reason.ts";
import { freeUnits } from "./resources.ts";
import type { Limit, SlotSearch } from "./search.ts";
import { leavesHeldSeats, unheldSeats } from "./sessions.ts";
import { isBookable } from "./slots.ts";
import { clock, dayName, duration, moment, plural } from "./wording.ts";
import { localDay } from "./zone.ts";

type Names = Map<number, string>;

/** Past, notice and window: one of them at most, the one that shuts first. */
export function explainTime(search: SlotSearch, start: number): Reason[] {
  const { now, noticeMinutes, window } = search;
  const zone = zoneOf(search);
  const at = (instant: number) => `${moment(zone, instant)} (${zone})`;
  if (start < now) {
    return [{ rule: "past", message: `${at(start)} has passed: it is ${clock(zone, now)} now.`, source: "the clock" }];
  }
  if (start < now + noticeMinutes * MINUTE) {
    const earliest = earliestStart(search);
    const message = `Bookings need ${duration(noticeMinutes)} of notice; the earliest start now is ${at(earliest)}.`;
    const details = { noticeMinutes, earliest: iso(earliest) };
    return [{ rule: "notice", message, source: "minimum notice", details }];
  }
  const source = "booking window";
  const ends = Object.entries(window ?? {}).filter(([, instant]) => instant !== undefined);
  const details = Object.fromEntries(ends.map(([name, instant]) => [name, iso(instant)]));
  if (window?.from !== undefined && start < window.from) {
    return [{ rule: "window", message: `Bookings start from ${at(window.from)}.`, source, details }];
  }
  if (window?.until !== undefined && start >= window.until) {
    return [{ rule: "window", message: `Bookings are taken up to ${at(window.until)}.`, source, details }];
  }
  return [];
}

/** A session of this very service that starts then and has too few seats. */
export function explainSessions({ sessions, hosts, seats = 1 }: SlotSearch, start: number, names: Names): Reason[] {
  return sessions.flatMap((session): Reason[] => {
    const host = hosts.find(({ id }) => id === session.hostId);
    if (session.start !== start || session.seatsLeft >= seats || host === undefined) return [];
    const left = session.seatsLeft <= 0 ? "is full" : `has ${plural(session.seatsLeft, "seat")} left, not ${seats}`;
    const message = `The session at ${moment(host.zone, start)} with ${nameOf(names, host.id)} ${left}.`;
    const details = { seatsLeft: session.seatsLeft, seats };
    return [{ rule: "capacity", hostId: host.id, message, source: "seats", details }];
  });
}

/** A session that nobody has opened yet has too few seats, those that are held left out. */
export function explainHeldSeats(search: SlotSearch, start: number): Reason[] {
  if (leavesHeldSeats(search, start)) return [];
  const [seatsLeft, seats] = [Math.max(unheldSeats(search, start)!, 0), search.seats ?? 1];
  const left = seatsLeft === 0 ? "no seat left" : `${plural(seatsLeft, "seat")} left, not ${seats}`;
  const held = search.unopened!.held.has(start) ? ": others are held by people who are booking just now" : "";
  const message = `The session at ${moment(search.hosts[0]!.zone, start)} has ${left}${held}.`;
  return [{ rule: "capacity", message, source: "seats", details: { seatsLeft, seats } }];
}

/** Limits of the whole service. Those of a host belong to what keeps that host from taking the slot. */
export function explainLimits({ limits, lengthMinutes }: SlotSearch, start: number): Reason[] {
  return limits
    .filter(({ hostId }) => hostId === undefined)
    .flatMap((limit) => explainLimit(limit, lengthMinutes, start));
}

export function explainLimit(limit: Limit, lengthMinutes: number, start: number): Reason[] {
  const used = usage(limit)(localDay(limit.zone, start));
  if (hasRoom(limit, used, lengthMinutes)) return [];
  const period = limit.per === "day" ? dayName(limit.zone, start) : `the ${limit.per} of ${dayName(limit.zone, start)}`;
  const byCount = limit.count !== undefined && used.count >= limit.count;
  const most = byCount ? plural(limit.count!, "booking") : duration(limit.minutes!);
  const has = byCount ? used.count : duration(used.minutes);
  const rest = byCount ? "" : `, which leaves too little for ${duration(lengthMinutes)} more`;
  const message = `The limit is ${most} a ${limit.per}: ${period} has ${has} booked${rest}.`;
  const { count, minutes, per, zone, hostId } = limit;
  const details = { per, zone, count, minutes, used };
  return [{ rule: "limit", hostId, message, source: `limit per ${per}`, details }];
}

export function explainResources(search: SlotSearch, start: number): Reason[] {
  return search.resources.flatMap((resource): Reason[] => {
    const free = freeUnits(resource, search)(start, start + search.lengthMinutes * MINUTE);
    if (free >= resource.needed) return [];
    const zone = zoneOf(search);
    const name = resource.name ?? `Resource ${resource.id}`;
    const time = `${moment(zone, start)}–${clock(zone, start + search.lengthMinutes * MINUTE)} and its buffers`;
    const units = `${free} of ${plural(resource.units.length, "unit")} free for all of ${time}`;
    const message = `${name} is taken: ${units}, ${resource.needed} needed.`;
    const details = { resourceId: resource.id, needed: resource.needed, free };
    return [{ rule: "resource", message, source: `resource ${resource.id}`, details }];
  });
}

/** Only when nothing else is in the way: the days of the window depend on everything else. */
export function explainBookableDays({ firstOfDay, ...search }: SlotSearch, start: number): Reason[] {
  const { bookableDays, ...others } = search;
  if (bookableDays === undefined || isBookable(search, start) || !isBookable(others, start)) return [];
  const { days, zone } = bookableDays;
  const open = `Only the next ${plural(days, "day")} with free slots can be booked`;
  const message = `${open}, and ${dayName(zone, start)} comes after them.`;
  return [{ rule: "window", message, source: "bookable days", details: { days } }];
}

/** As the days of the window, only when nothing else is in the way. */
export function explainFirstOfDay(search: SlotSearch, start: number): Reason[] {
  const { firstOfDay, ...others } = search;
  if (firstOfDay === undefined || !isBookable(others, start)) return [];
  const first = `Only the first open slot of ${dayName(firstOfDay.zone, start)} can be booked`;
  const message = `${first}, and ${clock(firstOfDay.zone, start)} comes after it.`;
  return [{ rule: "limit", message, source: "only the first slot of each day" }];
}

export const nameOf = (names: Names, hostId: number): string => names.get(hostId) ?? `Host ${hostId}`;

const zoneOf = ({ hosts }: SlotSearch) => hosts[0]!.zone;
