import { texts } from "../../domain/messaging/mail/texts/index.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import { subtract } from "../../domain/time/availability/interval.ts";
import { minuteOfDay, timeOfMinute } from "../../platform/schemas.ts";
import { dayInWords, wallTime, weekdayInWords } from "./dates.ts";
import { type Html, html } from "./html.ts";
import type { Storefront } from "./storefront.ts";
import { pageTexts } from "./texts/index.ts";

type Range = { start: string; end: string; locationId: number | null };
const soonDays = 30;

/** Opening hours as a table of the week, breaks taken out, with the dates that differ from it soon. */
export function openingHours(reader: Reader, store: Storefront, today: string): Html {
  const { weekly, breaks, overrides } = store.openingHours;
  const { booking } = pageTexts[reader.locale];
  const soon = Date.parse(today) + soonDays * 86_400_000;
  const special = overrides.filter(({ date }) => date >= today && Date.parse(date) <= soon);
  const days = [0, 1, 2, 3, 4, 5, 6].map((day) => (day + store.weekStart) % 7);
  const line = (label: string, ranges: Range[]) =>
    html`<tr><th scope="row">${label}</th><td>${
      ranges.length === 0
        ? booking.closed
        : ranges.map(
            (range, index) => html`${index > 0 && html`<br>`}<span>${rangeInWords(reader, store, range)}</span>`,
          )
    }</td></tr>`;
  return html`<h2 id="hours">${booking.openingHours}</h2>
<table class="hours" aria-labelledby="hours">
${days.map((day) =>
  line(
    weekdayInWords(reader, day),
    withoutBreaks(
      weekly.filter((range) => range.day === day),
      breaks.filter((range) => range.day === day),
    ),
  ),
)}
${special.map(({ date, ranges }) => line(dayInWords(reader, date), ranges))}
</table>`;
}

function rangeInWords(reader: Reader, store: Storefront, { start, end, locationId }: Range): string {
  const [from, to] = [wallTime(reader, start), wallTime(reader, end)];
  const dash = /\s/.test(from + to) ? " – " : "–";
  const place = store.locations.find(({ id }) => id === locationId);
  const suffix = texts[reader.locale].words.clockSuffix;
  return `${from}${dash}${to}${suffix}${place ? ` (${place.name})` : ""}`;
}

/** Hours that run past midnight keep going; their breaks are rare enough to be left in. */
export const withoutBreaks = (hours: Range[], breaks: Range[]): Range[] =>
  hours.flatMap((range) => {
    if (range.end <= range.start) return [range];
    const here = breaks.filter(
      ({ start, end, locationId }) => end > start && (locationId === null || locationId === range.locationId),
    );
    const left = subtract(
      [minutesOf(range)],
      here.map(minutesOf).toSorted((a, b) => a.start - b.start),
    );
    return left.map(({ start, end }) => ({ ...range, start: timeOfMinute(start), end: timeOfMinute(end) }));
  });

const minutesOf = ({ start, end }: Range) => ({ start: minuteOfDay(start), end: minuteOfDay(end) });
