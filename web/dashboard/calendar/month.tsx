import { Badge, Button } from "@mantine/core";
import { fill, useClock, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import type { Entry } from "./entries.ts";
import { Mark } from "./entry.tsx";
import { partOnDate } from "./layout.ts";
import { texts } from "./texts.ts";
import { dateOf } from "./zone.ts";

const mostLines = 3;

/** A month's days, each with what comes first on it. */
export function Month({
  dates,
  month,
  entries,
  colourOf,
  openDay,
  open,
}: {
  dates: string[];
  /** YYYY-MM */
  month: string;
  entries: Entry[];
  colourOf: (entry: Entry) => string;
  openDay: (date: string) => void;
  open: (entry: Entry) => void;
}) {
  const text = useTexts(texts);
  const say = useSay();
  const locale = useLocale();
  const { timeZone } = useClock();
  const today = dateOf(timeZone, Date.now());
  const weekday = new Intl.DateTimeFormat(locale, { timeZone: "UTC", weekday: "short" });
  return (
    <section className="cal-month" aria-label={text.month}>
      {dates.slice(0, 7).map((date) => (
        <div key={`day-${date}`} className="cal-weekday">
          {weekday.format(new Date(`${date}T00:00:00Z`))}
        </div>
      ))}
      {dates.map((date) => {
        const here = entries
          .filter(({ start, end }) => partOnDate(timeZone, date, start, end))
          .toSorted((one, other) => one.start - other.start);
        return (
          <div key={date} data-outside={date.startsWith(month) ? undefined : true}>
            <Button
              size="compact-sm"
              variant={date === today ? "filled" : "subtle"}
              aria-current={date === today ? "date" : undefined}
              aria-label={`${say.day(date)}, ${fill(text.entries, { count: here.length })}`}
              onClick={() => openDay(date)}
            >
              {Number(date.slice(8))}
            </Button>
            {here.length > 0 && (
              <Badge size="sm" variant="light" hiddenFrom="sm" aria-hidden>
                {here.length}
              </Badge>
            )}
            {here.slice(0, mostLines).map((entry) => (
              <button
                key={entry.key}
                type="button"
                className="cal-line"
                style={{ ["--entry" as string]: colourOf(entry) }}
                onClick={() => open(entry)}
              >
                <Mark entry={entry} />
                {`${say.time(new Date(entry.start).toISOString())} ${entry.title}`}
              </button>
            ))}
            {here.length > mostLines && (
              <Button size="compact-xs" variant="subtle" visibleFrom="sm" onClick={() => openDay(date)}>
                {fill(text.more, { count: here.length - mostLines })}
              </Button>
            )}
          </div>
        );
      })}
    </section>
  );
}
