import { type FormEvent, useId, useState } from "react";
import { ApiError } from "../../shared/api.ts";
import { fill } from "../../shared/locale.ts";
import { useSay } from "../say.ts";
import { forgetSlots, type Slot } from "../slots.ts";
import { useWords } from "../texts.ts";
import { type Lost, LostTime, Problem } from "./lost.tsx";
import { alternativesIn } from "./send.ts";

type Props<Moved> = {
  before: { startTime: string; endTime: string };
  host: string;
  slot: Slot;
  /** The page of what is moved, for whoever leaves it where it is. */
  keep: string;
  /** Whether the host is told why. */
  asksReason?: boolean;
  send: (slot: Slot, reason: string) => Promise<Moved>;
  onSlot: (slot: Slot) => void;
  onBack: () => void;
  onDone: (moved: Moved) => void;
};

/** From the old time to the new one: nothing changes before this is sent. */
export function MoveForm<Moved>(props: Props<Moved>) {
  // The plain page below has a field of this name, and its label must not be read here too.
  const id = useId();
  const { before, slot, keep, asksReason = false, onBack } = props;
  const say = useSay();
  const words = useWords();
  const { lost, problem, busy, reason, setReason, choose, submit } = useMoving(props);
  return (
    <section className="details" aria-labelledby="moveName">
      <h2 id="moveName">{words.moveNow}</h2>
      {lost && <LostTime lost={lost} onChoose={choose} onOther={onBack} />}
      <form onSubmit={submit}>
        <dl>
          <dt>{words.before}</dt>
          <dd>
            <s>
              {say.fullDay(before.startTime)}, {say.range(before.startTime, before.endTime)}
            </s>
          </dd>
          <dt>{words.newTime}</dt>
          <dd>
            {say.fullDay(slot.start)}, {say.range(slot.start, slot.end)}
          </dd>
        </dl>
        {asksReason && (
          <div className="field">
            <label htmlFor={id}>
              {words.reason} <span className="quiet">({words.optional})</span>
            </label>
            <textarea
              id={id}
              rows={2}
              maxLength={1000}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
        )}
        {problem && <Problem>{problem}</Problem>}
        <div className="actions">
          <button type="submit" className="first" disabled={busy || lost !== null}>
            {busy ? words.sending : words.moveNow}
          </button>
          <button type="button" onClick={onBack}>
            {words.changeTime}
          </button>
          <a className="button plain" href={keep}>
            {words.keep}
          </a>
        </div>
      </form>
    </section>
  );
}

function useMoving<Moved>({ host, slot, send, onSlot, onDone }: Props<Moved>) {
  const words = useWords();
  const [reason, setReason] = useState("");
  const [lost, setLost] = useState<Lost | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      onDone(await send(slot, reason));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const alternatives = alternativesIn(error);
      forgetSlots();
      if (alternatives.length > 0) setLost({ slot, alternatives });
      else setProblem(error.status === 0 ? words.offline : fill(words.cannotMove, { host }));
    } finally {
      setBusy(false);
    }
  };
  const choose = (next: Slot) => {
    setLost(null);
    onSlot(next);
  };
  return { reason, setReason, lost, problem, busy, choose, submit };
}
