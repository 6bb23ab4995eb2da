import { type ComponentType, type ReactNode, useEffect, useMemo, useState } from "react";
import { fill, type Locale, LocaleProvider } from "../shared/locale.ts";
import type { BookerProps } from "./booker.tsx";
import { tell, tellEscape, tellSize } from "./framed.ts";
import { List } from "./list/list.tsx";
import { type BookingPage, type Front, isFramed, isOfStore, root, search } from "./page.ts";
import { rememberClock, rememberedClock } from "./remembered.ts";
import { ownZone, SayProvider, sayAs, tagFor, usualClock } from "./say.ts";
import type { StoreProps } from "./store/pages.tsx";
import { useWords } from "./texts.ts";

type Props = {
  page: BookingPage;
  locale: Locale;
  /** What shows the pages of a business, where this is one. */
  Store: ComponentType<StoreProps> | null;
  /** What books and moves meetings, elsewhere. */
  Booker: ComponentType<BookerProps> | null;
};
export function App({ page, locale, Store, Booker }: Props) {
  const [zone, setZone] = useState(() => firstZone(page));
  const [chosenClock, setChosenClock] = useState(rememberedClock);
  const tag = tagFor(locale, zone);
  const hour12 = chosenClock ?? usualClock(tag);
  const say = useMemo(() => sayAs({ tag, zone, hour12 }), [tag, zone, hour12]);
  useEffect(() => {
    tell({ type: "ready", title: document.title });
    const ends = [tellEscape(), tellSize(root())];
    return () => {
      for (const end of ends) end();
    };
  }, []);
  const onHour12 = (next: boolean) => {
    rememberClock(next);
    setChosenClock(next);
  };
  return (
    <LocaleProvider value={locale}>
      <SayProvider value={say}>
        <Frame front={page.front} titled={page.kind !== "store"}>
          {isOfStore(page) ? (
            Store && <Store page={page} clock={{ hour12, onHour12 }} />
          ) : page.kind === "list" ? (
            <List page={page} />
          ) : page.type === null ? (
            <Gone host={page.front.name} />
          ) : (
            <>
              {Booker && <Booker page={page} type={page.type} clock={{ zone, onZone: setZone, hour12, onHour12 }} />}
              {page.kind === "offer" && page.type.isInstantEvent && !isFramed && <Now path={page.path} />}
            </>
          )}
        </Frame>
      </SayProvider>
    </LocaleProvider>
  );
}

/** The zone that a link asks for, the host's where it may not be changed, else where the visitor is. */
function firstZone(page: BookingPage): string {
  if (page.kind === "moveAppointment") return page.zone;
  // Where somebody goes to, it is as late as it is there.
  if (isOfStore(page) || page.kind === "list") return page.front.timeZone;
  if (page.type?.lockTimeZone) return page.zone;
  const wanted = search.get("zone");
  return wanted && isZone(wanted) ? wanted : ownZone();
}

function isZone(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** The business's name above, how to reach it below; within another site's page neither. */
function Frame({ front, titled, children }: { front: Front; titled: boolean; children: ReactNode }) {
  if (isFramed) return <main className="page">{children}</main>;
  return (
    <div className="page">
      {titled && (
        <header className="top">
          <a href={`/b/${front.subdomain}`}>
            {front.logoUrl && <img src={front.logoUrl} alt="" height={32} />}
            {front.name}
          </a>
        </header>
      )}
      <main>{children}</main>
      <footer className="bottom">
        <span>{front.name}</span>
        {front.address && <span>{front.address}</span>}
        {front.phone && <a href={`tel:${front.phone.replace(/[^+\d]/g, "")}`}>{front.phone}</a>}
        {front.email && <a href={`mailto:${front.email}`}>{front.email}</a>}
      </footer>
    </div>
  );
}

const Now = ({ path }: { path: string }) => {
  const words = useWords();
  return (
    <p className="now">
      <a className="button" href={`${path}/now`}>
        {words.now}
      </a>
    </p>
  );
};

/** A booking of what is no longer offered: there are no times to move it to. */
function Gone({ host }: { host: string }) {
  const words = useWords();
  return (
    <div className="card done">
      <h1>{words.moving}</h1>
      <p>{fill(words.cannotMove, { host })}</p>
    </div>
  );
}
