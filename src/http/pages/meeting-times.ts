import { paragraphs } from "../../domain/messaging/mail/clean.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { durationInWords, type Reader } from "../../domain/messaging/mail/when.ts";
import { zoneInWords } from "../../domain/messaging/mail/zone.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import { badRequest, conflict, notFound, validationError } from "../../platform/errors.ts";
import { dayInWords } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html, typed } from "./html.ts";
import { lengthsOf, type MeetingChoice } from "./meeting-choice.ts";
import { openTimes, type Time, timeChoice } from "./meeting-days.ts";
import { hostsInWords, type Offer, type OfferedType } from "./meeting-offer.ts";
import { locationInWords } from "./meeting-places.ts";
import { alert, hidden, radios, select } from "./parts.ts";
import { say } from "./say.ts";
import { plus, type Week, weekAround } from "./slots.ts";
import { price } from "./storefront.ts";
import { pickDay } from "./times.ts";
import type { Page, Visit } from "./visit.ts";
import { zoneSelect } from "./zones.ts";

/** The first step: for how long, on which day, when. Everything chosen is in the address. */
export async function meetingTimesPage(
  visit: Visit,
  offer: Offer,
  choice: MeetingChoice,
  problem?: string,
): Promise<Page> {
  const { booking, common, meeting } = visit.texts;
  const { type, path } = offer;
  const reader = { locale: visit.locale, zone: choice.zone };
  const week = await findWeek(visit, offer, choice).catch((error) => {
    // Nobody hosts it, or it was switched off a moment ago.
    refusedAs(error, badRequest, conflict, notFound, validationError);
    return null;
  });
  const business = hostsInWords(visit, offer);
  // What a link to this page has filled in goes along.
  const { name, email } = visit.query;
  return {
    title: `${booking.chooseTime}: ${type.title}`,
    description: type.description ?? `${type.title}: ${termsOf(visit, reader, offer)}`,
    open: !problem && !offer.link && !name && !email && !choice.response,
    status: problem ? 409 : 200,
    body: html`${offer.back && html`<p><a class="plainlink" href="${offer.back}">${meeting.offered}</a></p>`}
<h1>${type.title}</h1>
<p class="quiet">${termsOf(visit, reader, offer)}</p>
${type.description && html`<p>${typed(paragraphs(type.description))}</p>`}
${aboutIt(visit, offer)}
${problem && alert(problem)}
<form action="${path}" method="get">
${hidden({ name, email, response: choice.response })}
${settings(visit, offer, choice)}
${week ? html`${pickDay(visit, reader, week)}${pickTime(visit, reader, week, path)}` : html`<p>${say(booking.notBookable, { business })}</p>`}
</form>
<p class="quiet">${say(common.times, { zone: zoneInWords(visit.locale, reader.zone) })}</p>
${
  type.isInstantEvent &&
  html`<h2>${meeting.now.title}</h2>
<p>${meeting.now.text}</p>
<p><a class="button" href="${path}/now">${meeting.now.button}</a></p>`
}`,
  };
}

/** "30 minutes · $35.00" */
export function termsOf({ locale, texts }: Visit, reader: Reader, { type }: { type: OfferedType }): string {
  const lengths = lengthsOf(type).map((minutes) => durationInWords(locale, minutes));
  const { price: amount, currency } = type;
  const length = new Intl.ListFormat(locale, { type: "disjunction" }).format(lengths);
  return `${length} · ${amount > 0 ? price(reader, { amount, currency }) : texts.booking.free}`;
}

/** With whom, where, how often, how many, and whether somebody has to agree. */
function aboutIt(visit: Visit, offer: Offer): Html {
  const { type } = offer;
  const { booking, meeting } = visit.texts;
  const { words } = mailTexts[visit.locale];
  const rule = type.recurringEvent;
  const facts = [
    type.hosts.length > 0 && say(words.row, { label: words.employee, value: hostsInWords(visit, offer) }),
    say(words.row, {
      label: words.where,
      value: [...new Set(type.locations.map((location) => locationInWords(visit, location)))].join(" · "),
    }),
    rule && say(meeting.upTo, { rhythm: rhythm(visit, rule), count: rule.count }),
    type.seatsPerTimeSlot && say(booking.group, { count: type.seatsPerTimeSlot }),
    type.requiresConfirmation && say(booking.needsApproval, { business: hostsInWords(visit, offer) }),
  ];
  return html`<p class="quiet">${typed(facts.filter(Boolean).join("\n"))}</p>`;
}

function rhythm({ texts }: Visit, { freq, interval }: NonNullable<Offer["type"]["recurringEvent"]>): string {
  const { one, many } = texts.meeting.rhythms[freq];
  return interval === 1 ? one : say(many, { count: interval });
}

function settings(visit: Visit, { type }: Offer, choice: MeetingChoice): Html | null {
  const lengths = lengthsOf(type);
  if (lengths.length === 1 && type.lockTimeZone) return null;
  const { booking, meeting } = visit.texts;
  return html`${
    lengths.length > 1 &&
    select(
      "length",
      meeting.length,
      lengths.map((minutes) => ({ value: String(minutes), label: durationInWords(visit.locale, minutes) })),
      String(choice.length),
    )
  }
${!type.lockTimeZone && zoneSelect(visit, meeting.timeZone, choice.zone)}
<p><button formnovalidate>${booking.showTimes}</button></p>`;
}

/** As far as anybody plans; the event type's own window is shorter, and the open times know it. */
const furthest = 730;

function findWeek(visit: Visit, { type, link }: Offer, choice: MeetingChoice): Promise<Week<Time>> {
  const today = localDate(choice.zone, visit.now);
  const wanted = { eventTypeId: type.id, timeZone: choice.zone, duration: choice.length, link };
  return weekAround({ today, last: plus(today, furthest), weekStart: type.weekStart, wanted: choice.day }, (from, to) =>
    openTimes(visit, wanted, from, to),
  );
}

function pickTime(visit: Visit, reader: Reader, { day, days }: Week<Time>, path: string): Html | null {
  if (!day) return null;
  const { booking } = visit.texts;
  const { slots } = days.find(({ date }) => date === day)!;
  return html`${radios({
    name: "time",
    legend: say(booking.timesOn, { day: dayInWords(reader, day) }),
    choices: slots.map((slot) => timeChoice(visit, reader, slot)),
    tiles: true,
  })}
<div class="actions"><button class="first" formaction="${path}/book">${booking.continue}</button></div>`;
}
