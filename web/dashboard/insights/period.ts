import { useClock } from "../../shared/locale.ts";
import { useAddress } from "../parts/address.ts";
import { wallTimeAt } from "../parts/zoned.ts";

export type Period = { from: string; to: string };
export type Grouping = "day" | "week" | "month";
export const spans = ["7", "30", "90"] as const;

/** The days that are looked at, both included, and as many right before them. They live in the address. */
export function usePeriod() {
  const { timeZone } = useClock();
  const [{ days, from, to }] = useAddress();
  const today = wallTimeAt(timeZone, new Date().toISOString()).slice(0, 10);
  const custom = days === "custom";
  const length = Number(spans.find((one) => one === days) ?? "30");
  const period: Period =
    custom && from && to && from <= to ? { from, to } : { from: daysAfter(today, 1 - length), to: today };
  const count = daysIn(period);
  const before: Period = { from: daysAfter(period.from, -count), to: daysAfter(period.from, -1) };
  const groupBy: Grouping = count <= 31 ? "day" : count <= 190 ? "week" : "month";
  return { period, before, groupBy, chosen: custom ? "custom" : String(length) };
}

export const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const daysIn = ({ from, to }: Period) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;

/** First day of the period that a date belongs to; weeks begin on Monday, as the reports have it. */
export function startOf(date: string, groupBy: Grouping): string {
  if (groupBy === "day") return date;
  if (groupBy === "month") return `${date.slice(0, 7)}-01`;
  return daysAfter(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** The first day of every period, those without bookings too: a gap in a chart is something to see. */
export function periodsOf({ from, to }: Period, groupBy: Grouping): string[] {
  const all = new Set<string>();
  for (let date = from; date <= to; date = daysAfter(date, 1)) all.add(startOf(date, groupBy));
  return [...all];
}
