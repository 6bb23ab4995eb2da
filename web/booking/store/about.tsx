import type { ReactNode } from "react";
import { fill } from "../../shared/locale.ts";
import { Face, Fact } from "../about.tsx";
import { Icon } from "../icons.tsx";
import { useSay } from "../say.ts";
import type { Slot } from "../slots.ts";
import { useWords } from "../texts.ts";
import { addressOf, type Choice, type Service, type Shop, staffFor, type totalOf } from "./choice.ts";
import { Extras } from "./extras.tsx";
import { useStoreWords } from "./texts.ts";
import type { Added } from "./visit.ts";

type Props = {
  store: Shop;
  service: Service;
  /** What else is booked in the same visit. */
  added: Added[];
  choice: Choice;
  total: ReturnType<typeof totalOf>;
  slot: Slot | null;
  back: string | null;
  /** null: what was chosen is settled. */
  onChoice: ((changes: Partial<Choice>) => void) | null;
  children?: ReactNode;
};

/** What it is and what goes with it. It stays in view while the rest changes. */
export function AboutService({ store, service, added, choice, total, slot, back, onChoice, children }: Props) {
  const say = useSay();
  const common = useWords();
  const words = useStoreWords();
  const { name, description, imageUrl, currency } = service;
  return (
    <section className={`about${onChoice ? "" : " settled"}`} aria-label={name}>
      {back && (
        <a className="back" href={back}>
          <Icon name="previous" />
          {words.allServices}
        </a>
      )}
      {imageUrl && <img className="picture" src={imageUrl} alt="" width={304} height={171} />}
      <p className="who">{store.name}</p>
      <h1 className="title">{onChoice ? name : [name, ...added.map((one) => one.service.name)].join(", ")}</h1>
      {slot && (
        <Fact icon="calendar" strong>
          <span className="line">{say.fullDay(slot.start)}</span>
          <span className="line">{say.range(slot.start, slot.end)}</span>
        </Fact>
      )}
      <Fact icon="clock">{say.minutes(total.minutes)}</Fact>
      <Fact icon="price">{total.price > 0 ? say.money(total.price, currency) : common.free}</Fact>
      {service.enableGroupBooking && <Fact icon="people">{fill(words.group, { count: service.maxCapacity })}</Fact>}
      {service.requiresConfirmation && <Fact icon="check">{fill(common.needsApproval, { host: store.name })}</Fact>}
      {onChoice ? (
        <>
          {service.extras.length > 0 && <Extras service={service} choice={choice} onChoice={onChoice} />}
          <Place store={store} service={service} choice={choice} onChoice={onChoice} />
          <Staff store={store} service={service} choice={choice} onChoice={onChoice} />
        </>
      ) : null}
      {children}
      {description && <p className="description">{description}</p>}
    </section>
  );
}

type Asked = { store: Shop; service: Service; choice: Choice; onChoice: (changes: Partial<Choice>) => void };

function Place({ store, service, choice, onChoice }: Asked) {
  const words = useStoreWords();
  if (service.locationId !== null || store.locations.length < 2) return null;
  const chosen = store.locations.find(({ id }) => id === choice.locationId);
  return (
    <div className="asked">
      <label htmlFor="place">{words.where}</label>
      <select
        id="place"
        value={String(choice.locationId)}
        onChange={(event) => onChoice({ locationId: Number(event.target.value) })}
      >
        {store.locations.map((place) => (
          <option key={place.id} value={place.id}>
            {place.name}
          </option>
        ))}
      </select>
      {chosen && <small className="quiet">{addressOf(chosen)}</small>}
    </div>
  );
}

function Staff({ store, service, choice, onChoice }: Asked) {
  const words = useStoreWords();
  const able = staffFor(store, service, choice.locationId);
  if (able.length < 2) return null;
  const person = (id: number | null, name: string, face: ReactNode) => (
    <label key={id ?? 0} className="person">
      <input
        type="radio"
        name="staff"
        className="hidden"
        checked={choice.employeeId === id}
        onChange={() => onChoice({ employeeId: id })}
      />
      {face}
      <span>{name}</span>
    </label>
  );
  return (
    <fieldset className="asked people">
      <legend>{words.staff}</legend>
      {person(
        null,
        words.anyone,
        <span className="face any" aria-hidden="true">
          <Icon name="people" />
        </span>,
      )}
      {able.map(({ id, name, photoUrl }) => person(id, name, <Face name={name} url={photoUrl} />))}
    </fieldset>
  );
}
