import { type ReactNode, useEffect, useState } from "react";
import type { book } from "../../../src/domain/services/appointments/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { Choose } from "../choose/choose.tsx";
import { dateIn, plusDays } from "../dates.ts";
import { tell } from "../framed.ts";
import { isFramed, type ServicePage, search, within } from "../page.ts";
import { offsetOf, ownZone, SayProvider, sayAs, useSay } from "../say.ts";
import { forgetSlots, type ServiceWish, type Slot } from "../slots.ts";
import { useSteps } from "../steps.ts";
import { useWords } from "../texts.ts";
import { AboutService } from "./about.tsx";
import { Booked } from "./booked.tsx";
import { type Choice, extrasOf, type Service, useChoice, zoneOf } from "./choice.ts";
import { Contact } from "./contact.tsx";
import { More } from "./more.tsx";
import { firstAnswers } from "./questions.ts";
import { useStoreWords } from "./texts.ts";
import { totalWith, useAdded, visitWish } from "./visit.ts";
import { JoinWaitlist } from "./waitlist.tsx";

export type Appointment = Answer<typeof book>;
type Clock = { hour12: boolean; onHour12: (hour12: boolean) => void };

/** A service, from what goes with it to a time to who it is for: one card whose right side changes. */
export function ServiceBooker({ page, clock }: { page: ServicePage; clock: Clock }) {
  const { store } = page;
  const service = store.services.find(({ id }) => id === page.serviceId)!;
  const [choice, onChoice] = useChoice(store, service);
  const say = useSay();
  const zone = zoneOf(store, choice);
  return (
    <SayProvider value={sayAs({ tag: say.tag, zone, hour12: clock.hour12 })}>
      <Card page={page} service={service} choice={choice} onChoice={onChoice} clock={clock} />
    </SayProvider>
  );
}

type Props = {
  page: ServicePage;
  service: Service;
  choice: Choice;
  onChoice: (changes: Partial<Choice>) => void;
  clock: Clock;
};

function Card({ page, service, choice, onChoice, clock }: Props) {
  const { store, front } = page;
  const say = useSay();
  const common = useWords();
  const visit = useAdded(store, service, choice);
  const { added, whole } = visit;
  const total = totalWith(service, choice, added);
  const { day, slot, setDay, choose, setSlot, back, left, leave } = useSteps(total.minutes);
  const [waiting, setWaiting] = useState(page.waitlist);
  const [contact, setContact] = useState(firstContact);
  const [answers, setAnswers] = useState(() => firstAnswers(service));
  const [done, setDone] = useState<Appointment | null>(null);
  const alone: ServiceWish = {
    subdomain: store.subdomain,
    serviceId: service.id,
    timeZone: say.zone,
    employeeId: choice.employeeId,
    locationId: choice.locationId,
    extras: extrasOf(service, choice).map(({ id, quantity }) => ({ extraId: id, quantity })),
  };
  const wish = added.length > 0 ? visitWish(alone, whole, choice, added) : alone;
  const windows = [service, ...added.map((one) => one.service)].map(({ bookingWindowDays }) => bookingWindowDays);
  const lastDay = plusDays(dateIn(say.zone, Date.now()), Math.min(...windows));
  const asks = service.requiresConfirmation || added.some((one) => one.service.requiresConfirmation);
  const step = useStepName(slot !== null, waiting);
  useEffect(() => {
    document.title = [step, service.name, store.name].filter(Boolean).join(" · ");
  }, [step, service.name, store.name]);
  const chosen = (next: Slot) => {
    choose(next);
    tell({ type: "chosen", start: next.start, end: next.end });
  };
  const finish = (booking: Appointment) => {
    forgetSlots();
    const { uid, status, startTime, endTime } = booking;
    tell({ type: "booked", booking: { uid, title: booking.service.name, status, startTime, endTime, count: 1 } });
    leave(`/appointments/${uid}`);
    setDone(booking);
  };
  const home = within(`/b/${store.subdomain}`);
  if (done && left) return <Booked booking={done} store={store} again={home} moved={false} />;
  const filling = slot !== null || waiting;
  return (
    <div className={`card ${filling ? "filling" : "choosing"}`}>
      <AboutService
        store={store}
        service={service}
        added={added}
        choice={choice}
        total={total}
        slot={slot}
        back={filling ? null : home}
        onChoice={filling ? null : onChoice}
      >
        {!filling && (page.more || added.length > 0) && <More choice={choice} visit={visit} />}
        {!filling && <ZoneNote place={say.zone} />}
      </AboutService>
      {visit.waiting ? (
        <p className="quiet">{common.loading}</p>
      ) : slot ? (
        <Contact
          store={whole}
          service={service}
          choice={choice}
          added={added}
          asks={asks}
          total={total}
          wish={wish}
          slot={slot}
          contact={contact}
          onContact={setContact}
          answers={answers}
          onAnswers={setAnswers}
          onSlot={setSlot}
          onBack={back}
          onDone={finish}
        />
      ) : waiting ? (
        <JoinWaitlist
          store={store}
          service={service}
          choice={choice}
          contact={contact}
          onContact={setContact}
          onBack={() => setWaiting(false)}
        />
      ) : (
        <Choose
          key={JSON.stringify(wish)}
          wish={wish}
          host={front.name}
          weekStart={front.weekStart}
          clock={clock}
          lastDay={lastDay}
          day={day}
          without={undefined}
          onDay={setDay}
          onChoose={chosen}
        >
          {added.length === 0 && <NoneSuits onJoin={() => setWaiting(true)} />}
        </Choose>
      )}
    </div>
  );
}

/** Where one is on the way, for the title of the page; nothing at its beginning. */
function useStepName(filling: boolean, waiting: boolean): string | null {
  const common = useWords();
  const words = useStoreWords();
  if (filling) return common.yourDetails;
  return waiting ? words.join : null;
}

function NoneSuits({ onJoin }: { onJoin: () => void }) {
  const words = useStoreWords();
  return (
    <p className="noneSuits">
      <span className="quiet">{words.noneSuits}</span>
      <button type="button" className="plain" onClick={onJoin}>
        {words.join}
      </button>
    </p>
  );
}

/** For whom the clock there is another than their own. */
export function ZoneNote({ place }: { place: string }): ReactNode {
  const say = useSay();
  if (offsetOf(say.tag, place) === offsetOf(say.tag, ownZone())) return null;
  return <p className="quiet zoneNote">{say.zoneInWords}</p>;
}

export type ContactValues = Record<"name" | "email" | "phone" | "notes", string>;
function firstContact(): ContactValues {
  const given = (name: string) => search.get(name) ?? "";
  return { name: given("name"), email: given("email"), phone: given("phone"), notes: given("notes") };
}

/** Out of a frame, because no other page of ours may be framed. */
export const away = isFramed ? { target: "_blank", rel: "noopener" } : {};
