import { type FormEvent, useEffect, useRef, useState } from "react";
import { joinAsCustomer } from "../../../src/domain/services/waitlist/operations.ts";
import { type Answer, ApiError, call } from "../../shared/api.ts";
import { fill, useLocale } from "../../shared/locale.ts";
import { dateIn, plusDays } from "../dates.ts";
import { focusWrong } from "../details/known.tsx";
import { Problem } from "../details/lost.tsx";
import { useOnce } from "../details/send.ts";
import type { Wrong } from "../details/wrong.ts";
import { useSay } from "../say.ts";
import { useWords } from "../texts.ts";
import type { Choice, Service, Shop } from "./choice.ts";
import { ContactFields, contactOf, wrongContact, wrongFrom } from "./fields.tsx";
import { away, type ContactValues } from "./service.tsx";
import { useStoreWords } from "./texts.ts";

type Joined = Answer<typeof joinAsCustomer>;
type Props = {
  store: Shop;
  service: Service;
  choice: Choice;
  contact: ContactValues;
  onContact: (values: ContactValues) => void;
  onBack: () => void;
};

/** For whom no open time suits: waiting for one that frees. */
export function JoinWaitlist(props: Props) {
  const { store, contact, onContact, onBack } = props;
  const words = useStoreWords();
  const common = useWords();
  const form = useRef<HTMLFormElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }, []);
  const { days, setDays, wrong, problem, busy, joined, submit } = useJoin(props, form);
  if (joined) return <OnIt joined={joined} onBack={onBack} />;
  const day = (name: "fromDate" | "toDate", label: string) => (
    <div className="field">
      <label htmlFor={name}>{label}</label>
      {wrong[name] && (
        <p className="wrong" id={`${name}Wrong`}>
          {wrong[name]}
        </p>
      )}
      <input
        id={name}
        type="date"
        required
        value={days[name]}
        aria-invalid={wrong[name] ? true : undefined}
        aria-describedby={wrong[name] ? `${name}Wrong` : undefined}
        onChange={(event) => setDays({ ...days, [name]: event.target.value })}
      />
    </div>
  );
  return (
    <section className="details" aria-labelledby="waitlistName">
      <h2 id="waitlistName" tabIndex={-1} ref={heading}>
        {words.join}
      </h2>
      <p className="quiet lead">{words.joinText}</p>
      <form ref={form} noValidate onSubmit={submit}>
        <div className="pair">
          {day("fromDate", words.firstDay)}
          {day("toDate", words.lastDay)}
        </div>
        <ContactFields host={store.name} values={contact} wrong={wrong} onValues={onContact} />
        {problem && <Problem>{problem}</Problem>}
        <div className="actions">
          <button type="submit" className="first" disabled={busy}>
            {busy ? common.sending : words.join}
          </button>
          <button type="button" onClick={onBack}>
            {words.backToTimes}
          </button>
        </div>
      </form>
    </section>
  );
}

function OnIt({ joined, onBack }: { joined: Joined; onBack: () => void }) {
  const words = useStoreWords();
  return (
    <section className="details" aria-labelledby="joinedName">
      <h2 id="joinedName" tabIndex={-1} ref={(heading) => heading?.focus()}>
        {words.joined}
      </h2>
      <p>{words.joinedText}</p>
      <div className="actions">
        {joined.link && (
          <a className="button first" href={new URL(joined.link).pathname} {...away}>
            {words.yourPlace}
          </a>
        )}
        <button type="button" onClick={onBack}>
          {words.backToTimes}
        </button>
      </div>
    </section>
  );
}

/** How far ahead the days go that are filled in. */
const usualDays = 30;
function useJoin({ store, service, choice, contact }: Props, form: { current: HTMLFormElement | null }) {
  const say = useSay();
  const common = useWords();
  const words = useStoreWords();
  const language = useLocale();
  const once = useOnce();
  const today = dateIn(say.zone, Date.now());
  const [days, setDays] = useState({
    fromDate: today,
    toDate: plusDays(today, Math.min(usualDays, service.bookingWindowDays)),
  });
  const [wrong, setWrong] = useState<Wrong>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [joined, setJoined] = useState<Joined | null>(null);
  const refuse = (found: Wrong) => {
    setWrong(found);
    setProblem(common.wrong.fields);
    requestAnimationFrame(() => focusWrong(form.current));
  };
  const refused = (error: unknown) => {
    if (!(error instanceof ApiError)) throw error;
    const about = ["fromDate", "toDate"].filter((name) => error.details.some(({ field }) => field === name));
    const found = {
      ...wrongFrom(error, contact, common, words),
      ...Object.fromEntries(about.map((name) => [name, words.wrongDays])),
    };
    if (Object.keys(found).length > 0) return refuse(found);
    const told = error.status === 429 ? common.tooMany : common.notBookable;
    setProblem(error.status === 0 ? common.offline : fill(told, { host: store.name }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const early = days.fromDate < today || days.toDate < days.fromDate;
    const found = {
      ...wrongContact(contact, common, words),
      ...(early ? { [days.fromDate < today ? "fromDate" : "toDate"]: words.wrongDays } : {}),
    };
    setWrong(found);
    setProblem(null);
    if (Object.keys(found).length > 0) return refuse(found);
    setBusy(true);
    const { employeeId, locationId } = choice;
    const wish = { serviceId: service.id, employeeId, locationId, ...days };
    const body = { subdomain: store.subdomain, ...contactOf(contact), ...wish, language, timeZone: say.zone };
    try {
      setJoined(await call(joinAsCustomer, body, { idempotencyKey: once(body) }));
    } catch (error) {
      refused(error);
    } finally {
      setBusy(false);
    }
  };
  return { days, setDays, wrong, problem, busy, joined, submit };
}
