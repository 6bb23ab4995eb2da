/** A range on the wall clock. An end that is not after its start lies past midnight; `24:00` is the end of the day. */
export type Range = { start: string; end: string; locationId?: number | null | undefined };
export type DayRange = Range & { day: number };
export type DateHours = { date: string; ranges: Range[] };
/** Weekly hours, breaks in them, and dates that differ. `day` 0 is Sunday. */
export type Hours = { weekly: DayRange[]; breaks: DayRange[]; overrides: DateHours[] };

const week = 7 * 1440;
const minuteOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const spanOf = ({ start, end }: Range, day: number) => {
  const from = day * 1440 + minuteOf(start);
  const to = day * 1440 + minuteOf(end);
  return { from, to: to <= from ? to + 1440 : to };
};

/** The ranges that overlap another one, compared around the week as the server does: Saturday 22:00–02:00 reaches Sunday. */
export function overlapping(ranges: readonly DayRange[]): Set<DayRange> {
  const found = new Set<DayRange>();
  const complete = ranges.filter(isComplete);
  for (const [index, one] of complete.entries())
    for (const other of complete.slice(index + 1)) {
      const a = spanOf(one, one.day);
      const b = spanOf(other, other.day);
      const meet = [-week, 0, week].some((shift) => a.from < b.to + shift && b.from + shift < a.to);
      if (meet && samePlace(one, other)) {
        found.add(one);
        found.add(other);
      }
    }
  return found;
}
const isComplete = ({ start, end }: Range): boolean => Boolean(start && end);
const samePlace = (one: Range, other: Range) =>
  !one.locationId || !other.locationId || one.locationId === other.locationId;

/** The same within one date. */
export const overlappingInDate = (ranges: readonly Range[]): boolean =>
  overlapping(ranges.map((range) => ({ ...range, day: 3 }))).size > 0;

/** Whether anything in them contradicts itself or is not filled in, so that the server would refuse it. */
export const hoursAreWrong = (hours: Hours): boolean => hoursLack(hours) || hoursOverlap(hours);

/** Whether a time is not filled in. */
export const hoursLack = ({ weekly, breaks, overrides }: Hours): boolean =>
  ![...weekly, ...breaks, ...overrides.flatMap(({ ranges }) => ranges)].every(isComplete);

const hoursOverlap = ({ weekly, breaks, overrides }: Hours): boolean =>
  overlapping(weekly).size > 0 ||
  overlapping(breaks).size > 0 ||
  overrides.some(({ ranges }) => overlappingInDate(ranges));

/** Another range after the last one of the day: an hour later, for as long as the day allows. */
export function nextRange(ranges: readonly Range[], first: Range): Range {
  const last = ranges.at(-1);
  if (!last) return first;
  const start = Math.min(minuteOf(last.end) + 60, 1380);
  return { ...last, start: timeOf(start), end: timeOf(Math.min(start + 120, 1440)) };
}
const timeOf = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** One day's ranges on other days too, instead of what they had. */
export const copyDay = (ranges: readonly DayRange[], from: number, to: readonly number[]): DayRange[] => [
  ...ranges.filter(({ day }) => !to.includes(day)),
  ...to.flatMap((day) => ranges.filter((one) => one.day === from).map((range) => ({ ...range, day }))),
];
