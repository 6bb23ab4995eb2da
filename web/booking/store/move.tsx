import { useState } from "react";
import { rescheduleAppointment } from "../../../src/domain/services/appointments/operations.ts";
import { call } from "../../shared/api.ts";
import { Fact } from "../about.tsx";
import { Choose } from "../choose/choose.tsx";
import { MoveForm } from "../details/move.tsx";
import { useOnce } from "../details/send.ts";
import type { MoveAppointmentPage } from "../page.ts";
import { useSay } from "../say.ts";
import { forgetSlots, type ServiceWish, type Slot, type Wish } from "../slots.ts";
import { useSteps } from "../steps.ts";
import { useWords } from "../texts.ts";
import { Booked } from "./booked.tsx";
import { type Appointment, ZoneNote } from "./service.tsx";

type Clock = { hour12: boolean; onHour12: (hour12: boolean) => void };

/** An appointment, or all of its visit, that gets another time with the same people. */
export function MoveAppointment({ page, clock }: { page: MoveAppointmentPage; clock: Clock }) {
  const { own, store, zone, scope } = page;
  const minutes = (Date.parse(own.endTime) - Date.parse(own.startTime)) / 60_000;
  const { day, slot, setDay, choose, setSlot, back, left, leave } = useSteps(minutes);
  const once = useOnce();
  const [done, setDone] = useState<Appointment | null>(null);
  const moved = { moving: own.uid, timeZone: zone };
  const single: ServiceWish = {
    ...moved,
    subdomain: store.subdomain,
    serviceId: own.serviceId,
    employeeId: own.isGroupBooking ? null : own.employeeId,
    locationId: own.locationId,
    extras: [],
  };
  const wish: Wish = scope === "visit" ? moved : single;
  const send = (next: Slot) => {
    const body = { uid: own.uid, startTime: next.start, scope };
    return call(rescheduleAppointment, body, { idempotencyKey: once(body) });
  };
  const finish = (moved: Appointment) => {
    forgetSlots();
    leave(`/appointments/${own.uid}`);
    // Of a visit, all of it.
    setDone({ ...moved, ...own, startTime: slot!.start, endTime: slot!.end });
  };
  const before = done ?? own;
  if (done && left) return <Booked booking={done} store={store} again={null} moved />;
  return (
    <div className={`card ${slot ? "filling" : "choosing"}`}>
      <About page={page} slot={slot} />
      {slot ? (
        <MoveForm
          before={before}
          host={store.name}
          slot={slot}
          keep={`/appointments/${own.uid}`}
          send={send}
          onSlot={setSlot}
          onBack={back}
          onDone={finish}
        />
      ) : (
        <Choose
          wish={wish}
          host={store.name}
          weekStart={store.weekStart}
          clock={clock}
          day={day}
          without={before.startTime}
          onDay={setDay}
          onChoose={choose}
        />
      )}
    </div>
  );
}

function About({ page: { own, store, other }, slot }: { page: MoveAppointmentPage; slot: Slot | null }) {
  const say = useSay();
  const words = useWords();
  return (
    <section className={`about${slot ? " settled" : ""}`} aria-label={own.service.name}>
      <p className="who">{own.employee?.name ?? store.name}</p>
      <h1 className="title">{own.service.name}</h1>
      {slot ? (
        <Fact icon="calendar" strong>
          <span className="line">{say.fullDay(slot.start)}</span>
          <span className="line">{say.range(slot.start, slot.end)}</span>
        </Fact>
      ) : (
        <div className="before">
          <p>
            <strong>{words.before}:</strong> {say.fullDay(own.startTime)}, {say.range(own.startTime, own.endTime)}
          </p>
          <p className="quiet">
            {words.movingText} {other && <a href={other.href}>{other.words}</a>}
          </p>
          <a href={`/appointments/${own.uid}`}>{words.keep}</a>
        </div>
      )}
      {!slot && <ZoneNote place={say.zone} />}
    </section>
  );
}
