import { useEffect, useRef } from "react";
import { fill } from "../shared/locale.ts";
import { calendarFile, googleCalendar, outlookCalendar } from "./calendar.ts";
import type { Done as Result } from "./details/details.tsx";
import { Icon } from "./icons.tsx";
import { isFramed } from "./page.ts";
import { useSay } from "./say.ts";
import { useWords } from "./texts.ts";

type Props = { done: Result; host: string; moved: boolean; again: string | null };

/** What was booked, and what can be done with it. */
export function Done({ done: { booking, count }, host, moved, again }: Props) {
  const words = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    scrollTo(0, 0);
  }, []);
  const pending = booking.status === "pending";
  const title = moved ? words.moved : pending ? words.requested : words.booked;
  useEffect(() => {
    document.title = `${title}: ${booking.title}`;
  }, [title, booking.title]);
  const here = `/booking/${booking.seatUid ?? booking.uid}`;
  const booker = booking.attendees.find(({ guest, email }) => !guest && email !== "");
  return (
    <div className="card done">
      <span className={`mark${pending ? " pending" : ""}`}>
        <Icon name={pending ? "clock" : "check"} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {(pending || booker) && (
        <p>
          {pending && fill(words.requestedText, { host })} {booker && fill(words.sent, { email: booker.email })}
        </p>
      )}
      <p className="what">{booking.title}</p>
      <Summary booking={booking} host={host} count={count} />
      {!pending && (
        <CalendarLinks
          file={calendarFile(booking, count > 1)}
          google={googleCalendar(booking)}
          outlook={outlookCalendar(booking)}
        />
      )}
      <div className="actions">
        {booking.meetingUrl && !pending && <Onward href={booking.meetingUrl} words={words.join} away first />}
        {booking.canReschedule && <Onward href={`${here}/reschedule`} words={words.reschedule} />}
        {booking.canCancel && <Onward href={`${here}/cancel`} words={words.cancel} />}
        {again && !moved && (
          <a className="button plain" href={again}>
            {words.bookAnother}
          </a>
        )}
      </div>
    </div>
  );
}

/** Out of a frame, because no other page of ours may be framed. */
type OnwardProps = { href: string; words: string; away?: boolean; first?: boolean };
export const Onward = ({ href, words, away = isFramed, first }: OnwardProps) => (
  <a className={first ? "button first" : "button"} href={href} {...(away ? { target: "_blank", rel: "noopener" } : {})}>
    {words}
  </a>
);

function Summary({ booking, host, count }: { booking: Result["booking"]; host: string; count: number }) {
  const say = useSay();
  const words = useWords();
  const { location } = booking;
  const place =
    location &&
    [words.places[location.type] ?? location.type, location.address ?? location.phone].filter(Boolean).join(", ");
  return (
    <dl>
      <dt>{words.when}</dt>
      <dd>
        <strong>{say.fullDay(booking.startTime)}</strong>
        <br />
        {say.range(booking.startTime, booking.endTime)} <span className="quiet">({say.zoneInWords})</span>
        {count > 1 && <> · {fill(words.dateCount.other, { count })}</>}
      </dd>
      <dt>{words.who}</dt>
      <dd>{booking.hosts.length > 0 ? say.list(booking.hosts.map(({ name }) => name)) : host}</dd>
      {place && (
        <>
          <dt>{words.where}</dt>
          <dd>{place}</dd>
        </>
      )}
      {booking.price > 0 && (
        <>
          <dt>{words.price}</dt>
          <dd>{say.money(booking.price, booking.currency)}</dd>
        </>
      )}
    </dl>
  );
}

/** The ways into somebody's own calendar, as addresses. */
export function CalendarLinks({ file, google, outlook }: { file: string; google: string; outlook: string }) {
  const words = useWords();
  return (
    <section className="calendars" aria-labelledby="addTo">
      <h2 id="addTo">{words.addTo}</h2>
      <div className="actions">
        <a className="button" href={file} download="booking.ics">
          {words.ics}
        </a>
        <Onward href={google} words="Google" away />
        <Onward href={outlook} words="Outlook" away />
      </div>
    </section>
  );
}
