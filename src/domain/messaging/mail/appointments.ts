import { type AppointmentPlan, plans } from "./appointment-plans.ts";
import { appointmentRows, reader } from "./appointment-rows.ts";
import { oneLine, personName, webAddress } from "./clean.ts";
import type { AppointmentFacts, AppointmentMailKind, EmployeeMailKind, RenderedMail } from "./facts.ts";
import { fill } from "./fill.ts";
import type { Letter, Link } from "./letter.ts";
import type { Locale } from "./locale.ts";
import { render } from "./render.ts";
import { texts } from "./texts/index.ts";
import type { LetterTexts } from "./texts/types.ts";
import { momentInWords, shortMoment } from "./when.ts";
import { shortWish } from "./wish.ts";

/** A mail about an appointment, in the recipient's language and time zone. */
export function appointmentMail(kind: AppointmentMailKind, locale: Locale, facts: AppointmentFacts): RenderedMail {
  return render(appointmentLetter(kind, locale, facts));
}

export function appointmentLetter(kind: AppointmentMailKind, locale: Locale, facts: AppointmentFacts): Letter {
  const plan = plans[kind];
  const { words } = texts[locale];
  const said = textsOf(kind, locale);
  const known = wordsKnown(locale, facts);
  const say = (sentence: string | undefined) => (sentence && fill(sentence, known)) || "";
  const name = personName(plan.to === "customer" ? facts.customerName : facts.employeeName);
  const action = actionOf(plan, facts, say(said.action));
  const unsubscribe = webAddress(facts.links?.unsubscribe);
  return {
    locale,
    brand: facts.business,
    subject: oneLine(say(said.subject), 200),
    greeting: name ? fill(words.greeting, { name })! : words.greetingNobody,
    title: say(said.title),
    paragraphs: [say(said.intro), say(said.until)].filter(Boolean),
    rows: appointmentRows(plan, locale, facts),
    action,
    bareLink: action && words.bareLink,
    after: [say(said.after)].filter(Boolean),
    links: linksOf(plan, locale, facts),
    why: say(plan.to === "customer" ? words.whyCustomer : words.whyEmployee),
    unsubscribe: unsubscribe ? { label: words.links.unsubscribe, url: unsubscribe } : undefined,
  };
}

export function textsOf(kind: AppointmentMailKind, locale: Locale): LetterTexts {
  const { customer, employee } = texts[locale];
  return kind in employee ? employee[kind as EmployeeMailKind] : customer[kind as keyof typeof customer];
}

function wordsKnown(locale: Locale, facts: AppointmentFacts): Record<string, string | null> {
  return {
    business: oneLine(facts.business.name, 100),
    customer: oneLine(facts.customerName, 80) || "–",
    service: oneLine(facts.serviceName, 80),
    when: facts.wish ? shortWish(reader(locale, facts), facts.wish) : shortMoment(reader(locale, facts), facts.start),
    until: facts.offerUntil ? momentInWords(reader(locale, facts), facts.offerUntil) : null,
  };
}

function actionOf({ action }: AppointmentPlan, facts: AppointmentFacts, label: string): Link | undefined {
  const url = action && webAddress(action === "site" ? facts.business.url : facts.links?.[action]);
  return url && label ? { label, url } : undefined;
}

function linksOf(plan: AppointmentPlan, locale: Locale, facts: AppointmentFacts): Link[] {
  const { links, leaveWaitlist } = texts[locale].words;
  const labels = plan.waiting ? { ...links, cancel: leaveWaitlist } : links;
  return plan.links.flatMap((name) => {
    const url = webAddress(facts.links?.[name]);
    return url ? [{ label: labels[name], url }] : [];
  });
}
