import { type FormEvent, useEffect, useRef, useState } from "react";
import { book } from "../../../src/domain/services/appointments/operations.ts";
import { createVisit } from "../../../src/domain/services/visits/operations.ts";
import { ApiError, call } from "../../shared/api.ts";
import { fill, useLocale } from "../../shared/locale.ts";
import { FormField } from "../details/field.tsx";
import type { Values } from "../details/form.ts";
import { useHold } from "../details/hold.ts";
import { focusFirst, focusWrong, Known } from "../details/known.tsx";
import { type Lost, LostTime, Problem } from "../details/lost.tsx";
import { alternativesIn, isAboutHold, useOnce } from "../details/send.ts";
import { type Wrong, wrongIn } from "../details/wrong.ts";
import { rememberedVisitor, rememberVisitor } from "../remembered.ts";
import { useSay } from "../say.ts";
import { forgetSlots, type ServiceWish, type Slot, type VisitWish } from "../slots.ts";
import { useWords } from "../texts.ts";
import type { Choice, Service, Shop, totalOf } from "./choice.ts";
import { ContactFields, contactOf, wrongContact, wrongFrom } from "./fields.tsx";
import { answersOf, questionsOf, wrongAnswers } from "./questions.ts";
import type { Appointment, ContactValues } from "./service.tsx";
import { Summary } from "./summary.tsx";
import { useStoreWords } from "./texts.ts";
import { type Added, askedWith, asOne } from "./visit.ts";

type Props = {
  store: Shop;
  service: Service;
  choice: Choice;
  added: Added[];
  /** Whether it is a request, which the business answers. */
  asks: boolean;
  total: ReturnType<typeof totalOf>;
  wish: ServiceWish | VisitWish;
  slot: Slot;
  contact: ContactValues;
  onContact: (values: ContactValues) => void;
  answers: Values;
  onAnswers: (answers: Values) => void;
  onSlot: (slot: Slot) => void;
  onBack: () => void;
  onDone: (booking: Appointment) => void;
};

/** Who it is for, and once more what it is. What was typed stays, whatever happens. */
export function Contact(props: Props) {
  const { store, service, choice, added, asks, total, wish, slot, contact, answers } = props;
  const { onContact, onAnswers, onSlot, onBack } = props;
  const common = useWords();
  const say = useSay();
  const form = useRef<HTMLFormElement>(null);
  const [lost, setLost] = useState<Lost | null>(null);
  const { hold, held, used } = useHold(wish, slot, lost === null, (refusal) => {
    forgetSlots();
    setLost({ slot, alternatives: alternativesIn(refusal) });
  });
  const { wrong, problem, busy, submit } = useBook(props, held, used, setLost, form);
  useFilledIn(contact, onContact);
  useEffect(() => focusFirst(form.current), []);
  return (
    <section className="details" aria-labelledby="detailsName">
      <h2 id="detailsName">{common.yourDetails}</h2>
      {lost && (
        <LostTime
          lost={lost}
          onChoose={(next) => {
            setLost(null);
            onSlot(next);
          }}
          onOther={onBack}
        />
      )}
      <form ref={form} noValidate onSubmit={submit}>
        <Known values={contact} onForget={() => onContact({ name: "", email: "", phone: "", notes: contact.notes })} />
        <ContactFields host={store.name} values={contact} wrong={wrong} onValues={onContact}>
          {questionsOf(askedWith(service, added)).map((field) => (
            <FormField
              key={field.name}
              field={field}
              value={answers[field.name]}
              wrong={wrong[field.name]}
              onChange={(answer) => onAnswers({ ...answers, [field.name]: answer })}
            />
          ))}
        </ContactFields>
        <Summary store={store} service={service} choice={choice} added={added} total={total} />
        {problem && <Problem>{problem}</Problem>}
        <div className="actions">
          <button type="submit" className="first" disabled={busy || lost !== null}>
            {busy ? common.sending : asks ? common.request : common.book}
          </button>
          <button type="button" onClick={onBack}>
            {common.changeTime}
          </button>
        </div>
        {hold && !lost && <p className="quiet">{fill(common.held, { time: say.time(hold.expiresAt) })}</p>}
      </form>
    </section>
  );
}

/** What this browser remembers of the last time. */
function useFilledIn(contact: ContactValues, onContact: (values: ContactValues) => void): void {
  useEffect(() => {
    const known = rememberedVisitor();
    if (!known || contact.name || contact.email || contact.phone) return;
    onContact({ ...contact, name: known.name, email: known.email, phone: known.phone ?? "" });
  }, []);
}

function useBook(
  { store, service, added, wish, slot, contact, answers, onDone }: Props,
  held: () => Promise<string | undefined>,
  used: () => void,
  onLost: (lost: Lost) => void,
  form: { current: HTMLFormElement | null },
) {
  const common = useWords();
  const words = useStoreWords();
  const language = useLocale();
  const once = useOnce();
  const asked = askedWith(service, added);
  const [wrong, setWrong] = useState<Wrong>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const refuse = (found: Wrong) => {
    setWrong(found);
    setProblem(common.wrong.fields);
    requestAnimationFrame(() => focusWrong(form.current));
  };
  const refused = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const found =
      error.status === 422
        ? { ...wrongFrom(error, contact, common, words), ...wrongAnswers(error, asked, common) }
        : {};
    if (Object.keys(found).length > 0) return refuse(found);
    if (error.status === 409) {
      forgetSlots();
      return onLost({ slot, alternatives: alternativesIn(error) });
    }
    const told = error.status === 429 ? common.tooMany : common.notBookable;
    setProblem(error.status === 0 ? common.offline : fill(told, { host: store.name }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = { ...wrongContact(contact, common, words), ...wrongIn(questionsOf(asked), answers, common) };
    setWrong(found);
    setProblem(null);
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    try {
      const about = {
        ...contactOf(contact),
        customFields: answersOf(asked, answers),
        startTime: slot.start,
        language,
      };
      const booking = await sent(wish, about, await held(), once);
      used();
      const { name, email, phone } = contact;
      rememberVisitor({ name: name.trim(), email: email.trim(), ...(phone.trim() ? { phone: phone.trim() } : {}) });
      onDone(booking);
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  return { wrong, problem, busy, submit };
}

type About = ReturnType<typeof contactOf> & {
  customFields: Record<string, unknown>;
  startTime: string;
  language: string;
};
async function sent(
  wish: ServiceWish | VisitWish,
  about: About,
  hold: string | undefined,
  once: (body: object) => string,
): Promise<Appointment> {
  const send = async (held: { hold?: string }) => {
    if ("services" in wish) {
      const body = { ...wish, ...about, ...held };
      return asOne(await call(createVisit, body, { idempotencyKey: once(body) }));
    }
    const { moving: _, ...wanted } = wish;
    const body = { ...wanted, ...about, ...held };
    return call(book, body, { idempotencyKey: once(body) });
  };
  try {
    return await send(hold ? { hold } : {});
  } catch (error) {
    // The hold ran out and was swept away: the time itself may still be open.
    if (!hold || !isAboutHold(error)) throw error;
    return send({});
  }
}
