import type { ReactNode } from "react";
import { fill } from "../../shared/locale.ts";
import { useSay } from "../say.ts";
import type { Slot } from "../slots.ts";
import { useWords } from "../texts.ts";

type Props = {
  day: string;
  slots: Slot[];
  hour12: boolean;
  onHour12: (hour12: boolean) => void;
  onChoose: (slot: Slot) => void;
  children?: ReactNode;
};

/** A day's open starts. One press chooses: what it takes is asked next. */
export function Times({ day, slots, hour12, onHour12, onChoose, children }: Props) {
  const say = useSay();
  const words = useWords();
  return (
    <section className="times" aria-labelledby="timesName">
      <header className="timesHead">
        <h2 id="timesName">
          <span className="hidden">{fill(words.timesOn, { day: "" }).trim()} </span>
          {say.narrowDate(day)}
        </h2>
        <ClockChoice hour12={hour12} onHour12={onHour12} />
      </header>
      <ul className="slots">
        {slots.map((slot) => (
          <li key={slot.start}>
            <button type="button" className="slot" onClick={() => onChoose(slot)}>
              <span>{say.time(slot.start)}</span>
              {slot.seatsLeft !== undefined && <small>{seatsInWords(slot.seatsLeft, words)}</small>}
            </button>
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}

export const seatsInWords = (count: number, { seats }: ReturnType<typeof useWords>) =>
  fill(count === 1 ? seats.one : seats.other, { count });

function ClockChoice({ hour12, onHour12 }: Pick<Props, "hour12" | "onHour12">) {
  const words = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: two buttons, no form
    <div className="switch" role="group" aria-label={words.clock}>
      <button type="button" aria-pressed={hour12} onClick={() => onHour12(true)}>
        {words.clock12}
      </button>
      <button type="button" aria-pressed={!hour12} onClick={() => onHour12(false)}>
        {words.clock24}
      </button>
    </div>
  );
}
