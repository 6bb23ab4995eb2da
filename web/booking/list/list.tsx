import { Face, lengthsOf } from "../about.tsx";
import { placeInWords } from "../details/form.ts";
import { Icon } from "../icons.tsx";
import { type EventType, type ListPage, within } from "../page.ts";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";

/** A person or a team, and what can be booked with them. */
export function List({ page }: { page: ListPage }) {
  const words = useWords();
  return (
    <>
      <section className="profile">
        <Face name={page.name} url={page.imageUrl} />
        <h1>{page.name}</h1>
        {page.bio && <p className="description">{page.bio}</p>}
      </section>
      {page.types.length === 0 ? (
        <p className="profile">{words.nothing}</p>
      ) : (
        <>
          <h2 className="hidden">{words.offered}</h2>
          <ul className="offers">
            {page.types.map((type) => (
              <li key={type.id}>
                <Offer type={type} href={within(`${page.path}/${type.slug}`)} />
              </li>
            ))}
          </ul>
        </>
      )}
      {page.members.length > 0 && <Members page={page} />}
    </>
  );
}

function Offer({ type, href }: { type: EventType; href: string }) {
  const say = useSay();
  const words = useWords();
  const lengths = say.list(
    lengthsOf(type).map(lengthsOf(type).length > 1 ? say.shortMinutes : say.minutes),
    "disjunction",
  );
  const place = type.locations[0] && placeInWords(type.locations[0], words);
  return (
    <a className="card offer" href={href}>
      <h3>{type.title}</h3>
      <p className="quiet">
        {[lengths, type.price > 0 ? say.money(type.price, type.currency) : words.free, place]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {type.description && <p className="description">{type.description}</p>}
      <Icon name="next" />
    </a>
  );
}

function Members({ page: { members } }: { page: ListPage }) {
  const words = useWords();
  return (
    <section className="members" aria-labelledby="members">
      <h2 id="members">{words.members}</h2>
      <ul>
        {members.map(({ name, username, avatarUrl }) => (
          <li key={username ?? name}>
            <Face name={name} url={avatarUrl} />
            {username ? <a href={within(`/${username}`)}>{name}</a> : name}
          </li>
        ))}
      </ul>
    </section>
  );
}
