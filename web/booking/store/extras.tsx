import { fill } from "../../shared/locale.ts";
import { useSay } from "../say.ts";
import type { Choice, Service } from "./choice.ts";
import { useStoreWords } from "./texts.ts";

type Props = { service: Service; choice: Choice; onChoice: (changes: Partial<Choice>) => void };

/** What can be added: once, or several times. */
export function Extras({ service, choice, onChoice }: Props) {
  const words = useStoreWords();
  const set = (id: number, count: number) => onChoice({ extras: { ...choice.extras, [id]: count } });
  return (
    <fieldset className="asked">
      <legend>{words.extras}</legend>
      {service.extras.map((extra) =>
        extra.maxQuantity > 1 ? (
          <div key={extra.id} className="extra">
            <Told extra={extra} currency={service.currency} />
            <Amount
              name={extra.name}
              count={choice.extras[extra.id] ?? 0}
              most={extra.maxQuantity}
              onCount={(next) => set(extra.id, next)}
            />
          </div>
        ) : (
          <label key={extra.id} className="extra">
            <Told extra={extra} currency={service.currency} />
            <input
              type="checkbox"
              checked={(choice.extras[extra.id] ?? 0) > 0}
              onChange={(event) => set(extra.id, event.target.checked ? 1 : 0)}
            />
          </label>
        ),
      )}
    </fieldset>
  );
}

function Told({ extra, currency }: { extra: Service["extras"][number]; currency: string }) {
  const say = useSay();
  const cost = [
    extra.price > 0 && `+ ${say.money(extra.price, currency)}`,
    extra.duration > 0 && `+ ${say.shortMinutes(extra.duration)}`,
  ].filter(Boolean);
  return (
    <span>
      {extra.name}
      {cost.length > 0 && <small className="quiet">{cost.join(" · ")}</small>}
    </span>
  );
}

type AmountProps = { name: string; count: number; most: number; onCount: (count: number) => void };
function Amount({ name, count, most, onCount }: AmountProps) {
  const words = useStoreWords();
  const say = useSay();
  return (
    <span className="amount">
      <button
        type="button"
        aria-label={fill(words.fewer, { name })}
        disabled={count === 0}
        onClick={() => onCount(count - 1)}
      >
        −
      </button>
      <output>{say.number(count)}</output>
      <button
        type="button"
        aria-label={fill(words.more, { name })}
        disabled={count >= most}
        onClick={() => onCount(count + 1)}
      >
        +
      </button>
    </span>
  );
}
