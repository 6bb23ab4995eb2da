import { fill } from "../../shared/locale.ts";
import { plusDays } from "../dates.ts";
import type { StorePage } from "../page.ts";
import { type Say, useSay } from "../say.ts";
import { useStoreWords } from "./texts.ts";

type Range = StorePage["hours"]["week"][number]["ranges"][number];

/** The week, and the dates that differ from it soon. */
export function Hours({ page: { hours, store, today } }: { page: StorePage }) {
  const say = useSay();
  const words = useStoreWords();
  const here = new Date(`${today}T12:00:00Z`).getUTCDay();
  const inWords = ({ start, end, locationId }: Range) => {
    const place = store.locations.length > 1 && store.locations.find(({ id }) => id === locationId);
    return `${say.wall(start)} – ${say.wall(end)}${place ? ` (${place.name})` : ""}`;
  };
  const line = (label: string, ranges: Range[], current = false) => (
    <tr key={label} className={current ? "current" : undefined}>
      <th scope="row">{label}</th>
      <td>
        {ranges.length === 0
          ? words.closed
          : ranges.map((range) => <span key={range.start + range.locationId}>{inWords(range)}</span>)}
      </td>
    </tr>
  );
  return (
    <section className="side" aria-labelledby="hours">
      <h2 id="hours">{words.openingHours}</h2>
      <table className="hours" aria-labelledby="hours">
        <tbody>
          {hours.week.map(({ day, ranges }) => line(weekday(say, day), ranges, day === here))}
          {hours.special.map(({ date, ranges }) => line(say.narrowDate(date), ranges))}
        </tbody>
      </table>
    </section>
  );
}

// 4 January 1970 was a Sunday.
const weekday = (say: Say, day: number) => say.weekdayInFull(plusDays("1970-01-04", day));

/** Whether somebody is there now, and until when or from when on. */
export function OpenNow({ page: { hours, today, store } }: { page: StorePage }) {
  const say = useSay();
  const words = useStoreWords();
  const now = new Intl.DateTimeFormat("en-GB", {
    timeZone: store.timeZone,
    hour: "2-digit",
    minute: "2-digit",
  }).format();
  const day = new Date(`${today}T12:00:00Z`).getUTCDay();
  const ranges =
    hours.special.find(({ date }) => date === today)?.ranges ?? hours.week.find((one) => one.day === day)?.ranges ?? [];
  const open = ranges.filter(({ start, end }) => start <= now && (now < end || end <= start));
  const until = open
    .map(({ end }) => end)
    .sort()
    .at(-1);
  const next = ranges
    .map(({ start }) => start)
    .filter((start) => start > now)
    .sort()[0];
  return (
    <p className={`openNow${until ? " open" : ""}`}>
      {until
        ? fill(words.openUntil, { time: say.wall(until) })
        : next
          ? fill(words.opensAt, { time: say.wall(next) })
          : words.closedNow}
    </p>
  );
}
