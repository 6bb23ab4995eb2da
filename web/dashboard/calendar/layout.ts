import { DAY_MINUTES, dateOf, MINUTE, minuteOf } from "./zone.ts";

/** Pixels of one minute, and the grid that drags and arrow keys keep to. */
export const scale = 1.2;
export const step = 15;

/** So high is what can be touched (WCAG 2.5.8), with its gap: entries of fewer minutes take up as many. */
const gap = 2;
const shortest = Math.ceil((24 + gap) / scale);

export const toPixels = (minute: number): number => minute * scale;
export const toMinute = (pixels: number): number => pixels / scale;
export const snap = (minute: number, to = step): number => Math.round(minute / to) * to;
export const clampMinute = (minute: number, length = 0): number => Math.min(Math.max(minute, 0), DAY_MINUTES - length);

/** Where an entry stands in its day, in pixels. */
export const heightOf = (from: number, to: number): { top: number; height: number } => ({
  top: toPixels(Math.min(from, DAY_MINUTES - shortest)),
  height: toPixels(Math.max(to - from, shortest)) - gap,
});

/** What of an entry one date shows, in minutes of its wall clock; null where it is on other days. */
export function partOnDate(
  zone: string,
  date: string,
  start: number,
  end: number,
): { from: number; to: number } | null {
  const [first, last] = [dateOf(zone, start), dateOf(zone, end - 1)];
  if (date < first || date > last) return null;
  const from = date === first ? minuteOf(zone, start) : 0;
  // The last minute it covers, so that midnight is the end of the day and not its beginning.
  const to = date === last ? minuteOf(zone, end - MINUTE) + 1 : DAY_MINUTES;
  // Where the clock goes back, an end may show an earlier time than its start: it is as high as it is long.
  return { from, to: to > from ? to : Math.min(from + (end - start) / MINUTE, DAY_MINUTES) };
}

export type Placed<Item> = Item & { lane: number; lanes: number };

/**
 * Puts what overlaps side by side: each entry in the first lane that is free, and all of a cluster (entries that hang
 * together by overlapping) equally wide.
 */
export function sideBySide<Item extends { from: number; to: number }>(items: Item[]): Placed<Item>[] {
  const placed: Placed<Item>[] = [];
  let cluster: Placed<Item>[] = [];
  let ends: number[] = [];
  const close = () => {
    for (const one of cluster) one.lanes = ends.length;
    placed.push(...cluster);
    cluster = [];
    ends = [];
  };
  for (const item of items.toSorted((one, other) => one.from - other.from || other.to - one.to)) {
    if (ends.length > 0 && item.from >= Math.max(...ends)) close();
    const free = ends.findIndex((end) => end <= item.from);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = Math.max(item.to, item.from + shortest);
    cluster.push({ ...item, lane, lanes: 1 });
  }
  close();
  return placed;
}
