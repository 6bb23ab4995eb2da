import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { type Reader, spanInWords } from "../../domain/messaging/mail/when.ts";
import { bookEventOperation, bookRecurringOperation } from "../../domain/scheduling/bookings/visitor-operations.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import {
  badRequest,
  conflict,
  type DomainError,
  forbidden,
  notFound,
  rateLimited,
  validationError,
} from "../../platform/errors.ts";
import { iso, minutes } from "../../platform/schemas.ts";
import { moments } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import { hiddenMeetingChoice, type MeetingChoice, meetingChoiceOf, meetingQuery } from "./meeting-choice.ts";
import { openTimes } from "./meeting-days.ts";
import { bookerFields, datesField, responsesOf, wrongBooker } from "./meeting-form.ts";
import { hostsInWords, type Offer, type Own, onwardTo } from "./meeting-offer.ts";
import { meetingTimesPage } from "./meeting-times.ts";
import { alert, once, radios, rows, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { price } from "./storefront.ts";
import type { Onward, Page, Visit } from "./visit.ts";

// The second step: who it is for. Sending it books.

export async function meetingDetails(visit: Visit, offer: Offer): Promise<Page> {
  const choice = meetingChoiceOf(visit.query, offer);
  // Whoever links here may have filled in what they know: `?name=…&email=…&q.topic=…`.
  visit.form = visit.query;
  if (!choice.time) return meetingTimesPage(visit, offer, choice, visit.texts.wrong.time);
  if (await isOpen(visit, offer, choice)) return detailsPage(visit, offer, choice);
  return meetingTimesPage(visit, offer, { ...choice, day: dateOf(choice) }, visit.texts.booking.notOpen);
}

export async function bookMeeting(visit: Visit, offer: Offer): Promise<Page | Onward> {
  const choice = meetingChoiceOf(visit.form, offer);
  if (!choice.time) return meetingTimesPage(visit, offer, choice, visit.texts.wrong.time);
  try {
    return { to: onwardTo(offer, await book(visit, offer, choice)) };
  } catch (error) {
    return refused(
      visit,
      offer,
      choice,
      refusedAs(error, badRequest, conflict, forbidden, notFound, validationError, rateLimited),
    );
  }
}

async function book(visit: Visit, offer: Offer, choice: MeetingChoice): Promise<Own> {
  const { type, link } = offer;
  const body = {
    eventTypeId: type.id,
    start: choice.time,
    end: endOf(choice),
    responses: responsesOf(visit, offer),
    timeZone: choice.zone,
    // Mails go out in the language of the page.
    language: visit.locale,
    ...(link ? { link } : {}),
    ...(choice.response ? { metadata: { routingFormResponse: choice.response } } : {}),
  };
  const dates = type.recurringEvent ? Number(visit.form.dates) || 1 : 1;
  if (dates === 1) return visit.ask(bookEventOperation, { body, once: visit.form.once });
  const series = await visit.ask(bookRecurringOperation, {
    body: { ...body, recurringCount: dates },
    once: visit.form.once,
  });
  return series.bookings[0]!;
}

const endOf = ({ time, length }: MeetingChoice) => iso(Date.parse(time!) + minutes(length));
const dateOf = ({ time, zone }: MeetingChoice) => localDate(zone, Date.parse(time!));

async function isOpen(visit: Visit, { type, link }: Offer, choice: MeetingChoice): Promise<boolean> {
  const date = dateOf(choice);
  const wanted = { eventTypeId: type.id, timeZone: choice.zone, duration: choice.length, link };
  try {
    const days = await openTimes(visit, wanted, date, date);
    return days.some(({ slots }) => slots.some(({ start }) => start === choice.time));
  } catch (error) {
    refusedAs(error, badRequest, conflict, notFound, validationError);
    return false;
  }
}

type Again = { wrong?: Wrong; problem?: string; alternatives?: string[]; status?: number };

function detailsPage(
  visit: Visit,
  offer: Offer,
  choice: MeetingChoice,
  { wrong, problem, alternatives = [], status = 200 }: Again = {},
): Page {
  const { texts, locale } = visit;
  const { type, path } = offer;
  const { words } = mailTexts[locale];
  const reader = { locale, zone: choice.zone };
  const lost = problem !== undefined;
  const times = `${path}?${meetingQuery({ ...choice, time: null, day: dateOf(choice) })}`;
  return {
    title: wrong || lost ? `${texts.common.error}: ${type.title}` : `${texts.booking.yourDetails}: ${type.title}`,
    status,
    // Whoever has booked goes on to the page that the event type names.
    leadsTo: type.successRedirectUrl ? new URL(type.successRedirectUrl).origin : undefined,
    body: html`<p><a class="plainlink" href="${times}">${words.links.reschedule}</a></p>
<h1>${type.title}</h1>
${lost && alert(problem)}
${wrong && summary(texts, wrong)}
${chosen(visit, reader, offer, choice, lost)}
<form action="${path}/book" method="post">
${once()}
${hiddenMeetingChoice({ ...choice, time: alternatives.length > 0 ? null : choice.time })}
${alternatives.length > 0 && radios({ name: "time", legend: words.when, choices: moments(reader, alternatives) })}
${datesField(visit, offer)}
<h2>${texts.booking.yourDetails}</h2>
${bookerFields(visit, offer, wrong)}
<div class="actions"><button class="first">${type.requiresConfirmation ? texts.booking.request : texts.booking.book}</button></div>
</form>`,
  };
}

/** What is about to be booked. A time that was lost is struck out. */
function chosen(visit: Visit, reader: Reader, offer: Offer, choice: MeetingChoice, lost: boolean): Html {
  const { words } = mailTexts[visit.locale];
  const { price: amount, currency, hosts } = offer.type;
  const when = spanInWords(reader, choice.time!, endOf(choice));
  return rows([
    [words.when, lost ? html`<s>${when}</s>` : when],
    [words.employee, hosts.length > 0 && hostsInWords(visit, offer)],
    [words.price, amount > 0 ? price(reader, { amount, currency }) : visit.texts.booking.free],
  ]);
}

/** The form again, with everything that was typed and what to do about it. */
function refused(visit: Visit, offer: Offer, choice: MeetingChoice, refusal: DomainError): Page {
  const { booking } = visit.texts;
  const again = (more: Again) => detailsPage(visit, offer, choice, { status: refusal.type.status, ...more });
  const words = { business: hostsInWords(visit, offer) };
  if (refusal.type === rateLimited) return again({ problem: say(booking.tooManyRequests, words) });
  const details = refusal.details ?? [];
  const alternatives = details.flatMap(({ start, message }) =>
    // Of a series the details name what is taken: there is no one time to take instead.
    typeof start === "string" && message.endsWith("is open") ? [start] : [],
  );
  if (alternatives.length > 0) return again({ problem: booking.lost, alternatives });
  if (refusal.type === validationError) {
    const wrong = wrongBooker(visit, offer, details);
    if (Object.keys(wrong).length > 0) return again({ wrong });
  }
  const isLost = refusal.type === conflict && !details.some(({ field }) => field === "link");
  return again({ problem: isLost ? booking.lostAll : say(booking.notBookable, words) });
}
