import { times } from "./appointment-rows.ts";
import type { BookingFacts } from "./booking-facts.ts";
import type { BookingPlan } from "./booking-plans.ts";
import { oneLine, paragraphs } from "./clean.ts";
import type { Row } from "./letter.ts";
import type { Locale } from "./locale.ts";
import { moneyInWords } from "./money.ts";
import { regionalTag } from "./region.ts";
import { texts } from "./texts/index.ts";
import { momentInWords } from "./when.ts";

/** The details below the words. A host reads who comes, an attendee with whom; what is not known has no row. */
export function bookingRows(plan: BookingPlan, locale: Locale, facts: BookingFacts): Row[] {
  const { words } = texts[locale];
  const who = { locale, zone: facts.zone };
  const host = plan.to === "host";
  const inFull = (lines: (string | null | undefined)[]) => (plan.full ? lines : []);
  const price = facts.price && moneyInWords(regionalTag(locale, facts.zone), facts.price);
  const tellsWhy = plan.time === "moved" || plan.time === "struck" || !plan.full;
  return [
    row(words.event, [oneLine(facts.event)]),
    row(words.employee, host && facts.hosts.length < 2 ? [] : facts.hosts.map((name) => oneLine(name))),
    row(
      words.attendees,
      facts.attendees.map((one) => oneLine(one)),
    ),
    ...times(plan.time, words, who, facts),
    row(words.newTime, [facts.movedTo && momentInWords(who, facts.movedTo)]),
    row(words.where, inFull(facts.place.map((line) => oneLine(line, 500)))),
    {
      ...row(
        words.previousPlace,
        plan.time === "moved" ? (facts.previousPlace ?? []).map((line) => oneLine(line, 500)) : [],
      ),
      struck: true,
    },
    row(words.price, inFull([price])),
    ...(facts.answers ?? []).map(({ question, answer }) =>
      row(oneLine(question, 120), inFull([paragraphs(answer).slice(0, 2000)])),
    ),
    row(words.reason, facts.reason && tellsWhy ? [paragraphs(facts.reason)] : []),
    row(words.note, inFull([facts.note && paragraphs(facts.note)])),
  ].filter(({ lines }) => lines.length > 0);
}

const row = (label: string, lines: (string | null | undefined)[]): Row => ({
  label,
  lines: lines.filter((line) => typeof line === "string" && line !== "") as string[],
});
