import { useEffect } from "react";
import { fill } from "../../shared/locale.ts";
import { Face } from "../about.tsx";
import { Icon } from "../icons.tsx";
import { isFramed, type StorePage } from "../page.ts";
import { placeInWords } from "./choice.ts";
import { Hours, OpenNow } from "./hours.tsx";
import { Rating, Reviews } from "./reviews.tsx";
import { Services } from "./services.tsx";
import { useStoreWords } from "./texts.ts";

/** A business as its customers see it: who it is, what can be booked, where and when it is there. */
export function StoreFront({ page }: { page: StorePage }) {
  const { store } = page;
  const words = useStoreWords();
  useEffect(() => {
    document.title = `${store.name} · ${words.bookable}`;
  }, [store.name, words]);
  return (
    <>
      {!isFramed && <Hero page={page} />}
      <div className="store">
        <div>
          {store.services.length > 0 ? (
            <Services store={store} />
          ) : (
            <p className="nothing">{fill(words.none, { host: store.name })}</p>
          )}
        </div>
        {!isFramed && (
          <aside>
            <Places store={store} />
            <Hours page={page} />
            <Team store={store} />
          </aside>
        )}
      </div>
      {!isFramed && <Reviews page={page} />}
    </>
  );
}

function Hero({ page }: { page: StorePage }) {
  const { store } = page;
  return (
    <header className="hero">
      {store.logoUrl && <img src={store.logoUrl} alt="" height={72} />}
      <div>
        <h1>{store.name}</h1>
        <div className="heroFacts">
          {store.rating && <Rating rating={store.rating} />}
          <OpenNow page={page} />
          {store.address && (
            <p>
              <Icon name="pin" />
              {store.address}
            </p>
          )}
          {store.phone && (
            <p>
              <Icon name="phone" />
              <a href={`tel:${store.phone.replace(/[^+\d]/g, "")}`}>{store.phone}</a>
            </p>
          )}
        </div>
        {store.description && <p className="description">{store.description}</p>}
      </div>
    </header>
  );
}

function Places({ store: { locations, address } }: Pick<StorePage, "store">) {
  const words = useStoreWords();
  // One place at the address above needs no list.
  if (locations.length === 0 || (locations.length === 1 && locations[0]!.address === address)) return null;
  return (
    <section className="side" aria-labelledby="places">
      <h2 id="places">{words.places}</h2>
      <ul>
        {locations.map((place) => (
          <li key={place.id}>
            <span>
              {placeInWords(place)}
              {place.phone && (
                <>
                  <br />
                  <a href={`tel:${place.phone.replace(/[^+\d]/g, "")}`}>{place.phone}</a>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Team({ store: { employees } }: Pick<StorePage, "store">) {
  const words = useStoreWords();
  const shown = employees.filter(({ serviceIds }) => serviceIds.length > 0);
  if (shown.length === 0) return null;
  return (
    <section className="side" aria-labelledby="team">
      <h2 id="team">{words.team}</h2>
      <ul className="team">
        {shown.map(({ id, name, role, bio, photoUrl }) => (
          <li key={id}>
            <Face name={name} url={photoUrl} />
            <span>
              <strong>{name}</strong>
              {role && <span className="quiet">{role}</span>}
              {bio && <span className="quiet bio">{bio}</span>}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
