import type { explainSlot } from "../../../src/domain/scheduling/slots/operations.ts";
import type { Answer } from "../../shared/api.ts";
import { fill, useLocale, useSay, useTexts, wordTable } from "../../shared/locale.ts";

type Reason = Answer<typeof explainSlot>["reasons"][number];

/** The server's sentences are English; in other languages what they say is told from what they are about. */
const texts = wordTable({
  earliest: [
    "The earliest start is {when}.",
    "Frühestens {when}.",
    "Como pronto, {when}.",
    "Au plus tôt {when}.",
    "No mínimo {when}.",
  ],
  from: ["From {when}.", "Ab {when}.", "A partir de {when}.", "À partir de {when}.", "A partir de {when}."],
  until: ["Up to {when}.", "Bis {when}.", "Hasta {when}.", "Jusqu’à {when}.", "Até {when}."],
  nextDays: [
    "Only the next {count} days with free times.",
    "Nur die nächsten {count} Tage mit freien Zeiten.",
    "Solo los próximos {count} días con horas libres.",
    "Seulement les {count} prochains jours avec des horaires libres.",
    "Só os próximos {count} dias com horários livres.",
  ],
  hours: ["{name}: {hours}.", "{name}: {hours}.", "{name}: {hours}.", "{name} : {hours}.", "{name}: {hours}."],
  away: [
    "{name} is away all day.",
    "{name} ist den ganzen Tag nicht da.",
    "{name} no está en todo el día.",
    "{name} est absent toute la journée.",
    "{name} está fora o dia todo.",
  ],
  busy: [
    "{name} is busy {hours}.",
    "{name} ist {hours} beschäftigt.",
    "{name} está ocupado {hours}.",
    "{name} est pris {hours}.",
    "{name} está ocupado {hours}.",
  ],
  near: ["Near it: {times}.", "In der Nähe: {times}.", "Cerca: {times}.", "À côté : {times}.", "Perto: {times}."],
  used: ["{used} of {most}.", "{used} von {most}.", "{used} de {most}.", "{used} sur {most}.", "{used} de {most}."],
  units: [
    "{free} free, {needed} needed.",
    "{free} frei, {needed} nötig.",
    "{free} libres, {needed} necesarios.",
    "{free} libres, {needed} nécessaires.",
    "{free} livres, {needed} necessários.",
  ],
});

type Span = { start: number; end: number };
/** What the reasons are about, by rule: see `details` in domain/time/availability/explain*.ts. Instants are epoch milliseconds. */
type Details = Partial<{
  earliest: number;
  from: number;
  until: number;
  days: number;
  hours: Span[];
  start: number;
  end: number;
  near: number[];
  count: number;
  minutes: number;
  used: { count: number; minutes: number };
  needed: number;
  free: number;
  seatsLeft: number;
  seats: number;
}>;

/** Says a reason in the reader's language; an empty text where its name says it all. */
export function useReasons(): (reason: Reason, name: string) => string {
  const locale = useLocale();
  const text = useTexts(texts);
  const say = useSay();
  const iso = (instant: number) => new Date(instant).toISOString();
  const when = (instant: number) => say.dateTime(iso(instant));
  const range = ({ start, end }: Span) => say.range(iso(start), iso(end));
  return ({ message, details }, name) => {
    if (locale === "en") return message;
    const about = (details ?? {}) as Details;
    if (about.earliest !== undefined) return fill(text.earliest, { when: when(about.earliest) });
    if (about.hours?.length === 0) return fill(text.away, { name });
    if (about.hours) return fill(text.hours, { name, hours: about.hours.map(range).join(", ") });
    if (about.start !== undefined && about.end !== undefined)
      return fill(text.busy, { name, hours: range({ start: about.start, end: about.end }) });
    if (about.near) return fill(text.near, { times: about.near.map((one) => say.time(iso(one))).join(", ") });
    if (about.used) {
      const [used, most] =
        about.count === undefined ? [about.used.minutes, about.minutes] : [about.used.count, about.count];
      return fill(text.used, { used: say.number(used), most: say.number(most ?? used) });
    }
    if (about.needed !== undefined) return fill(text.units, { free: about.free ?? 0, needed: about.needed });
    if (about.seats !== undefined) return fill(text.units, { free: about.seatsLeft ?? 0, needed: about.seats });
    if (about.days !== undefined) return fill(text.nextDays, { count: about.days });
    if (about.until !== undefined) return fill(text.until, { when: when(about.until) });
    return about.from === undefined ? "" : fill(text.from, { when: when(about.from) });
  };
}
