import { dateOfDayNumber } from "../../../platform/schemas.ts";

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** Days since 1970-01-01 of a date 'YYYY-MM-DD'. */
export const dayOfDate = (date: string): number =>
  Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / DAY;

/** 'YYYY-MM-DD' of a number of days since 1970-01-01. */
export const dateOfDay = dateOfDayNumber;

/** 0 = Sunday. Day 0, 1970-01-01, was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

export type Period = "day" | "week" | "month" | "year";

/** A number that all days of one period share and no other day has. `weekStart`: 0 = Sunday. */
export function periodOfDay(per: Period, day: number, weekStart: number): number {
  if (per === "day") return day;
  if (per === "week") return Math.floor((day + 4 - weekStart) / 7);
  const date = new Date(day * DAY);
  return per === "month" ? date.getUTCFullYear() * 12 + date.getUTCMonth() : date.getUTCFullYear();
}
