import { VisuallyHidden } from "@mantine/core";
import { type KeyboardEvent, type MouseEvent, useEffect, useRef, useState } from "react";
import { fill, useClock, useLocale, useSay, useTexts } from "../../shared/locale.ts";
import { type Ghost, nudged, useDrag } from "./drag.ts";
import type { Entry } from "./entries.ts";
import { EntryBox } from "./entry.tsx";
import type { Stretch } from "./hours.ts";
import { partOnDate, sideBySide, step, toMinute, toPixels } from "./layout.ts";
import type { Place } from "./moves.tsx";
import { movedTo, type Room, takesAny } from "./rooms.ts";
import { texts } from "./texts.ts";
import { DAY_MINUTES, dateOf, instantAt, MINUTE, minuteOf } from "./zone.ts";

/** One column of the grid: a date, of one person (null: of nobody), of all that are given, or of one room (null: of none). */
export type Column = {
  key: string;
  date: string;
  employeeId: number | null;
  all: boolean;
  room?: Room | null;
  label: string;
  closed: Stretch[];
};
type Shown = { entry: Entry; from: number; to: number };

/** A day's hours from top to bottom, people or days side by side, and everything that takes their time. */
export function TimeGrid({
  columns,
  entries,
  colourOf,
  mayCreate,
  move,
  create,
  open,
}: {
  columns: Column[];
  entries: Entry[];
  colourOf: (entry: Entry) => string;
  mayCreate: boolean;
  move: (entry: Entry, to: Place) => void;
  create: (start: number, minutes: number, at: { employeeId: number | null; roomId: number | undefined }) => void;
  open: (entry: Entry) => void;
}) {
  const text = useTexts(texts);
  const { timeZone } = useClock();
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [held, setHeld] = useState<Ghost | null>(null);
  const now = useNow();
  const inColumn = columns.map((column) => shownIn(column, entries, columns, timeZone));
  const placeOf = (key: string, column: number) => {
    const found = inColumn[column]?.find(({ entry }) => entry.key === key);
    return found ? { ...found, home: column, column } : null;
  };

  function put(ghost: Ghost) {
    const { date, employeeId, all, room } = columns[ghost.column]!;
    const { entry } = ghost;
    const start = instantAt(timeZone, date, ghost.from);
    if (!entry) {
      if (mayCreate) create(start, ghost.to - ghost.from, { employeeId: all ? null : employeeId, roomId: room?.id });
      return;
    }
    const before = placeOf(entry.key, ghost.home);
    // Somebody else took it away meanwhile.
    if (!before) return;
    const same = ghost.column === before.column && ghost.from === before.from && ghost.to === before.to;
    if (same) return;
    const length = entry.end - entry.start;
    move(entry, {
      start,
      end: start + (ghost.to - ghost.from === before.to - before.from ? length : (ghost.to - ghost.from) * MINUTE),
      employeeId: all ? entry.employeeId : employeeId,
      resources:
        room === undefined ? entry.resources : movedTo(entry.resources, columns[ghost.home]!.room?.id ?? null, room),
    });
  }
  const find = (element: HTMLElement) => {
    const column = element.closest<HTMLElement>("[data-column]")!.dataset.column;
    const found = placeOf(element.dataset.entry!, Number(column));
    // What lies over midnight is moved by its form.
    return found && dateOf(timeZone, found.entry.start) === dateOf(timeZone, found.entry.end - 1) ? found : null;
  };
  const { ghost, begin, wasDrag } = useDrag({ body, scroller, columns: columns.length, find, put });

  function click(event: MouseEvent) {
    if (wasDrag()) return;
    const target = event.target as HTMLElement;
    const key = target.closest<HTMLElement>("[data-entry]")?.dataset.entry;
    if (key) return open(entries.find((entry) => entry.key === key)!);
    const index = target.closest<HTMLElement>("[data-column]")?.dataset.column;
    if (index === undefined || !mayCreate) return;
    const from = Math.floor(toMinute(event.clientY - body.current!.getBoundingClientRect().top) / step) * step;
    put({ entry: null, home: Number(index), column: Number(index), from, to: Math.min(from + 60, DAY_MINUTES) });
  }
  function press(event: KeyboardEvent) {
    const target = event.target as HTMLElement;
    const found = target.dataset.entry ? find(target) : null;
    if (!found?.entry.movable) return;
    const from: Ghost = held && held.entry?.key === found.entry.key ? held : found;
    const next = nudged(from, event.key, event.shiftKey, columns.length);
    if (next) {
      event.preventDefault();
      setHeld(next);
    } else if (held && event.key === "Enter") {
      event.preventDefault();
      put(held);
      setHeld(null);
      focusAgain(body, held);
    } else if (held && event.key === "Escape") {
      event.stopPropagation();
      setHeld(null);
    }
  }
  useScrollToNow(scroller, columns, now, timeZone);

  const shadow = ghost ?? held;
  return (
    <section
      className="cal-scroll"
      ref={scroller}
      aria-label={text.title}
      data-many={columns.length > 3 || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a day without entries is scrolled by keyboard as well
      tabIndex={0}
    >
      <VisuallyHidden id="cal-hint">{text.hint}</VisuallyHidden>
      <Announcement held={held} columns={columns} zone={timeZone} />
      <div className="cal-head" style={{ gridTemplateColumns: templateOf(columns.length) }}>
        <div />
        {columns.map(({ key, label, date }) => (
          <div key={key} className="cal-who" data-today={date === dateOf(timeZone, now) || undefined}>
            {label}
          </div>
        ))}
      </div>
      <div className="cal-grid" style={{ gridTemplateColumns: templateOf(columns.length) }}>
        <Hours />
        {/* biome-ignore lint/a11y/noStaticElementInteractions: entries inside are buttons; free time has the button "New" */}
        <div
          ref={body}
          className="cal-body"
          style={{
            gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))`,
            gridColumn: `2 / span ${columns.length}`,
          }}
          onPointerDown={begin}
          onClick={click}
          onKeyDown={press}
          onBlur={() => setHeld(null)}
          data-dragging={ghost ? true : undefined}
        >
          {columns.map((column, index) => (
            // biome-ignore lint/a11y/useSemanticElements: a column of times is no fieldset
            <div key={column.key} className="cal-column" role="group" aria-label={column.label} data-column={index}>
              {column.closed.map(({ from, to }) => (
                <div key={`${from}`} className="cal-closed" style={boxOf(from, to)} />
              ))}
              {sideBySide(inColumn[index]!).map((placed) => (
                <EntryBox
                  key={placed.entry.key}
                  {...placed}
                  colour={colourOf(placed.entry)}
                  lifted={shadow?.entry?.key === placed.entry.key}
                />
              ))}
              {shadow?.column === index && <Shadow ghost={shadow} date={column.date} zone={timeZone} />}
              {column.date === dateOf(timeZone, now) && (
                <div className="cal-now" style={{ top: toPixels(minuteOf(timeZone, now)) }} role="presentation" />
              )}
            </div>
          ))}
        </div>
      </div>
    </section>
  );
}

const templateOf = (count: number) => `3.5rem repeat(${count}, minmax(var(--cal-column), 1fr))`;
export const boxOf = (from: number, to: number) => ({ top: toPixels(from), height: toPixels(to - from) });

function shownIn(column: Column, entries: Entry[], columns: Column[], zone: string): Shown[] {
  const rooms = (column.room ? [column] : columns).flatMap(({ room }) => (room ? [room.id] : []));
  return entries.flatMap((entry) => {
    if (!column.all && entry.employeeId !== column.employeeId) return [];
    if (column.room !== undefined && takesAny(entry, rooms) !== (column.room !== null)) return [];
    const part = partOnDate(zone, column.date, entry.start, entry.end);
    return part ? [{ entry, ...part }] : [];
  });
}

/** The hours beside the grid, as the reader's clock writes them. */
function Hours() {
  const locale = useLocale();
  const { hour12 } = useClock();
  const hour = new Intl.DateTimeFormat(locale, {
    timeZone: "UTC",
    hour: "numeric",
    ...(hour12 === undefined ? {} : { hour12 }),
  });
  return (
    <div className="cal-hours" aria-hidden>
      {Array.from({ length: 23 }, (_, index) => (
        <span key={`${index + 1}`} style={{ top: toPixels((index + 1) * 60) }}>
          {hour.format((index + 1) * 3_600_000)}
        </span>
      ))}
    </div>
  );
}

/** Where it will be when it is let go. */
function Shadow({ ghost, date, zone }: { ghost: Ghost; date: string; zone: string }) {
  const say = useSay();
  const instant = (minute: number) => new Date(instantAt(zone, date, minute)).toISOString();
  return (
    <div className="cal-ghost" style={boxOf(ghost.from, ghost.to)}>
      {say.range(instant(ghost.from), instant(ghost.to))}
    </div>
  );
}

/** Says where arrow keys have taken an entry, and how to leave it there. */
function Announcement({ held, columns, zone }: { held: Ghost | null; columns: Column[]; zone: string }) {
  const text = useTexts(texts);
  const say = useSay();
  const column = held && columns[held.column]!;
  const instant = (minute: number) => new Date(instantAt(zone, column!.date, minute)).toISOString();
  const said =
    held && fill(text.pending, { when: say.range(instant(held.from), instant(held.to)), who: column!.label });
  return (
    <div role="status" className={said ? "cal-pending" : undefined}>
      {said}
    </div>
  );
}

/** An entry that changed its column is drawn anew; whoever moved it by keyboard stays on it. */
function focusAgain(body: React.RefObject<HTMLDivElement | null>, { entry, column }: Ghost) {
  const place = `[data-column="${column}"] [data-entry="${entry!.key}"]`;
  setTimeout(() => body.current?.querySelector<HTMLElement>(place)?.focus(), 50);
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(ticking);
  }, []);
  return now;
}

/** Opens on now, or on the beginning of the day's hours. */
function useScrollToNow(
  scroller: React.RefObject<HTMLDivElement | null>,
  columns: Column[],
  now: number,
  zone: string,
) {
  const shown = columns.map(({ date }) => date).join();
  const opens = Math.min(...columns.map(({ closed }) => (closed[0]?.from === 0 ? closed[0].to : 480)), 720);
  const known = columns.some(({ closed }) => closed.length > 0);
  useEffect(() => {
    const today = columns.some(({ date }) => date === dateOf(zone, now));
    const minute = today ? Math.min(Math.max(minuteOf(zone, now) - 90, 0), 1020) : opens - 30;
    if (scroller.current) scroller.current.scrollTop = toPixels(minute);
    // Once for what is shown, and once more when the hours are known; not as time goes by.
  }, [shown, known]);
}
