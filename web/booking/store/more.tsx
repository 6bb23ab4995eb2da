import { useRef, useState } from "react";
import { fill } from "../../shared/locale.ts";
import { Icon } from "../icons.tsx";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";
import { type Choice, type Service, totalOf } from "./choice.ts";
import { Extras } from "./extras.tsx";
import { useStoreWords } from "./texts.ts";
import type { useAdded } from "./visit.ts";

type Props = { choice: Choice; visit: ReturnType<typeof useAdded> };

/** What else is to be done while one is there: the services that were added, and those that can be. */
export function More({ choice, visit }: Props) {
  const words = useStoreWords();
  const common = useWords();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { added, offered, known, failed } = visit;
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <section className="asked more" aria-label={words.alsoBooked}>
      {added.length > 0 && <h2 className="legend">{words.alsoBooked}</h2>}
      {added.map(({ service, extras }) => (
        <div key={service.id} className="added">
          <div className="extra">
            <Told service={service} choice={{ ...choice, extras }} />
            <button
              type="button"
              className="plain"
              aria-label={fill(words.remove, { name: service.name })}
              onClick={() => {
                visit.remove(service.id);
                button.current?.focus();
              }}
            >
              ×
            </button>
          </div>
          {service.extras.length > 0 && (
            <Extras
              service={service}
              choice={{ ...choice, extras }}
              onChoice={(changes) => changes.extras && visit.setExtras(service.id, changes.extras)}
            />
          )}
        </div>
      ))}
      {added.length > 0 && <p className="quiet">{words.inOrder}</p>}
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
          visit.load();
        }}
      >
        <Icon name="plus" />
        {words.addService}
      </button>
      {isOpen && (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields; these add one
        <div className="offered" role="group" aria-label={words.addService}>
          {failed ? (
            <p role="alert">{common.failed}</p>
          ) : !known ? (
            <p className="quiet">{common.loading}</p>
          ) : offered.length === 0 ? (
            <p className="quiet">{words.noneFits}</p>
          ) : (
            offered.map((service) => (
              <button
                key={service.id}
                type="button"
                className="extra"
                onClick={() => {
                  visit.add(service.id);
                  close();
                }}
              >
                <Told service={service} choice={{ ...choice, extras: {} }} />
                <Icon name="plus" />
              </button>
            ))
          )}
        </div>
      )}
    </section>
  );
}

function Told({ service, choice }: { service: Service; choice: Choice }) {
  const say = useSay();
  const words = useWords();
  const { minutes, price } = totalOf(service, choice);
  return (
    <span>
      {service.name}
      <small className="quiet">
        {[say.shortMinutes(minutes), price > 0 ? say.money(price, service.currency) : words.free].join(" · ")}
      </small>
    </span>
  );
}
