import type { Interval } from "./interval.ts";

/** Somebody who could take a booking. Instants in epoch milliseconds. */
export type Contender = {
  id: number;
  /** The share of the work, 100 by default. */
  weight?: number;
  /** Breaks ties among equal weights; 2 by default, more goes first. */
  priority?: number;
  /** What they have been given in the period that counts: who ends up with a booking has it (SEMANTICS 14). */
  bookings: number;
  /** What they are taken to have been given besides: see `calibrationOf`. */
  calibration?: number;
  lastBookedAt?: number | null;
};

export type Ranked = { id: number; shortfall: number };

/**
 * Whose turn it is, first to last (SEMANTICS 12): shortfall(i) = (bookings + Σ calibration) · w(i)/Σw − (n(i) +
 * calibration(i)); the largest shortfall wins, then weight, then priority, then who was booked longest ago (or never), then
 * the order of the list. The shortfalls are the explanation of the choice, and add up to zero.
 */
export function rankContenders(contenders: Contender[]): Ranked[] {
  const full = contenders.map(({ weight = 100, priority = 2, calibration = 0, lastBookedAt = null, ...rest }) => ({
    ...rest,
    weight,
    priority,
    calibration,
    lastBookedAt: lastBookedAt ?? Number.NEGATIVE_INFINITY,
  }));
  const weights = sum(full, ({ weight }) => weight);
  const given = sum(full, ({ bookings, calibration }) => bookings + calibration);
  return full
    .map((one) => ({
      ...one,
      // Nobody with a weight: all are equal.
      shortfall: given * (weights > 0 ? one.weight / weights : 1 / full.length) - (one.bookings + one.calibration),
    }))
    .toSorted(
      (a, b) =>
        compare(b.shortfall, a.shortfall) ||
        b.weight - a.weight ||
        b.priority - a.priority ||
        (a.lastBookedAt === b.lastBookedAt ? 0 : a.lastBookedAt - b.lastBookedAt),
    )
    .map(({ id, shortfall }) => ({ id, shortfall }));
}

export type Colleague = { id: number; weight?: number; joinedAt: number; absences?: Interval[] };

/**
 * What a host is taken to have been given besides (SEMANTICS 12): for the time before they joined, what each of those who
 * were there got by then; for each absence, what the others got meanwhile; by weight. Otherwise whoever is new, or comes
 * back, would get everything until they had caught up. `given` are the bookings of the period that counts.
 */
export function calibrationOf(host: Colleague, others: Colleague[], given: { hostId: number; at: number }[]): number {
  const share = (colleagues: Colleague[], when: (at: number) => boolean) => {
    const ids = new Set(colleagues.map(({ id }) => id));
    const weights = sum(colleagues, ({ weight = 100 }) => weight);
    if (weights === 0) return 0;
    return (given.filter(({ hostId, at }) => ids.has(hostId) && when(at)).length * (host.weight ?? 100)) / weights;
  };
  const earlier = others.filter(({ joinedAt }) => joinedAt < host.joinedAt);
  const missed = (host.absences ?? []).map(({ start, end }) =>
    share(others, (at) => at >= start && at < end && at >= host.joinedAt),
  );
  return share(earlier, (at) => at < host.joinedAt) + sum(missed, (count) => count);
}

/** Shortfalls are fractions: what differs by less than a rounding error is a tie. */
const compare = (a: number, b: number) => (Math.abs(a - b) < 1e-9 ? 0 : a - b);
const sum = <Item>(items: Item[], of: (item: Item) => number) => items.reduce((total, item) => total + of(item), 0);
