import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { fill } from "../../shared/locale.ts";
import { dateIn, monthOf, plusMonths } from "../dates.ts";
import { useSay } from "../say.ts";
import { type Days, firstOpenMonth, type Slot, useMonth, type Wish } from "../slots.ts";
import { useWords } from "../texts.ts";
import { Month } from "./month.tsx";
import { Times } from "./times.tsx";

export type Clock = { hour12: boolean; onHour12: (hour12: boolean) => void };
type Props = {
  wish: Wish;
  host: string;
  weekStart: number;
  clock: Clock;
  /** The last date that can be booked, where that is known; beyond a year nothing is looked for. */
  lastDay?: string;
  /** What was chosen before, or by a link. */
  day: string | null;
  /** A start that is no choice: the booking that is moved has it. */
  without: string | undefined;
  onDay: (day: string | null) => void;
  onChoose: (slot: Slot) => void;
  /** What else there is to do, below the times. */
  children?: ReactNode;
};

/** A day, then a time. The first open day is chosen already. */
export function Choose({ wish, host, weekStart, clock, lastDay, day, without, onDay, onChoose, children }: Props) {
  const say = useSay();
  const today = dateIn(wish.timeZone, Date.now());
  const [month, setMonth] = useState(monthOf(day ?? today));
  const [nothing, setNothing] = useState(false);
  const horizon = lastDay ? monthOf(lastDay) : plusMonths(monthOf(today), 12);
  const { days: found, failed, again } = useMonth(wish, month);
  const days = useMemo(() => found && leftOut(found, without), [found, without]);
  const wishText = JSON.stringify(wish);
  // Who turns to another month meanwhile is not taken back to the first open one.
  const turned = useRef(false);
  useEffect(() => {
    let left = false;
    turned.current = false;
    setNothing(false);
    if (day === null)
      firstOpenMonth(wish, monthOf(today), horizon).then(
        (open) => left || (open ? turned.current || setMonth(open) : setNothing(true)),
        () => undefined,
      );
    return () => {
      left = true;
    };
  }, [wishText]);
  const shown = day && days?.[day] ? day : (Object.keys(days ?? {}).sort()[0] ?? null);
  const later = useLater(wish, month, horizon, days !== null && shown === null);
  const slots = shown ? days![shown]! : [];
  const turn = (to: string) => {
    turned.current = true;
    setMonth(to);
    onDay(null);
  };
  return (
    <>
      <Month
        month={month}
        last={later === null ? month : horizon}
        days={days}
        day={shown}
        weekStart={weekStart}
        onDay={onDay}
        onMonth={turn}
      />
      {failed ? (
        <Failed again={again} />
      ) : shown ? (
        <Times day={shown} slots={slots} hour12={clock.hour12} onHour12={clock.onHour12} onChoose={onChoose}>
          {children}
        </Times>
      ) : days === null ? (
        <Waiting />
      ) : (
        <Empty month={month} host={host} nothing={nothing} later={later} onLater={turn} say={say}>
          {children}
        </Empty>
      )}
    </>
  );
}

/** After a month with nothing open, the next that has something; so nobody turns pages for ever. */
function useLater(wish: Wish, month: string, horizon: string, empty: boolean): string | null | undefined {
  const [found, setFound] = useState<{ after: string; later: string | null } | null>(null);
  useEffect(() => {
    if (!empty) return;
    let left = false;
    firstOpenMonth(wish, plusMonths(month, 1), horizon).then(
      (later) => left || setFound({ after: month, later }),
      () => undefined,
    );
    return () => {
      left = true;
    };
  }, [JSON.stringify(wish), month, horizon, empty]);
  return empty && found?.after === month ? found.later : undefined;
}

const leftOut = (days: Days, start: string | undefined): Days =>
  start === undefined
    ? days
    : Object.fromEntries(
        Object.entries(days)
          .map(([date, slots]) => [date, slots.filter((slot) => slot.start !== start)] as const)
          .filter(([, slots]) => slots.length > 0),
      );

const Aside = ({ children }: { children: ReactNode }) => (
  <section className="times" aria-live="polite">
    {children}
  </section>
);

/** As many places as there will be times, so that nothing moves. */
function Waiting() {
  const words = useWords();
  return (
    <Aside>
      <p className="hidden">{words.loading}</p>
      <div className="slots" aria-hidden="true">
        {Array.from({ length: 7 }, (_, index) => (
          <div key={index} className="slot waiting" />
        ))}
      </div>
    </Aside>
  );
}

function Failed({ again }: { again: () => void }) {
  const words = useWords();
  return (
    <section className="times" role="alert">
      <p>{words.failed}</p>
      <button type="button" onClick={again}>
        {words.again}
      </button>
    </section>
  );
}

type EmptyProps = {
  month: string;
  host: string;
  nothing: boolean;
  /** Where something is open again: null for nowhere, undefined while that is looked for. */
  later: string | null | undefined;
  onLater: (month: string) => void;
  say: ReturnType<typeof useSay>;
  children?: ReactNode;
};
function Empty({ month, host, nothing, later, onLater, say, children }: EmptyProps) {
  const words = useWords();
  return (
    <Aside>
      <p>
        {nothing
          ? fill(words.nothingAhead, { host })
          : fill(later === null ? words.noneLater : words.noneInMonth, { month: say.month(month) })}
      </p>
      {!nothing && later && (
        <button type="button" onClick={() => onLater(later)}>
          {fill(words.look, { month: say.month(later) })}
        </button>
      )}
      {children}
    </Aside>
  );
}
