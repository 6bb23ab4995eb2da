import { type ReactNode, useEffect, useRef } from "react";
import { fill } from "../../shared/locale.ts";
import { useSay } from "../say.ts";
import type { Slot } from "../slots.ts";
import { useWords } from "../texts.ts";

export type Lost = { slot: Slot; alternatives: Slot[] };

/** A time that somebody else took meanwhile, and what is open near it. */
export function LostTime({
  lost,
  onChoose,
  onOther,
}: {
  lost: Lost;
  onChoose: (slot: Slot) => void;
  onOther: () => void;
}) {
  const say = useSay();
  const words = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const when = (slot: Slot) => `${say.shortDay(slot.start)}, ${say.time(slot.start)}`;
  return (
    <div className="alert" role="alert" tabIndex={-1} ref={box}>
      <p>{fill(lost.alternatives.length > 0 ? words.lost : words.lostAll, { time: when(lost.slot) })}</p>
      <div className="nearest">
        {lost.alternatives.map((slot) => (
          <button key={slot.start} type="button" className="slot" onClick={() => onChoose(slot)}>
            {when(slot)}
          </button>
        ))}
        <button type="button" className="plain" onClick={onOther}>
          {words.otherTime}
        </button>
      </div>
    </div>
  );
}

export const Problem = ({ children }: { children: ReactNode }) => (
  <p className="alert" role="alert">
    {children}
  </p>
);
