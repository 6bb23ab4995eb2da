import { useMemo, useState } from "react";
import { fill } from "../shared/locale.ts";
import { About, hostOf, lengthsOf } from "./about.tsx";
import { Choose } from "./choose/choose.tsx";
import { ZoneChoice } from "./choose/zone.tsx";
import { Details, type Done as Result } from "./details/details.tsx";
import { firstValues, type Values } from "./details/form.ts";
import { MoveForm } from "./details/move.tsx";
import { useSend } from "./details/send.ts";
import { Done } from "./done.tsx";
import { tell } from "./framed.ts";
import { onwardTo } from "./onward.ts";
import { type EventType, isFramed, type MovePage, type OfferPage, search, within } from "./page.ts";
import { rememberedVisitor } from "./remembered.ts";
import { cityOf, useSay } from "./say.ts";
import { type EventWish, forgetSlots, type Slot } from "./slots.ts";
import { useSteps } from "./steps.ts";
import { useWords } from "./texts.ts";

export type Clock = {
  zone: string;
  onZone: (zone: string) => void;
  hour12: boolean;
  onHour12: (hour12: boolean) => void;
};
export type BookerProps = { page: OfferPage | MovePage; type: EventType; clock: Clock };

/** From a day to a time to who it is for to what was booked: one card whose right side changes. */
export default function Booker({ page, type, clock }: BookerProps) {
  const say = useSay();
  const host = hostOf(type, page.front, say);
  const send = useSend();
  const [done, setDone] = useState<Result | null>(null);
  // Whoever goes back after moving it moves it from where it is now.
  const moving = page.kind === "move" ? { ...page, booking: done?.booking ?? page.booking } : null;
  const [duration, setDuration] = useState(() => (moving ? moving.booking.duration : wantedLength(type)));
  const { day, slot, setDay, choose, setSlot, back, left, leave } = useSteps(duration);
  const [values, setValues] = useState<Values>(() => firstValues(type, rememberedVisitor()));
  const wish = useWish(page, type, say.zone, duration);

  const finish = (result: Result) => {
    forgetSlots();
    const redirect = moving ? null : onwardTo(type, result.booking);
    tell({ type: moving ? "moved" : "booked", booking: shared(result), ...(redirect ? { redirect } : {}) });
    if (redirect && !isFramed) return location.assign(redirect);
    leave(`/booking/${result.booking.seatUid ?? result.booking.uid}`);
    setDone(result);
  };
  const chosen = (next: Slot) => {
    choose(next);
    tell({ type: "chosen", start: next.start, end: next.end });
  };
  const again = page.kind === "offer" && !page.link ? within(page.path) : null;
  if (done && left) return <Done done={done} host={host} moved={moving !== null} again={again} />;
  return (
    <div className={`card ${slot ? "filling" : "choosing"}`}>
      <About
        type={moving ? asBooked(type, moving.booking) : type}
        host={host}
        duration={duration}
        back={page.kind === "offer" ? page.back : null}
        slot={slot}
        onDuration={slot || moving ? null : setDuration}
      >
        {moving && !slot && <Before page={moving} />}
        {!slot && <Zone page={page} type={type} host={host} clock={clock} />}
      </About>
      {slot && moving ? (
        <MoveForm
          before={moving.booking}
          host={host}
          slot={slot}
          keep={within(`/booking/${moving.uid}`)}
          asksReason
          send={(next, reason) => send.move(moving.uid, next, say.zone, reason)}
          onSlot={setSlot}
          onBack={back}
          onDone={(booking) => finish({ booking, count: 1 })}
        />
      ) : slot ? (
        <Details
          type={type}
          host={host}
          wish={wish}
          zone={page.zone}
          slot={slot}
          values={values}
          onValues={setValues}
          onSlot={setSlot}
          onBack={back}
          onDone={finish}
        />
      ) : (
        <Choose
          key={JSON.stringify(wish)}
          wish={wish}
          host={host}
          weekStart={page.front.weekStart}
          clock={clock}
          day={day}
          without={moving?.booking.startTime}
          onDay={setDay}
          onChoose={chosen}
        />
      )}
    </div>
  );
}

function useWish(page: OfferPage | MovePage, { id }: EventType, timeZone: string, duration: number): EventWish {
  const uid = page.kind === "move" ? page.uid : undefined;
  const link = page.kind === "offer" ? page.link : null;
  return useMemo(
    () => ({ eventTypeId: id, timeZone, duration, ...(link ? { link } : {}), ...(uid ? { rescheduleUid: uid } : {}) }),
    [id, timeZone, duration, link, uid],
  );
}

/** What is moved keeps its place, of however many the event type offers. */
function asBooked(type: EventType, { location }: MovePage["booking"]): EventType {
  if (!location) return type;
  const { address, phone } = location;
  const place = { type: location.type, ...(address ? { address } : {}), ...(phone ? { phone } : {}) };
  return { ...type, locations: [place] };
}

const wantedLength = (type: EventType): number =>
  lengthsOf(type).find((minutes) => String(minutes) === search.get("length")) ?? type.length;

/** What a page that frames this one learns. */
const shared = ({ booking, count }: Result) => {
  const { uid, title, status, startTime, endTime } = booking;
  return { uid, title, status, startTime, endTime, count };
};

function Zone({ page, type, host, clock }: BookerProps & { host: string }) {
  const words = useWords();
  const say = useSay();
  if (type.lockTimeZone) return <p className="quiet">{fill(words.lockedZone, { zone: cityOf(say.zone) })}</p>;
  return <ZoneChoice zone={clock.zone} hostZone={page.zone} host={host} onZone={clock.onZone} />;
}

function Before({ page: { booking, uid } }: { page: MovePage }) {
  const say = useSay();
  const words = useWords();
  return (
    <div className="before">
      <p>
        <strong>{words.before}:</strong> {say.fullDay(booking.startTime)},{" "}
        {say.range(booking.startTime, booking.endTime)}
      </p>
      <p className="quiet">{words.movingText}</p>
      <a href={`/booking/${uid}`}>{words.keep}</a>
    </div>
  );
}
