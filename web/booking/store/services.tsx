import { useMemo, useState } from "react";
import { fill } from "../../shared/locale.ts";
import { within } from "../page.ts";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";
import type { Service, Shop } from "./choice.ts";
import { useStoreWords } from "./texts.ts";

/** From so many on, looking for one by name is quicker than reading. */
const many = 9;
const bare = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** By category, in the order in which the first service of each comes. */
export function Services({ store }: { store: Shop }) {
  const words = useStoreWords();
  const [wanted, setWanted] = useState("");
  const found = useMemo(() => {
    const sought = bare(wanted.trim());
    return store.services.filter(({ name, description, category }) =>
      bare(`${name} ${description ?? ""} ${category?.name ?? ""}`).includes(sought),
    );
  }, [store, wanted]);
  const groups = byCategory(found);
  return (
    <section aria-labelledby="services">
      <h2 id="services">{words.services}</h2>
      {store.services.length >= many && (
        <input
          type="search"
          className="find"
          aria-label={words.find}
          placeholder={words.find}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
      )}
      <div aria-live="polite">
        {found.length === 0 && <p className="quiet">{words.noMatch}</p>}
        {groups.map(([name, services]) => (
          <div key={name} className="category">
            {(name !== "" || groups.length > 1) && <h3>{name || words.other}</h3>}
            <ul className="offers">
              {services.map((service) => (
                <li key={service.id}>
                  <Offer service={service} href={within(`/b/${store.subdomain}/${service.slug}`)} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

function byCategory(services: Service[]): [name: string, services: Service[]][] {
  // Not Map.groupBy: browsers of last year's phones do not have it.
  const groups = new Map<string, Service[]>();
  for (const service of services) {
    const name = service.category?.name ?? "";
    groups.set(name, [...(groups.get(name) ?? []), service]);
  }
  return [...groups];
}

function Offer({ service, href }: { service: Service; href: string }) {
  const say = useSay();
  const words = useWords();
  const store = useStoreWords();
  const { name, description, imageUrl, duration, price, currency } = service;
  return (
    <a className={`card service${imageUrl ? " pictured" : ""}`} href={href}>
      {imageUrl && <img src={imageUrl} alt="" width={88} height={88} loading="lazy" />}
      <span className="serviceText">
        <strong>{name}</strong>
        {description && <span className="description">{description}</span>}
        <span className="terms">
          <span>{say.minutes(duration)}</span>
          {service.enableGroupBooking && <span>{fill(store.group, { count: service.maxCapacity })}</span>}
          <strong>{price > 0 ? say.money(price, currency) : words.free}</strong>
        </span>
      </span>
    </a>
  );
}
