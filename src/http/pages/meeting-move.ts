import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { zoneInWords } from "../../domain/messaging/mail/zone.ts";
import { rescheduleBooking } from "../../domain/scheduling/bookings/visitor-operations.ts";
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
import { isDate } from "./choice.ts";
import { dayInWords, moments } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import { withMove } from "./meeting-app.ts";
import { openTimes, timeChoice } from "./meeting-days.ts";
import { bookingPath, hostNames, type OpenedBooking, openBooking, spanOf } from "./meeting-own.ts";
import type { Routes } from "./mount.ts";
import { alert, field, hidden, once, radios } from "./parts.ts";
import { say } from "./say.ts";
import { plus } from "./slots.ts";
import type { Page, Visit } from "./visit.ts";

/** Moving a booking: the next open times of its event type, by the booker's days. */
export const routes: Routes = {
  "GET /booking/:uid/reschedule": async (visit) => {
    const opened = await openBooking(visit, visit.params.uid!);
    if (!opened.own.canReschedule) return { to: bookingPath(opened.own) };
    return withMove(visit, opened, await timesPage(visit, opened));
  },

  "POST /booking/:uid/reschedule": async (visit) => {
    const uid = visit.params.uid!;
    const opened = await openBooking(visit, uid);
    const { time: start = "", reason, once } = visit.form;
    const body = { start, timeZone: opened.reader.zone, ...(reason?.trim() ? { reason: reason.trim() } : {}) };
    try {
      await visit.ask(rescheduleBooking, { query: { uid }, body, once });
      return { to: `/booking/${uid}?moved=1` };
    } catch (error) {
      return again(visit, opened, refusedAs(error, conflict, forbidden, rateLimited, validationError));
    }
  },
};

const daysAtOnce = 5;
const lookAhead = 27;

async function timesPage(visit: Visit, opened: OpenedBooking, problem?: string): Promise<Page> {
  const { own, reader } = opened;
  const { appointment, common, meeting } = visit.texts;
  const today = localDate(reader.zone, visit.now);
  const from = isDate(visit.query.from) && visit.query.from > today ? visit.query.from : today;
  const found = await search(visit, opened, from);
  const shown = found.slice(0, daysAtOnce);
  const next = plus(found.length > daysAtOnce ? shown.at(-1)!.date : plus(from, lookAhead), 1);
  const here = bookingPath(own);
  const title = mailTexts[visit.locale].words.links.reschedule;
  return {
    title: `${title}: ${own.title}`,
    status: problem ? 422 : 200,
    body: html`<h1>${title}</h1>
<p><strong>${own.title}</strong><br>${spanOf(reader, own)}</p>
<p>${meeting.moveText}</p>
${problem && alert(problem)}
${
  shown.length > 0
    ? html`<form action="${here}/reschedule" method="post">
${once()}
${shown.map(
  ({ date, slots }, index) => html`<details${index === 0 && html` open`}>
<summary>${dayInWords(reader, date)}</summary>
${radios({ name: "time", legend: dayInWords(reader, date), choices: slots.map((slot) => timeChoice(visit, reader, slot)), tiles: true, legendElsewhere: true })}
</details>`,
)}
${field({ name: "reason", label: meeting.moveReason, optional: common.optional, maxlength: 1000, value: visit.form.reason })}
<div class="actions"><button class="first">${meeting.moveNow}</button>
<a class="button" href="${here}">${common.back}</a></div>
</form>
<p class="quiet">${say(common.times, { zone: zoneInWords(visit.locale, reader.zone) })}</p>`
    : html`<p>${say(appointment.noneOpen, { business: hostNames(visit, own) })}</p>`
}
<div class="weeks">${from > today ? html`<a class="plainlink" href="${here}/reschedule">${appointment.earlier}</a>` : html`<span></span>`}
<a class="plainlink" href="${here}/reschedule?from=${next}">${appointment.later}</a></div>`,
  };
}

/** The days with open times. None where the event type is gone or switched off. */
async function search(visit: Visit, { own, reader }: OpenedBooking, from: string) {
  if (own.eventTypeId === null) return [];
  const wanted = { eventTypeId: own.eventTypeId, timeZone: reader.zone, rescheduleUid: own.seatUid ?? own.uid };
  const days = await openTimes(visit, wanted, from, plus(from, lookAhead)).catch(
    (error) => refusedAs(error, badRequest, conflict, notFound, validationError) && [],
  );
  return days
    .map(({ date, slots }) => ({ date, slots: slots.filter(({ start }) => start !== own.startTime) }))
    .filter(({ slots }) => slots.length > 0);
}

/** The time was taken meanwhile, or cannot be had. The booking is where it was. */
async function again(visit: Visit, opened: OpenedBooking, { type, details = [] }: DomainError): Promise<Page> {
  const { appointment, meeting, wrong, errors } = visit.texts;
  const open = details.flatMap(({ start }) => (typeof start === "string" ? [start] : []));
  if (open.length === 0)
    return timesPage(visit, opened, type === validationError ? wrong.time : errors.impossible.text);
  const here = bookingPath(opened.own);
  const { words } = mailTexts[visit.locale];
  return {
    title: `${visit.texts.common.error}: ${opened.own.title}`,
    status: type.status,
    body: html`<h1>${words.links.reschedule}</h1>
${alert(meeting.lost)}
<form action="${here}/reschedule" method="post">
${once()}${hidden({ reason: visit.form.reason })}
${radios({ name: "time", legend: words.newTime, choices: moments(opened.reader, open) })}
<div class="actions"><button class="first">${meeting.moveNow}</button>
<a class="button" href="${here}/reschedule">${appointment.later}</a></div>
</form>`,
  };
}
