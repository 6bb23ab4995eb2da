import type { AppointmentPlan } from "./appointment-plans.ts";
import { oneLine, paragraphs } from "./clean.ts";
import type { AppointmentFacts } from "./facts.ts";
import type { Row } from "./letter.ts";
import type { Locale } from "./locale.ts";
import { type Money, moneyInWords } from "./money.ts";
import { regionalTag } from "./region.ts";
import { texts } from "./texts/index.ts";
import type { Words } from "./texts/types.ts";
import { momentInWords, type Reader, spanInWords } from "./when.ts";
import { wishInWords } from "./wish.ts";

/** The details below the words: what, with whom, when, where, for how much. What is not known has no row. */
export function appointmentRows(plan: AppointmentPlan, locale: Locale, facts: AppointmentFacts): Row[] {
  const { words } = texts[locale];
  const priced = (money?: Money | null) => (plan.full && money ? [moneyOf(locale, facts, money)] : []);
  return [
    row(words.customer, plan.to === "employee" ? [oneLine(facts.customerName)] : []),
    row(words.service, [oneLine(facts.serviceName)]),
    row(
      words.extras,
      (facts.extras ?? []).map((extra) => oneLine(extra)),
    ),
    row(words.employee, plan.to === "customer" && facts.employeeName ? [oneLine(facts.employeeName)] : []),
    ...times(plan.time, words, reader(locale, facts), facts),
    row(words.where, placeOf(facts)),
    {
      ...row(words.previousPlace, plan.time === "moved" && facts.previousPlace ? [oneLine(facts.previousPlace)] : []),
      struck: true,
    },
    row(words.price, priced(facts.price)),
    row(words.deposit, priced(facts.deposit)),
    ...(plan.full ? (facts.answers ?? []) : []).map(({ question, answer }) =>
      row(oneLine(question, 120), [paragraphs(answer).slice(0, 2000)]),
    ),
    row(words.reason, facts.reason && tellsWhy(plan) ? [paragraphs(facts.reason)] : []),
    row(words.note, facts.note ? [paragraphs(facts.note)] : []),
  ].filter(({ lines }) => lines.some(Boolean));
}

/** A reason belongs to what was changed or called off; nobody gives one for a reminder. */
const tellsWhy = ({ time, givesReason }: AppointmentPlan) =>
  time === "moved" || time === "struck" || givesReason === true;

export const reader = (locale: Locale, facts: AppointmentFacts): Reader => ({ locale, zone: facts.zone });

export const moneyOf = (locale: Locale, facts: AppointmentFacts, money: Money) =>
  moneyInWords(regionalTag(locale, facts.zone), money);

/** The appointment's own place, otherwise the business's address. */
export function placeOf(facts: AppointmentFacts): string[] {
  const own = [facts.locationName, facts.locationAddress];
  const parts = own.some(Boolean) ? own : [facts.business.address];
  return parts.flatMap((part) => (part ? [oneLine(part)] : []));
}

/** When something is, was or was meant to be: what appointments and bookings have in common. */
export type Timed = Pick<AppointmentFacts, "start" | "end" | "wish" | "previousStart" | "occurrences">;

/** The rows that say when, and where it moved from. */
export function times(time: AppointmentPlan["time"], words: Words, who: Reader, facts: Timed): Row[] {
  if (facts.wish) return [row(words.requestedTime, [wishInWords(who, facts.wish)])];
  const before = time === "moved" ? movedFrom(facts) : null;
  const series = occurrences(who, facts);
  const label = before ? words.newTime : time === "requested" ? words.requestedTime : words.when;
  const now = series.length > 1 ? row(words.dates, series) : row(label, [spanInWords(who, facts.start, facts.end)]);
  const previous = before ? [momentInWords(who, before)] : [];
  return [
    { ...now, struck: time === "struck" },
    { ...row(words.previousTime, previous), struck: true },
  ];
}

/** The start it had before, if that was another instant. */
export function movedFrom({ previousStart, start }: Timed): string | null {
  return previousStart && Date.parse(previousStart) !== Date.parse(start) ? previousStart : null;
}

/** Every date of a series, each as long as the first. */
export function occurrences(who: Reader, { occurrences: starts = [], start, end }: Timed): string[] {
  const length = Date.parse(end) - Date.parse(start);
  return starts.map((each) => spanInWords(who, each, new Date(Date.parse(each) + length).toISOString()));
}

const row = (label: string, lines: string[]): Row => ({ label, lines });
