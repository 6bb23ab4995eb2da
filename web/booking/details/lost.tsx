import { type ReactNode, useEffect, useRef } from "react";
import { fill } from "../../shared/locale.ts";
import { useSay } from "../say.ts";
import type { Slot } from "../slots.ts";
import { useWords } from "../texts.ts";

export type Lost = {
  slot: Slot;
  alternatives: Slot[];
  /** Those of a series that are taken. */
  taken?: Slot[];
};

/** A time that somebody else took meanwhile, and what is open near it; of a series, the dates that are taken. */
export function LostTime({
  lost,
  onChoose,
  onLeaveOut,
  onOther,
}: {
  lost: Lost;
  onChoose: (slot: Slot) => void;
  /** Where others of the series remain. */
  onLeaveOut?: (() => void) | undefined;
  onOther: () => void;
}) {
  const say = useSay();
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const text = lost.taken ? words.datesTaken : lost.alternatives.length > 0 ? words.lost : words.lostAll;
  const when = (slot: Slot) => `${say.shortDay(slot.start)}, ${say.time(slot.start)}`;
  return (
    <div className="alert" role="alert" tabIndex={-1} ref={box}>
      <p>{fill(text, { time: when(lost.slot) })}</p>
      {lost.taken && <Dates slots={lost.taken} />}
      <div className="nearest">
        {lost.alternatives.map((slot) => (
          <button key={slot.start} type="button" className="slot" onClick={() => onChoose(slot)}>
            {when(slot)}
          </button>
        ))}
        {onLeaveOut && (
          <button type="button" className="slot" onClick={onLeaveOut}>
            {words.leaveOut}
          </button>
        )}
        <button type="button" className="plain" onClick={onOther}>
          {words.otherTime}
        </button>
      </div>
    </div>
  );
}

/** Every date of a series, with its time. */
export function Dates({ slots }: { slots: Slot[] }) {
  const say = useSay();
  const { dateCount } = useWords();
  return (
    <ol className="series" aria-label={fill(dateCount[slots.length === 1 ? "one" : "other"], { count: slots.length })}>
      {slots.map(({ start }) => (
        <li key={start}>
          {say.fullDay(start)}, {say.time(start)}
        </li>
      ))}
    </ol>
  );
}

export const Problem = ({ children }: { children: ReactNode }) => (
  <p className="alert" role="alert">
    {children}
  </p>
);
