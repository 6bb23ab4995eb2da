import { useEffect, useRef } from "react";
import { downloadAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { addressOf } from "../../shared/api.ts";
import { fill } from "../../shared/locale.ts";
import { entryInGoogle, entryInOutlook } from "../calendar.ts";
import { CalendarLinks, Onward } from "../done.tsx";
import { Icon } from "../icons.tsx";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";
import { placeInWords, type Shop } from "./choice.ts";
import type { Appointment } from "./service.tsx";
import { useStoreWords } from "./texts.ts";

type Props = { booking: Appointment; store: Shop; again: string | null; moved: boolean };

/** What was booked, and what can be done with it. */
export function Booked({ booking, store, again, moved }: Props) {
  const common = useWords();
  const words = useStoreWords();
  const heading = useRef<HTMLHeadingElement>(null);
  const pending = booking.status === "pending";
  const title = moved ? common.moved : pending ? common.requested : common.booked;
  useEffect(() => {
    heading.current?.focus();
    scrollTo(0, 0);
    document.title = `${title}: ${booking.service.name}`;
  }, [title, booking.service.name]);
  const email = booking.customer?.email;
  return (
    <div className="card done">
      <span className={`mark${pending ? " pending" : ""}`}>
        <Icon name={pending ? "clock" : "check"} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>
        {pending && fill(common.requestedText, { host: store.name })} {email && fill(common.sent, { email })}
      </p>
      <p className="what">{booking.service.name}</p>
      <Facts booking={booking} store={store} />
      {!pending && <Calendars booking={booking} store={store} />}
      <div className="actions">
        <Onward href={`/appointments/${booking.uid}`} words={words.look} />
        {again && (
          <a className="button plain" href={again}>
            {common.bookAnother}
          </a>
        )}
      </div>
    </div>
  );
}

function Facts({ booking, store }: Pick<Props, "booking" | "store">) {
  const say = useSay();
  const common = useWords();
  const words = useStoreWords();
  const { extras, employee, price, depositAmount, currency, visit } = booking;
  const where = placeOf(booking, store);
  return (
    <dl>
      <dt>{common.when}</dt>
      <dd>
        <strong>{say.fullDay(booking.startTime)}</strong>
        <br />
        {say.range(booking.startTime, booking.endTime)} <span className="quiet">({say.zoneInWords})</span>
      </dd>
      {visit && (
        <>
          <dt>{words.services}</dt>
          <dd>
            <ol className="plain">
              {visit.map((part) => (
                <li key={part.uid}>
                  {say.time(part.startTime)} {[part.service.name, part.employee?.name].filter(Boolean).join(" · ")}
                </li>
              ))}
            </ol>
          </dd>
        </>
      )}
      {extras.length > 0 && (
        <>
          <dt>{words.extras}</dt>
          <dd>{say.list(extras.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)))}</dd>
        </>
      )}
      {employee && !visit && (
        <>
          <dt>{common.who}</dt>
          <dd>{employee.name}</dd>
        </>
      )}
      {where && (
        <>
          <dt>{words.where}</dt>
          <dd>{where}</dd>
        </>
      )}
      {price > 0 && (
        <>
          <dt>{common.price}</dt>
          <dd>
            {say.money(price, currency)}
            {depositAmount > 0 && (
              <span className="quiet">
                {" "}
                ({words.deposit}: {say.money(depositAmount, currency)})
              </span>
            )}
          </dd>
        </>
      )}
    </dl>
  );
}

function placeOf({ location }: Appointment, { locations, address }: Shop): string | null {
  const place = location && locations.find(({ id }) => id === location.id);
  return place ? placeInWords(place) : (location?.name ?? address);
}

function Calendars({ booking, store }: Pick<Props, "booking" | "store">) {
  const entry = {
    title: `${booking.service.name} · ${store.name}`,
    start: booking.startTime,
    end: booking.endTime,
    place: placeOf(booking, store) ?? "",
    details: "",
  };
  const file = addressOf(downloadAppointment, { uid: booking.uid });
  return <CalendarLinks file={file} google={entryInGoogle(entry)} outlook={entryInOutlook(entry)} />;
}
