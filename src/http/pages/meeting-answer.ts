import type { z } from "zod";
import { bestLocale } from "../../domain/messaging/mail/locale.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import { answerBooking, getBookingToAnswer } from "../../domain/scheduling/notifications/operations.ts";
import { conflict, forbidden, notFound } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html, typed } from "./html.ts";
import { incomplete } from "./links.ts";
import { bookingDetails } from "./meeting-own.ts";
import type { Routes } from "./mount.ts";
import { alert, field, hidden, notice, once } from "./parts.ts";
import { say } from "./say.ts";
import { enter } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

/** Where mails to hosts lead: a booking, and what may be done about it. Opening changes nothing; only the buttons do. */
export const routes: Routes = {
  "GET /booking/:uid/answer": (visit) => answerPage(visit, visit.query.token),
  "POST /booking/:uid/answer": (visit) => decide(visit, ["confirm", "reject", "cancel"], answerPage),
  "GET /booking/:uid/accept": (visit) => acceptPage(visit, visit.query.token),
  "POST /booking/:uid/accept": (visit) => decide(visit, ["accept"], acceptPage),
};

type Asked = { own: z.output<typeof getBookingToAnswer.output>; reader: Reader; token: string };
type Answer = "confirm" | "reject" | "cancel" | "accept";
type Done = { answer?: Answer | undefined; problem?: boolean };

async function decide(
  visit: Visit,
  possible: Answer[],
  page: (visit: Visit, token: string | undefined, done: Done) => Promise<Page>,
): Promise<Page> {
  const { token = "", answer, reason, once } = visit.form;
  const chosen = possible.find((one) => one === answer);
  if (!chosen) return page(visit, token, {});
  const why = chosen !== "confirm" && reason?.trim() ? { reason: reason.trim() } : {};
  try {
    await visit.ask(answerBooking, { body: { uid: visit.params.uid!, token, answer: chosen, ...why }, once });
    return page(visit, token, { answer: chosen });
  } catch (error) {
    // It was answered, moved or taken before the button was pressed.
    const { status } = refusedAs(error, conflict, forbidden, notFound).type;
    return { ...(await page(visit, token, { problem: true })), status };
  }
}

/** In the host's own zone and language. Null where the token is not that of the mail. */
async function open(visit: Visit, token = ""): Promise<Asked | null> {
  const uid = visit.params.uid!;
  if (!token) return null;
  try {
    const own = await visit.ask(getBookingToAnswer, { query: { uid, token } });
    await enter(visit, { uid });
    visit.locale = bestLocale(own.host.language);
    return { own, reader: { locale: visit.locale, zone: own.host.timeZone }, token };
  } catch (error) {
    return refusedAs(error, forbidden) && null;
  }
}

async function answerPage(visit: Visit, token: string | undefined, { answer, problem }: Done = {}): Promise<Page> {
  const asked = await open(visit, token);
  if (!asked) return incomplete(visit, 403);
  const { answer: texts, statuses } = visit.texts.meeting;
  const { own } = asked;
  const titles: Partial<Record<Answer, string>> = {
    confirm: texts.confirmed,
    reject: texts.declined,
    cancel: texts.cancelled,
  };
  const done = answer && titles[answer];
  const pending = own.status === "pending" && own.isYours;
  const title = done ?? (pending ? texts.title : statuses[own.status]);
  return {
    title,
    body: html`<h1>${title}</h1>
${problem && alert(visit.texts.errors.impossible.text)}
${done && notice(texts.told)}
${pending && html`<p>${say(texts.text, { attendee: bookerOf(own) })}${own.recurringEventId && ` ${texts.series}`}</p>`}
${shown(visit, asked)}
${pending && !done && pendingForms(visit, asked)}
${own.status === "accepted" && own.isYours && Date.parse(own.startTime) > visit.now && acceptedForms(visit, asked)}`,
  };
}

/** Two buttons that decide, and the reason that goes with a no. */
function pendingForms(visit: Visit, { token, own }: Asked): Html {
  const { answer: texts } = visit.texts.meeting;
  const here = `/booking/${own.uid}/answer`;
  return html`<form action="${here}" method="post">
${once()}${hidden({ token, answer: "confirm" })}
<div class="actions"><button class="first">${texts.confirm}</button></div>
</form>
<h2>${texts.decline}</h2>
<form action="${here}" method="post">
${once()}${hidden({ token, answer: "reject" })}
${field({ name: "reason", label: visit.texts.appointment.reason, type: "textarea", optional: visit.texts.common.optional, maxlength: 1000 })}
<div class="actions"><button>${texts.decline}</button></div>
</form>`;
}

function acceptedForms(visit: Visit, { token, own }: Asked): Html {
  const { meeting, appointment, common } = visit.texts;
  return html`${own.meetingUrl && html`<div class="actions"><a class="button first" href="${own.meetingUrl}">${mailTexts[visit.locale].words.bookingLinks.join}</a></div>`}
<details><summary>${meeting.cancel}</summary>
<form action="/booking/${own.uid}/answer" method="post">
${once()}${hidden({ token, answer: "cancel" })}
${field({ name: "reason", label: appointment.reason, type: "textarea", optional: common.optional, maxlength: 1000 })}
<div class="actions"><button>${appointment.cancelNow}</button></div>
</form></details>`;
}

async function acceptPage(visit: Visit, token: string | undefined, { answer }: Done = {}): Promise<Page> {
  const asked = await open(visit, token);
  if (!asked) return incomplete(visit, 403);
  const { own, reader } = asked;
  const { answer: texts, now } = visit.texts.meeting;
  const { words } = mailTexts[visit.locale];
  const attendee = bookerOf(own);
  const waiting = own.status === "awaiting_host" && (!own.expiresAt || Date.parse(own.expiresAt) > visit.now);
  const mine = own.status === "accepted" && own.isYours;
  const title = waiting ? now.title : mine ? texts.accepted : texts.taken;
  return {
    title,
    body: html`<h1>${title}</h1>
${answer && mine && notice(texts.told)}
${waiting && html`<p>${say(texts.acceptText, { attendee })}</p>`}
${!waiting && !mine && html`<p>${say(texts.takenText, { attendee })}</p>`}
${(waiting || mine) && bookingDetails(visit, reader, own, whoComes(visit, own))}
${
  waiting &&
  html`<form action="/booking/${own.uid}/accept" method="post">
${once()}${hidden({ token: asked.token, answer: "accept" })}
<div class="actions"><button class="first">${texts.accept}</button></div>
</form>`
}
${mine && own.meetingUrl && html`<div class="actions"><a class="button first" href="${own.meetingUrl}">${words.bookingLinks.join}</a></div>`}`,
  };
}

const shown = (visit: Visit, { own, reader }: Asked) => bookingDetails(visit, reader, own, whoComes(visit, own));

/** A host sees who comes, how to reach them, and what they said. */
const whoComes = (visit: Visit, { attendees, answers }: Asked["own"]): [string, Html][] => [
  [
    mailTexts[visit.locale].words.attendees,
    html`${attendees
      .filter(({ status }) => status === "booked")
      .map(
        ({ name, email, phone }, index) =>
          html`${index > 0 && html`<br>`}${name}${email && html` · <a href="mailto:${email}">${email}</a>`}${phone && html` · <a href="tel:${phone.replace(/[^+\d]/g, "")}">${phone}</a>`}`,
      )}`,
  ],
  ...answers.map(({ question, answer }): [string, Html] => [question, html`${typed(answer)}`]),
];

const bookerOf = ({ attendees }: Asked["own"]) => attendees.find(({ guest }) => !guest)?.name ?? "";
