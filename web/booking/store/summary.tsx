import { Fragment } from "react";
import { fill } from "../../shared/locale.ts";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";
import { type Choice, extrasOf, placeInWords, type Service, type Shop, type totalOf } from "./choice.ts";
import { useStoreWords } from "./texts.ts";
import type { Added } from "./visit.ts";

type Props = { store: Shop; service: Service; choice: Choice; added: Added[]; total: ReturnType<typeof totalOf> };

/** Every line of what is about to be booked, what it costs, and what holds for changing one's mind. */
export function Summary({ store, service, choice, added, total }: Props) {
  const say = useSay();
  const common = useWords();
  const words = useStoreWords();
  const money = (amount: number) => (amount > 0 ? say.money(amount, service.currency) : common.free);
  const person = store.employees.find(({ id }) => id === choice.employeeId);
  const place = store.locations.find(({ id }) => id === choice.locationId);
  const all = [{ service, extras: choice.extras }, ...added];
  const several = added.length > 0 || extrasOf(service, choice).length > 0;
  return (
    <section className="summary" aria-labelledby="summaryName">
      <h3 id="summaryName">{words.yourVisit}</h3>
      <ul>
        {all.map((one) => (
          <Fragment key={one.service.id}>
            <Line name={one.service.name} amount={money(one.service.price)} hint={say.minutes(one.service.duration)} />
            {extrasOf(one.service, { ...choice, extras: one.extras }).map(({ id, name, quantity, price, duration }) => (
              <Line
                key={id}
                name={quantity > 1 ? `${say.number(quantity)} × ${name}` : name}
                amount={money(price * quantity)}
                hint={duration > 0 ? say.minutes(duration * quantity) : null}
              />
            ))}
          </Fragment>
        ))}
      </ul>
      <dl>
        {several && <Sum name={words.total} amount={money(total.price)} strong />}
        {total.deposit > 0 && <Sum name={words.deposit} amount={money(total.deposit)} />}
      </dl>
      <p className="quiet">{[person?.name, place ? placeInWords(place) : store.address].filter(Boolean).join(" · ")}</p>
      <p className="quiet">{rule(store, words, say)}</p>
    </section>
  );
}

const Line = ({ name, amount, hint }: { name: string; amount: string; hint: string | null }) => (
  <li>
    <span>
      {name}
      {hint && <small className="quiet">{hint}</small>}
    </span>
    <span>{amount}</span>
  </li>
);

const Sum = ({ name, amount, strong }: { name: string; amount: string; strong?: boolean }) => (
  <div className={strong ? "strong" : undefined}>
    <dt>{name}</dt>
    <dd>{amount}</dd>
  </div>
);

function rule(store: Shop, words: ReturnType<typeof useStoreWords>, say: ReturnType<typeof useSay>): string {
  const { allowOnlineCancellation, allowOnlineRescheduling, cancellationNotice } = store;
  if (!allowOnlineCancellation || !allowOnlineRescheduling) return fill(words.cannotCancel, { host: store.name });
  return cancellationNotice > 0 ? fill(words.canCancel, { time: say.minutes(cancellationNotice) }) : words.canAlways;
}
