import { oneLine, personName, webAddress } from "./clean.ts";
import type { AccountFacts, AccountMailKind, RenderedMail } from "./facts.ts";
import { fill } from "./fill.ts";
import type { Row } from "./letter.ts";
import type { Locale } from "./locale.ts";
import { render } from "./render.ts";
import { texts } from "./texts/index.ts";
import { durationInWords, momentInWords } from "./when.ts";

/** A mail about somebody's account. `product` is whose account it is: the name, the logo and the colour on top. */
export function accountMail<Kind extends AccountMailKind>(
  kind: Kind,
  locale: Locale,
  facts: AccountFacts[Kind],
): RenderedMail {
  const { words, account } = texts[locale];
  const all: AnyAccountFacts = facts;
  const said = account[kind];
  const known = wordsKnown(locale, all);
  const say = (sentence: string | undefined) => (sentence && fill(sentence, known)) || "";
  const name = personName(all.name);
  const url = webAddress(all.link);
  const action = url && said.action ? { label: said.action, url } : undefined;
  return render({
    locale,
    brand: all.product,
    subject: oneLine(say(said.subject), 200),
    greeting: name ? fill(words.greeting, { name })! : words.greetingNobody,
    title: say(said.title),
    paragraphs: [say(said.intro)],
    rows: accountRows(locale, all),
    action,
    bareLink: action && words.bareLink,
    after: [action ? say(words.expires) : "", say(said.after)].filter(Boolean),
    links: [],
    why: say(words.whyAccount),
  });
}

type CalendarFacts = Omit<AccountFacts["calendarFailing"] & AccountFacts["calendarEventDeleted"], "link">;
type WebhookFacts = Omit<AccountFacts["webhookDisabled"], "link">;

/** Whatever a kind needs, with the rest absent. */
type AnyAccountFacts = AccountFacts["verifyEmail" | "passwordChanged"] &
  Partial<
    Omit<AccountFacts["invitation"], "link"> & Omit<AccountFacts["newSignIn"], "link"> & CalendarFacts & WebhookFacts
  >;

function wordsKnown(locale: Locale, facts: AnyAccountFacts): Record<string, string | null> {
  const business = oneLine(facts.business ?? "", 100);
  return {
    product: oneLine(facts.product.name, 100),
    email: oneLine(facts.email, 254),
    business,
    calendar: oneLine(facts.calendar ?? "", 100),
    booking: oneLine(facts.booking ?? "", 100),
    webhook: oneLine(facts.webhook ?? "", 200),
    // A stranger can invite anybody under any name; see personName.
    inviter: personName(facts.inviter) ?? business,
    duration: facts.expiresInMinutes ? durationInWords(locale, facts.expiresInMinutes) : null,
  };
}

function accountRows(locale: Locale, { role, at, zone, device, place, ipAddress, reason }: AnyAccountFacts): Row[] {
  const { words } = texts[locale];
  const rows: [label: string, value: string | null | undefined][] = [
    [words.role, role && words.roles[role]],
    [words.when, at && zone && momentInWords({ locale, zone }, at)],
    [words.reason, reason],
    [words.device, device],
    [words.place, place],
    [words.ipAddress, ipAddress],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, lines: [oneLine(value, 200)] }] : []));
}
