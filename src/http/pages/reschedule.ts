import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import { zoneInWords } from "../../domain/messaging/mail/zone.ts";
import { rescheduleAppointment } from "../../domain/services/appointments/operations.ts";
import { searchVisits } from "../../domain/services/visits/operations.ts";
import { localDate } from "../../domain/time/availability/zone.ts";
import { badRequest, conflict, type DomainError, notFound, validationError } from "../../platform/errors.ts";
import { isDate } from "./choice.ts";
import { dayInWords, moments } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { type Moving, type Opened, openOwn, possible, whatMoves, whenOf } from "./own.ts";
import { alert, hidden, once, radios } from "./parts.ts";
import { say } from "./say.ts";
import { type Day, type OpenTime, openSlots, plus, slotChoice } from "./slots.ts";
import { withMoveOf } from "./store-app.ts";
import type { Page, Visit } from "./visit.ts";

/** Moving an appointment: the next open times of its service with the same person, by day. */
export const routes: Routes = {
  "GET /appointments/:uid/reschedule": async (visit) => {
    const opened = await openOwn(visit, visit.params.uid!);
    const moving = whatMoves(opened.own, visit.query.scope);
    return possible(visit, { ...opened, own: moving.moved }).move
      ? withMoveOf(opened, moving, otherScope(visit, opened, moving), await timesPage(visit, opened, moving))
      : { to: `/appointments/${opened.own.uid}` };
  },

  "POST /appointments/:uid/reschedule": async (visit) => {
    const uid = visit.params.uid!;
    const startTime = visit.form.time ?? "";
    const scope = visit.form.scope === "visit" ? "visit" : "one";
    try {
      await visit.ask(rescheduleAppointment, { body: { uid, startTime, scope }, once: visit.form.once });
      return { to: `/appointments/${uid}?moved=1` };
    } catch (error) {
      const opened = await openOwn(visit, uid);
      return again(visit, opened, whatMoves(opened.own, scope), refusedAs(error, conflict, validationError));
    }
  },
};

/** The way from moving a visit to moving one of its services, and back. */
function otherScope({ texts }: Visit, { own }: Opened, { scope }: Moving): { href: string; words: string } | null {
  const here = `/appointments/${own.uid}/reschedule`;
  const { moveOne, moveAll } = texts.appointment;
  if (scope === "visit") return { href: `${here}?scope=one`, words: say(moveOne, { service: own.service.name }) };
  return scope && { href: here, words: moveAll };
}

const daysAtOnce = 5;
const lookAhead = 27;

async function timesPage(visit: Visit, opened: Opened, moving: Moving, problem?: string): Promise<Page> {
  const { store, reader } = opened;
  const { scope, moved: own } = moving;
  const { appointment, common } = visit.texts;
  const today = localDate(reader.zone, visit.now);
  const from = isDate(visit.query.from) && visit.query.from > today ? visit.query.from : today;
  const found = (await search(visit, opened, moving, from)).filter(({ slots }) => slots.length > 0);
  const shown = found.slice(0, daysAtOnce);
  const next = plus(found.length > daysAtOnce ? shown.at(-1)!.date : plus(from, lookAhead), 1);
  const here = `/appointments/${own.uid}`;
  const scoped = (query: Record<string, string>) => `${here}/reschedule?${new URLSearchParams(query)}`;
  const other = otherScope(visit, opened, moving);
  const kept: Record<string, string> = scope === "one" ? { scope } : {};
  return {
    title: `${mailTexts[visit.locale].words.links.reschedule}: ${own.service.name}`,
    status: problem ? 422 : 200,
    body: html`<h1>${mailTexts[visit.locale].words.links.reschedule}</h1>
<p><strong>${own.service.name}</strong><br>${whenOf(reader, own)}</p>
<p>${appointment.moveText}</p>
${other && html`<p><a href="${other.href}">${other.words}</a></p>`}
${problem && alert(problem)}
${
  shown.length > 0
    ? html`<form action="${here}/reschedule" method="post">
${once()}${hidden({ scope })}
${shown.map((day, index) => dayChoice(visit, reader, day, index === 0))}
<div class="actions"><button class="first">${appointment.moveNow}</button>
<a class="button" href="${here}">${common.back}</a></div>
</form>
<p class="quiet">${say(common.times, { zone: zoneInWords(visit.locale, reader.zone) })}</p>`
    : html`<p>${say(appointment.noneOpen, { business: store.name })}</p>`
}
<div class="weeks">${from > today ? html`<a class="plainlink" href="${scoped(kept)}">${appointment.earlier}</a>` : html`<span></span>`}
<a class="plainlink" href="${scoped({ ...kept, from: next })}">${appointment.later}</a></div>`,
  };
}

/** Days fold, so that five of them are no long way on a phone. */
const dayChoice = (
  visit: Visit,
  reader: Reader,
  { date, slots }: Day<OpenTime>,
  open: boolean,
) => html`<details${open && html` open`}>
<summary>${dayInWords(reader, date)}</summary>
${radios({ name: "time", legend: dayInWords(reader, date), choices: slots.map((slot) => slotChoice(visit, reader, slot)), tiles: true, legendElsewhere: true })}
</details>`;

/** By the customer's own days. Nothing where the service is not offered any more. */
async function search(
  visit: Visit,
  { own, store, reader }: Opened,
  { scope, moved }: Moving,
  from: string,
): Promise<Day<OpenTime>[]> {
  const { serviceId, locationId } = own;
  const employeeId = own.isGroupBooking ? null : own.employeeId;
  const wish = { serviceId, employeeId, locationId, extras: [], moving: own.uid };
  const to = plus(from, lookAhead);
  const asked: Promise<Day<OpenTime>[]> =
    scope === "visit"
      ? visit.ask(searchVisits, { body: { moving: own.uid, from, to } }).then(({ days }) => days)
      : openSlots(visit, store.subdomain, wish, from, to);
  const days = await asked.catch((error) => refusedAs(error, badRequest, conflict, notFound, validationError) && []);
  const theirs = Map.groupBy(
    days.flatMap(({ slots }) => slots.filter(({ startTime }) => startTime !== moved.startTime)),
    ({ startTime }) => localDate(reader.zone, Date.parse(startTime)),
  );
  return [...theirs].map(([date, slots]) => ({ date, slots }));
}

/** The time was taken meanwhile, or cannot be had. The appointment is where it was. */
async function again(visit: Visit, opened: Opened, moving: Moving, { type, details = [] }: DomainError): Promise<Page> {
  const { appointment, wrong, errors } = visit.texts;
  const open = details.flatMap(({ startTime }) => (typeof startTime === "string" ? [startTime] : []));
  if (open.length === 0)
    return timesPage(visit, opened, moving, type === validationError ? wrong.time : errors.impossible.text);
  const here = `/appointments/${opened.own.uid}`;
  const legend = mailTexts[visit.locale].words.newTime;
  return {
    title: `${visit.texts.common.error}: ${opened.own.service.name}`,
    status: type.status,
    body: html`<h1>${mailTexts[visit.locale].words.links.reschedule}</h1>
${alert(appointment.lost)}
<form action="${here}/reschedule" method="post">
${once()}${hidden({ scope: moving.scope })}
${radios({ name: "time", legend, choices: moments(opened.reader, open) })}
<div class="actions"><button class="first">${appointment.moveNow}</button>
<a class="button" href="${here}/reschedule">${appointment.later}</a></div>
</form>`,
  };
}
