import type { Schedule } from "./hours.ts";
import type { Interval } from "./interval.ts";

/**
 * `source` says whose time it is, for explanations: 'appointment 12', 'Google calendar'. `young`: lists of slots that somebody
 * still looks at may have been made before it was taken, see recent.ts.
 */
export type Busy = Interval & { source?: string; young?: boolean };

export type Host = {
  id: number;
  zone: string;
  /** Working time as instants, in whole ranges: from `hoursAround`. */
  hours: Interval[];
  /** Already includes the buffers of what is booked. Need not be sorted. */
  busy: Busy[];
  /** With `choose: "groups"`: takes part in every slot. */
  fixed?: boolean;
  /** With `choose: "groups"`: one host of each group takes part. Hosts neither fixed nor of a group form one group. */
  group?: number;
  /** Lets an explanation tell overrides and breaks from weekly hours. */
  schedule?: Schedule;
};

/**
 * A partly filled group session of this very service or event type. It can be joined at its start although its claim is
 * in the host's busy list, and outside the grid, the hours, the limits and the resources too: it has taken all of them
 * already. Time decides as for any start: past, notice, window. List it once for each of its hosts.
 */
export type Session = { hostId: number; start: number; end: number; seatsLeft: number };

/**
 * At most `count` bookings, or `minutes` of them, per calendar period of `zone`. A booking belongs to the period it
 * starts in. `existing` holds pending and accepted ones, without the one that is being moved (SEMANTICS 7).
 */
export type Limit = {
  per: "day" | "week" | "month" | "year";
  count?: number;
  minutes?: number;
  zone: string;
  /** 0 = Sunday, which is the default. */
  weekStart?: number;
  existing: { start: number; end: number }[];
  /** A limit of this host alone: the others may still take the slot. */
  hostId?: number;
};

/** A busy list per unit, buffers of what is booked included. A slot takes `needed` units for all of its time. */
export type Resource = { id: number; needed: number; units: Interval[][]; name?: string };

/** Instants in epoch milliseconds, durations in minutes. */
export type SlotSearch = {
  /** Starts are offered in [from, to). Neither moves the grid. */
  from: number;
  to: number;
  now: number;
  lengthMinutes: number;
  /** Minutes from one start to the next; without it the length. */
  intervalMinutes?: number;
  /** Added once to the first start of each free range. */
  offsetMinutes?: number;
  /** Buffers of the new booking. They must be free but need not lie within working hours (SEMANTICS 2). */
  beforeMinutes: number;
  afterMinutes: number;
  noticeMinutes: number;
  /** `from` inclusive, `until` exclusive, for the start of a slot: from `resolveWindow`. */
  window?: { from?: number; until?: number };
  /** Only the first `days` local days that have a slot at all. Hours and busy time must then reach back to `now`. */
  bookableDays?: { days: number; zone: string };
  /** Only the first slot of each local day. Hours and busy time must then reach back to the day that `from` is on. */
  firstOfDay?: { zone: string };
  hosts: Host[];
  /** Any host; every host; every fixed host and one of each group. */
  choose: "any" | "all" | "groups";
  resources: Resource[];
  sessions: Session[];
  /** Seats asked for, 1 by default: a session with fewer left cannot be joined, nor opened. */
  seats?: number;
  /** Of a session that nobody has opened yet: its seats, and how many of them others hold, by its start. */
  unopened?: { seats: number; held: ReadonlyMap<number, number> };
  limits: Limit[];
  /**
   * Which starts there are. "offered" (default): those of SEMANTICS 1. "recent": for the booking itself, those and what they
   * were a while ago, see recent.ts; busy time then says which of it is young. "any": every whole minute, for what was found
   * on its grid before.
   */
  grid?: "offered" | "recent" | "any";
};

/**
 * `hostIds`: who can take it. With "any" and "all" in the order of the search; with "groups" the fixed hosts, then
 * every free member of each group, of which the caller takes one each. Where a session can be joined, `seatsLeft` are
 * the seats of the one that has most, its host comes first and its end is the `end`.
 */
export type Slot = { start: number; end: number; hostIds: number[]; seatsLeft?: number };
