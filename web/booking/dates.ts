// Dates are YYYY-MM-DD and months YYYY-MM: text in no zone, which compares as it stands.

const noon = (date: string) => new Date(`${date}T12:00:00Z`);
const textOf = (date: Date) => date.toISOString().slice(0, 10);

export function plusDays(date: string, days: number): string {
  const moved = noon(date);
  moved.setUTCDate(moved.getUTCDate() + days);
  return textOf(moved);
}

export const monthOf = (date: string) => date.slice(0, 7);
export const firstOf = (month: string) => `${month}-01`;

export function plusMonths(month: string, months: number): string {
  const moved = noon(firstOf(month));
  moved.setUTCMonth(moved.getUTCMonth() + months);
  return monthOf(textOf(moved));
}

export const lastOf = (month: string) => plusDays(firstOf(plusMonths(month, 1)), -1);

/** The same day of another month, or that month's last. */
export function inMonth(date: string, month: string): string {
  const wanted = `${month}-${date.slice(8)}`;
  const last = lastOf(month);
  return wanted > last ? last : wanted;
}

/** 0 is Sunday. */
export const weekdayOf = (date: string) => noon(date).getUTCDay();

/** The weeks of a month, each of seven days; null outside of it. */
export function weeksOf(month: string, weekStart: number): (string | null)[][] {
  const first = firstOf(month);
  const start = plusDays(first, -((weekdayOf(first) - weekStart + 7) % 7));
  const weeks: (string | null)[][] = [];
  for (let day = start; day <= lastOf(month); day = plusDays(day, 7))
    weeks.push(
      Array.from({ length: 7 }, (_, index) => plusDays(day, index)).map((date) =>
        monthOf(date) === month ? date : null,
      ),
    );
  return weeks;
}

/** Which date it is there, at an instant. */
export function dateIn(timeZone: string, instant: number | string): string {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  return parts.format(new Date(instant));
}

/** An instant as the API writes it. */
export const instantText = (instant: number) => new Date(instant).toISOString().replace(".000Z", "Z");
