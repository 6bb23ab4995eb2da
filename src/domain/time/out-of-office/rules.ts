import { beginningOf, endOf } from "../availability/edges.ts";

/** From when to when, in epoch milliseconds. Dates are the person's own. */
export const periodOf = (start: string, end: string, zone: string): { start: number; end: number } => ({
  start: beginningOf(start, zone),
  end: endOf(end, zone),
});

/** Two people who send each other's bookings on send them round in a circle, so A → B → A is refused. */
export function sendsRound(
  from: number | null,
  to: number,
  redirects: readonly { userId: number; redirectUserId: number }[],
): boolean {
  const next = new Map(redirects.map(({ userId, redirectUserId }) => [userId, redirectUserId]));
  const seen = new Set<number>();
  for (let user: number | undefined = to; user !== undefined && !seen.has(user); user = next.get(user)) {
    if (user === from) return true;
    seen.add(user);
  }
  return false;
}
