import { instantOfWall, isZone } from "../../domain/time/availability/zone.ts";

/** When a date (YYYY-MM-DD and whatever follows) begins in a zone, epoch milliseconds; null if it is no date. In a zone that nobody knows days begin as in UTC. */
export function startOfDay(date: string, zone: string): number | null {
  const midnight = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(midnight)) return null;
  return isZone(zone) ? instantOfWall(zone, midnight) : midnight;
}
