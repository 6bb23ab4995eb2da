import type { BookingFacts, BookingMailKind } from "./booking-facts.ts";
import { type BookingPlan, bookingPlans } from "./booking-plans.ts";
import { bookingRows } from "./booking-rows.ts";
import { oneLine, personName, webAddress } from "./clean.ts";
import type { RenderedMail } from "./facts.ts";
import { fill } from "./fill.ts";
import type { Letter, Link } from "./letter.ts";
import type { Locale } from "./locale.ts";
import { render } from "./render.ts";
import { texts } from "./texts/index.ts";
import { momentInWords, shortMoment } from "./when.ts";

/** A mail about a booking of an event type, in the recipient's language and time zone. */
export function bookingMail(kind: BookingMailKind, locale: Locale, facts: BookingFacts): RenderedMail {
  return render(bookingLetter(kind, locale, facts));
}

export function bookingLetter(kind: BookingMailKind, locale: Locale, facts: BookingFacts): Letter {
  const plan = bookingPlans[kind];
  const { words, booking } = texts[locale];
  const said = booking[kind];
  const known = wordsKnown(locale, facts);
  const say = (sentence: string | undefined) => (sentence && fill(sentence, known)) || "";
  const name = personName(facts.recipientName);
  const action = actionOf(plan, locale, facts, say(said.action));
  return {
    locale,
    brand: facts.business,
    subject: oneLine(say(said.subject), 200),
    greeting: name ? fill(words.greeting, { name })! : words.greetingNobody,
    title: say(said.title),
    paragraphs: [say(said.intro), say(said.until)].filter(Boolean),
    rows: bookingRows(plan, locale, facts),
    action,
    bareLink: action && words.bareLink,
    after: [say(said.after)].filter(Boolean),
    links: linksOf(plan, locale, facts),
    why: say(plan.to === "attendee" ? words.whyCustomer : words.whyEmployee),
  };
}

function wordsKnown(locale: Locale, facts: BookingFacts): Record<string, string | null> {
  const reader = { locale, zone: facts.zone };
  return {
    business: oneLine(facts.business.name, 100),
    event: oneLine(facts.event, 80),
    host:
      new Intl.ListFormat(locale).format(facts.hosts.map((name) => oneLine(name, 60))) ||
      oneLine(facts.business.name, 100),
    attendee: personName(facts.bookerName) ?? (oneLine(facts.bookerEmail ?? "", 80) || "–"),
    when: shortMoment(reader, facts.start),
    until: facts.until ? momentInWords(reader, facts.until) : null,
  };
}

/** A button has the mail's own words, or those of its link. */
function actionOf({ action }: BookingPlan, locale: Locale, facts: BookingFacts, label: string): Link | undefined {
  const url = action && webAddress(facts.links?.[action]);
  return url ? { label: label || texts[locale].words.bookingLinks[action], url } : undefined;
}

const linksOf = ({ links }: BookingPlan, locale: Locale, facts: BookingFacts): Link[] =>
  links.flatMap((name) => {
    const url = webAddress(facts.links?.[name]);
    return url ? [{ label: texts[locale].words.bookingLinks[name], url }] : [];
  });
