import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { fill } from "../../shared/locale.ts";
import { dateIn, firstOf, inMonth, lastOf, monthOf, plusDays, plusMonths, weekdayOf, weeksOf } from "../dates.ts";
import { Icon } from "../icons.tsx";
import { useSay } from "../say.ts";
import type { Days } from "../slots.ts";
import { useWords } from "../texts.ts";

type Props = {
  month: string;
  /** No later one is shown. */
  last: string;
  /** null while they are looked for. */
  days: Days | null;
  day: string | null;
  weekStart: number;
  onDay: (day: string) => void;
  onMonth: (month: string) => void;
};

/** The month as a grid: arrow keys walk through its days, open days can be chosen. */
export function Month({ month, last, days, day, weekStart, onDay, onMonth }: Props) {
  const say = useSay();
  const words = useWords();
  const today = dateIn(say.zone, Date.now());
  const grid = useRef<HTMLTableElement>(null);
  const [focus, setFocus] = useState<string | null>(null);
  const walking = useRef(false);
  const current =
    focus && monthOf(focus) === month ? focus : day && monthOf(day) === month ? day : startOf(month, today);
  useEffect(() => {
    if (!walking.current) return;
    walking.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-date="${current}"]`)?.focus();
  }, [current, month]);

  const walk = (event: KeyboardEvent) => {
    const to = step(event, current, weekStart);
    if (to === null) return;
    event.preventDefault();
    const end = lastOf(last);
    const next = to < today ? today : to > end ? end : to;
    walking.current = true;
    setFocus(next);
    if (monthOf(next) !== month) onMonth(monthOf(next));
  };
  const weeks = weeksOf(month, weekStart);
  return (
    <section className="month" aria-busy={days === null}>
      <header className="monthHead">
        <h2 id="monthName" aria-live="polite">
          {say.month(month)}
        </h2>
        <button
          type="button"
          className="plain square"
          aria-label={words.previousMonth}
          disabled={month <= monthOf(today)}
          onClick={() => onMonth(plusMonths(month, -1))}
        >
          <Icon name="previous" />
        </button>
        <button
          type="button"
          className="plain square"
          aria-label={words.nextMonth}
          disabled={month >= last}
          onClick={() => onMonth(plusMonths(month, 1))}
        >
          <Icon name="next" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern for a grid of dates */}
      <table role="grid" aria-labelledby="monthName" ref={grid} onKeyDown={walk}>
        <thead>
          <tr>
            {Array.from({ length: 7 }, (_, index) => weekdayName(say, (weekStart + index) % 7)).map(([short, long]) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week.find(Boolean)}>
              {week.map((date, index) =>
                date === null ? (
                  <td key={index} />
                ) : (
                  <Day
                    key={date}
                    date={date}
                    count={days?.[date]?.length ?? 0}
                    chosen={date === day}
                    isToday={date === today}
                    reachable={date === current}
                    onChoose={() => {
                      setFocus(date);
                      onDay(date);
                    }}
                  />
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type DayProps = {
  date: string;
  count: number;
  chosen: boolean;
  isToday: boolean;
  reachable: boolean;
  onChoose: () => void;
};
function Day({ date, count, chosen, isToday, reachable, onChoose }: DayProps) {
  const say = useSay();
  const words = useWords();
  const open = count > 0;
  const told = open ? fill(words.openTimes, { count }) : words.noneOpen;
  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the pattern for a grid of dates
    // biome-ignore lint/a11y/useFocusableInteractive: its button takes the focus
    <td role="gridcell" aria-selected={chosen}>
      <button
        type="button"
        className={`day${open ? " open" : ""}${chosen ? " chosen" : ""}${isToday ? " today" : ""}`}
        data-date={date}
        tabIndex={reachable ? 0 : -1}
        aria-disabled={!open}
        aria-current={isToday ? "date" : undefined}
        aria-label={`${say.date(date)}, ${told}`}
        onClick={() => open && onChoose()}
      >
        {say.number(Number(date.slice(8)))}
      </button>
    </td>
  );
}

const startOf = (month: string, today: string) => (monthOf(today) === month ? today : firstOf(month));

// 4 January 1970 was a Sunday.
const weekdayName = (say: ReturnType<typeof useSay>, day: number): [short: string, long: string] => {
  const date = plusDays("1970-01-04", day);
  return [say.weekday(date), say.weekdayInFull(date)];
};

/** Where a key leads from a date; null for other keys. */
function step({ key, shiftKey, currentTarget }: KeyboardEvent, date: string, weekStart: number): string | null {
  const onward = getComputedStyle(currentTarget).direction === "rtl" ? -1 : 1;
  const inWeek = (weekdayOf(date) - weekStart + 7) % 7;
  const month = monthOf(date);
  switch (key) {
    case "ArrowRight":
      return plusDays(date, onward);
    case "ArrowLeft":
      return plusDays(date, -onward);
    case "ArrowDown":
      return plusDays(date, 7);
    case "ArrowUp":
      return plusDays(date, -7);
    case "Home":
      return plusDays(date, -inWeek);
    case "End":
      return plusDays(date, 6 - inWeek);
    case "PageDown":
      return inMonth(date, plusMonths(month, shiftKey ? 12 : 1));
    case "PageUp":
      return inMonth(date, plusMonths(month, shiftKey ? -12 : -1));
    default:
      return null;
  }
}
