import { type Status, statuses } from "../services/appointments/schema.ts";

/** A sum of money shared out evenly, half to even (DECISIONS 8). Minor units; 0 among nobody. */
export function averageOf(amount: number, count: number): number {
  if (count === 0) return 0;
  const [whole, rest, all] = [BigInt(amount) / BigInt(count), BigInt(amount) % BigInt(count), BigInt(count)];
  const up = rest * 2n > all || (rest * 2n === all && whole % 2n === 1n);
  return Number(whole + (up ? 1n : 0n));
}

/** How many of all, from 0 to 1 with four decimals; 0 where there are none. */
export const shareOf = (part: number, all: number) => (all === 0 ? 0 : Math.round((part / all) * 10_000) / 10_000);

export type CountsByStatus = Record<Status, number>;
/** Every status with its count, those that do not occur included. */
export const allStatuses = (counts: Partial<CountsByStatus>): CountsByStatus =>
  Object.fromEntries(statuses.map((status) => [status, counts[status] ?? 0])) as CountsByStatus;

/** A calendar date so many days on (or back). */
export const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** Which days are asked for: 30 of them up to today, unless somebody says otherwise. Local dates, both included. */
export function daysAsked(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  today: string,
): { from: string; to: string } {
  const last = to ?? (from !== undefined && from > today ? from : today);
  return { from: from ?? daysAfter(last, -29), to: last };
}
