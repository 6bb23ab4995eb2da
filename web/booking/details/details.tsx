import { type FormEvent, Fragment, useEffect, useMemo, useRef, useState } from "react";
import { ApiError } from "../../shared/api.ts";
import { fill, useLocale } from "../../shared/locale.ts";
import type { EventType } from "../page.ts";
import { rememberVisitor } from "../remembered.ts";
import { useSay } from "../say.ts";
import { seriesFrom } from "../series.ts";
import { type EventWish, forgetSlots, type Slot } from "../slots.ts";
import { useWords } from "../texts.ts";
import { FormField } from "./field.tsx";
import { type Field, fieldsOf, isAsked, type Value, type Values } from "./form.ts";
import { useHold } from "./hold.ts";
import { focusFirst, focusWrong, Known } from "./known.tsx";
import { Dates, type Lost, LostTime, Problem } from "./lost.tsx";
import { alternativesIn, type Booked, takenIn, useSend } from "./send.ts";
import { type Wrong, wrongFrom, wrongIn } from "./wrong.ts";

export type Done = { booking: Booked; count: number };
type Props = {
  type: EventType;
  host: string;
  wish: EventWish;
  /** The host's, on whose clock a series repeats. */
  zone: string;
  slot: Slot;
  values: Values;
  onValues: (values: Values) => void;
  onSlot: (slot: Slot) => void;
  onBack: () => void;
  onDone: (done: Done) => void;
};

/** Who it is for, and whatever the event type wants to know. What was typed stays, whatever happens. */
export function Details(props: Props) {
  const { type, wish, zone, slot, values, onValues, onSlot, onBack } = props;
  const words = useWords();
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  const [lost, setLost] = useState<Lost | null>(null);
  // A series is many times, and a hold keeps one.
  const { hold, held, used } = useHold(wish, slot, type.recurringEvent === null && lost === null, (refusal) => {
    forgetSlots();
    setLost({ slot, alternatives: alternativesIn(refusal) });
  });
  const [leftOut, setLeftOut] = useState<string[]>([]);
  const rule = type.recurringEvent;
  const series = rule ? seriesFrom(slot, rule, Number(values.dates) || 1, zone) : [slot];
  const slots = series.filter(({ start }) => !leftOut.includes(start));
  const { fields, wrong, problem, busy, submit } = useBooking(props, slots, held, used, setLost, form);
  const change = (name: string, value: Value) => {
    onValues({ ...values, [name]: value });
    // Other dates may be open: they are asked for anew.
    if (name === "dates") setLost(null);
  };
  const leaveOut = (taken: Slot[]) => {
    setLeftOut([...leftOut, ...taken.map(({ start }) => start)]);
    setLost(null);
  };
  const needsGuests = fields.find(({ name }) => name === "guests");
  const [guests, setGuests] = useState(values.guests !== "" || needsGuests?.required === true);
  useEffect(() => focusFirst(form.current), []);
  return (
    <section className="details" aria-labelledby="detailsName">
      <h2 id="detailsName">{words.yourDetails}</h2>
      {lost && (
        <LostTime
          lost={lost}
          onChoose={(next) => {
            setLost(null);
            onSlot(next);
          }}
          onLeaveOut={lost.taken && lost.taken.length < slots.length ? () => leaveOut(lost.taken!) : undefined}
          onOther={onBack}
        />
      )}
      <form ref={form} noValidate onSubmit={submit}>
        <Known
          values={values}
          onForget={() => onValues({ ...values, name: "", email: "", attendeePhoneNumber: "", "place-phone": "" })}
        />
        {fields
          .filter((field) => isAsked(field, values) && (field.name !== "guests" || guests))
          .map((field) => (
            <Fragment key={field.name}>
              <FormField
                field={field}
                value={values[field.name]}
                wrong={wrong[field.name]}
                onChange={(value) => change(field.name, value)}
              />
              {field.name === "dates" && <Dates slots={slots} />}
            </Fragment>
          ))}
        {needsGuests && !guests && (
          <button type="button" className="plain add" onClick={() => setGuests(true)}>
            + {words.addGuests}
          </button>
        )}
        {problem && <Problem>{problem}</Problem>}
        <div className="actions">
          <button type="submit" className="first" disabled={busy || lost !== null}>
            {busy ? words.sending : type.requiresConfirmation ? words.request : words.book}
          </button>
          <button type="button" onClick={onBack}>
            {words.changeTime}
          </button>
        </div>
        {hold && !lost && <p className="quiet">{fill(words.held, { time: say.time(hold.expiresAt) })}</p>}
      </form>
    </section>
  );
}

type FormRef = { current: HTMLFormElement | null };
function useBooking(
  { type, host, wish, slot, values, onDone }: Props,
  slots: Slot[],
  held: () => Promise<string | undefined>,
  used: () => void,
  onLost: (lost: Lost) => void,
  form: FormRef,
) {
  const words = useWords();
  const language = useLocale();
  const fields = useMemo(() => fieldsOf(type, words), [type, words]);
  const [wrong, setWrong] = useState<Wrong>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const send = useSend();
  const refuse = (found: Wrong) => {
    setWrong(found);
    setProblem(words.wrong.fields);
    requestAnimationFrame(() => focusWrong(form.current));
  };
  const refused = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const alternatives = alternativesIn(error);
    const found = error.status === 422 ? wrongFrom(error.details, fields, values, words) : {};
    if (Object.keys(found).length > 0) return refuse(found);
    if (error.status === 409 && !error.details.some(({ field }) => field === "link")) {
      forgetSlots();
      const taken = takenIn(error, slots);
      return onLost({ slot, alternatives, ...(slots.length > 1 && taken.length > 0 ? { taken } : {}) });
    }
    setProblem(
      error.status === 0 ? words.offline : fill(error.status === 429 ? words.tooMany : words.notBookable, { host }),
    );
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = wrongIn(fields, values, words);
    setWrong(found);
    setProblem(null);
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    try {
      const done = await send.book({ type, wish, slots, values, language, hold: await held() });
      used();
      remember(fields, values);
      onDone(done);
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  return { fields, wrong, problem, busy, submit };
}

function remember(fields: Field[], values: Values): void {
  const text = (name: string) => String(values[name] ?? "").trim();
  const phone = text("attendeePhoneNumber") || text("place-phone");
  const asksPhone = fields.some((field) => field.type === "phone" && isAsked(field, values));
  rememberVisitor({ name: text("name"), email: text("email"), ...(asksPhone && phone ? { phone } : {}) });
}
