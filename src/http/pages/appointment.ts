import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { momentInWords } from "../../domain/messaging/mail/when.ts";
import { cancelAppointment } from "../../domain/services/appointments/operations.ts";
import { conflict } from "../../platform/errors.ts";
import { clockTime } from "./dates.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { details, type Opened, type Own, openOwn, possible, whenOf } from "./own.ts";
import { alert, field, notice, once, radios } from "./parts.ts";
import { say } from "./say.ts";
import type { Page, Visit } from "./visit.ts";

/** A customer's appointment, by the handle from their mail: what it is, and the ways to move or cancel it. */
export const routes: Routes = {
  "GET /appointments/:uid": async (visit) => overview(visit, await openOwn(visit, visit.params.uid!)),

  "GET /appointments/:uid/cancel": async (visit) => {
    const opened = await openOwn(visit, visit.params.uid!);
    return possible(visit, opened).cancel ? cancelPage(visit, opened) : overview(visit, opened);
  },

  "POST /appointments/:uid/cancel": async (visit) => {
    const uid = visit.params.uid!;
    try {
      await visit.ask(cancelAppointment, {
        body: {
          uid,
          reason: visit.form.reason?.trim() || null,
          ...(visit.form.scope === "visit" ? { scope: "visit" as const } : {}),
        },
        once: visit.form.once,
      });
      return { to: `/appointments/${uid}` };
    } catch (error) {
      refusedAs(error, conflict);
      const opened = await openOwn(visit, uid);
      return { ...overview(visit, opened, alert(visit.texts.errors.impossible.text)), status: 409 };
    }
  },
};

function overview(visit: Visit, opened: Opened, problem?: Html): Page {
  const { own, store, reader } = opened;
  const { appointment } = visit.texts;
  const { words } = mailTexts[visit.locale];
  const { open, cancel, move, until } = possible(visit, opened);
  const here = `/appointments/${own.uid}`;
  const { title, text } = headline(visit, opened);
  return {
    title,
    body: html`<h1>${title}</h1>
${problem ?? justDone(visit, opened)}
<p>${say(text, { business: store.name })}</p>
${details(visit, opened)}
${wholeVisit(visit, opened)}
${open && !cancel && !move && html`<p>${say(appointment.notOnline, { business: store.name })}</p>`}
${(cancel || move) && until && html`<p>${say(appointment.until, { until: momentInWords(reader, until) })}</p>`}
<div class="actions">
${move && html`<a class="button first" href="${here}/reschedule">${words.links.reschedule}</a>`}
${cancel && html`<a class="button" href="${here}/cancel">${appointment.cancel}</a>`}
${open && html`<a class="button" href="/api/services/appointments/calendar?uid=${own.uid}">${words.links.ics}</a>`}
${own.status === "completed" && html`<a class="button first" href="/review?uid=${own.uid}">${words.links.review}</a>`}
${!open && html`<a class="button" href="/b/${store.subdomain}">${appointment.bookAgain}</a>`}
</div>
${open && html`<p class="quiet">${appointment.keepLink}</p>`}`,
  };
}

/** Everything that was booked together, each with its own page. */
function wholeVisit({ texts }: Visit, { own, reader }: Opened): Html | null {
  if (!own.visit) return null;
  const line = (part: NonNullable<Own["visit"]>[number]) => {
    const name = [part.service.name, part.employee?.name].filter(Boolean).join(" · ");
    const when = clockTime(reader, part.startTime);
    const over = part.status === "canceled" || part.status === "rejected";
    const shown = html`${over ? html`<s>${when}</s>` : when} ${name}${over && html` (${texts.statuses[part.status]})`}`;
    return html`<li>${part.uid === own.uid ? html`<strong>${shown}</strong>` : html`<a href="/appointments/${part.uid}">${shown}</a>`}</li>`;
  };
  return html`<h2>${texts.appointment.visit}</h2>
<ul class="plain">${own.visit.map(line)}</ul>`;
}

/** Whether there is more of the visit to cancel. */
const hasMore = ({ own }: Opened): boolean =>
  (own.visit ?? []).filter(({ status }) => status === "pending" || status === "approved").length > 1;

/** What to call the page, and the sentence below, by how things stand. The mails have words for most of it. */
function headline(visit: Visit, { own }: Opened): { title: string; text: string } {
  const { customer } = mailTexts[visit.locale];
  const { appointment } = visit.texts;
  const mailed = ({ title, intro }: { title: string; intro: string }) => ({ title, text: intro });
  switch (own.status) {
    case "pending":
      return mailed(customer.pending);
    case "approved":
      return Date.parse(own.endTime) > visit.now ? mailed(customer.confirmation) : appointment.past;
    case "canceled":
      return mailed(customer.cancelled);
    case "rejected":
      return mailed(customer.rejected);
    case "completed":
      return appointment.completed;
    case "no-show":
      return appointment.noShow;
  }
}

/** After booking or moving: what has just happened, once more in words. */
function justDone(visit: Visit, { own, reader }: Opened): Html | null {
  const { appointment } = visit.texts;
  if (own.status !== "approved" && own.status !== "pending") return null;
  const when = momentInWords(reader, own.startTime);
  if (visit.query.moved) return notice(say(appointment.moved, { when }));
  if (!visit.query.new) return null;
  const done = own.status === "approved" ? appointment.booked : appointment.requested;
  return notice(say(done, { when }), own.customer?.email && appointment.detailsSent);
}

function cancelPage(visit: Visit, opened: Opened): Page {
  const { appointment, common } = visit.texts;
  const here = `/appointments/${opened.own.uid}`;
  return {
    title: appointment.cancelTitle,
    body: html`<h1>${appointment.cancelTitle}</h1>
<p><strong>${opened.own.service.name}</strong><br>${whenOf(opened.reader, opened.own)}</p>
<p>${appointment.cancelText}</p>
<form action="${here}/cancel" method="post">
${once()}
${
  hasMore(opened) &&
  radios({
    name: "scope",
    legend: appointment.cancelWhat,
    choices: [
      { value: "one", label: say(appointment.cancelOne, { service: opened.own.service.name }) },
      { value: "visit", label: appointment.cancelVisit },
    ],
    chosen: "one",
  })
}
${field({ name: "reason", label: appointment.reason, type: "textarea", optional: common.optional, maxlength: 5000 })}
<div class="actions"><button class="first">${appointment.cancelNow}</button>
<a class="button" href="${here}">${appointment.keep}</a></div>
</form>`,
  };
}
