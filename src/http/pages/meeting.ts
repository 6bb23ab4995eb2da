import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { momentInWords } from "../../domain/messaging/mail/when.ts";
import { cancelByHandle } from "../../domain/scheduling/bookings/visitor-operations.ts";
import { findPublicEventTypes } from "../../domain/scheduling/event-types/public.ts";
import { conflict, forbidden, notFound } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import {
  bookingDetails,
  bookingPath,
  hostNames,
  isOver,
  type OpenedBooking,
  type Own,
  openBooking,
  spanOf,
} from "./meeting-own.ts";
import type { Routes } from "./mount.ts";
import { alert, field, notice, once } from "./parts.ts";
import { say } from "./say.ts";
import type { Page, Visit } from "./visit.ts";

/** A booking, by the handle from its booker's mail: what it is, and the ways to move or cancel it. */
export const routes: Routes = {
  "GET /booking/:uid": async (visit) => overview(visit, await openBooking(visit, visit.params.uid!)),

  "GET /booking/:uid/cancel": async (visit) => {
    const opened = await openBooking(visit, visit.params.uid!);
    return opened.own.canCancel ? cancelPage(visit, opened) : overview(visit, opened);
  },

  "POST /booking/:uid/cancel": async (visit) => {
    const uid = visit.params.uid!;
    const { reason, all, once } = visit.form;
    try {
      await visit.ask(cancelByHandle, {
        body: { uid, ...(reason?.trim() ? { reason: reason.trim() } : {}), allRemaining: all === "1" },
        once,
      });
      return { to: `/booking/${uid}` };
    } catch (error) {
      refusedAs(error, conflict, forbidden);
      const opened = await openBooking(visit, uid);
      return { ...(await overview(visit, opened, alert(visit.texts.errors.impossible.text))), status: 409 };
    }
  },
};

async function overview(visit: Visit, opened: OpenedBooking, problem?: Html): Promise<Page> {
  const { own, reader } = opened;
  const { appointment, meeting } = visit.texts;
  const { words, booking } = mailTexts[visit.locale];
  const here = bookingPath(own);
  const host = hostNames(visit, own);
  const { title, text } = headline(visit, own);
  const waiting = own.status === "awaiting_host";
  const ahead = !isOver(own) && !waiting && Date.parse(own.endTime) > visit.now;
  const calendar = `/api/bookings/calendar?uid=${here.slice("/booking/".length)}${own.recurringEventId ? "&series=true" : ""}`;
  const bookAgain = ahead || waiting ? null : await pageOf(visit, own);
  const joins = own.status === "accepted" && ahead && own.meetingUrl;
  return {
    title,
    ...(waiting ? { refreshSeconds: 10 } : {}),
    body: html`<h1>${title}</h1>
${problem ?? justDone(visit, opened)}
<p>${say(text, { host, business: host })}</p>
${bookingDetails(visit, reader, own)}
${ahead && !own.canCancel && !own.canReschedule && html`<p>${say(appointment.notOnline, { business: host })}</p>`}
<div class="actions">
${joins && html`<a class="button first" href="${own.meetingUrl}">${words.bookingLinks.join}</a>`}
${own.canReschedule && html`<a class="button${!joins && " first"}" href="${here}/reschedule">${words.bookingLinks.reschedule}</a>`}
${own.canCancel && !waiting && html`<a class="button" href="${here}/cancel">${meeting.cancel}</a>`}
${ahead && own.status === "accepted" && html`<a class="button" href="${calendar}">${words.bookingLinks.ics}</a>`}
${waiting && html`<a class="button first" href="${here}">${meeting.now.again}</a>`}
${!ahead && !waiting && bookAgain && html`<a class="button" href="${bookAgain}">${booking.bookingCancelled.action}</a>`}
</div>
${waiting && html`<form action="${here}/cancel" method="post">${once()}<div class="actions"><button>${meeting.now.withdraw}</button></div></form>`}
${ahead && (own.canCancel || own.canReschedule) && html`<p class="quiet">${meeting.keepLink}</p>`}`,
  };
}

/** Where another can be booked; null where it is no longer offered. */
async function pageOf(visit: Visit, { eventTypeId }: Own): Promise<string | null> {
  if (eventTypeId === null) return null;
  try {
    const { eventTypes } = await visit.ask(findPublicEventTypes, { query: { eventTypeId: String(eventTypeId) } });
    return eventTypes[0]?.link ?? null;
  } catch (error) {
    return refusedAs(error, conflict, notFound) && null;
  }
}

/** What to call the page, and the sentence below, by how things stand. The mails have words for most of it. */
function headline(visit: Visit, own: Own): { title: string; text: string } {
  const { booking } = mailTexts[visit.locale];
  const { appointment, meeting } = visit.texts;
  const mailed = ({ title, intro }: { title: string; intro: string }) => ({ title, text: intro });
  switch (own.status) {
    case "pending":
      return mailed(booking.bookingRequested);
    case "accepted":
      return Date.parse(own.endTime) > visit.now
        ? mailed(booking.bookingConfirmed)
        : { ...appointment.past, title: meeting.title };
    case "cancelled":
      return mailed(booking.bookingCancelled);
    case "rejected":
      return mailed(booking.bookingRejected);
    case "awaiting_host":
      return { title: meeting.now.waiting, text: meeting.now.waitingText };
  }
}

/** After booking or moving: what has just happened, once more in words. */
function justDone(visit: Visit, { own, reader }: OpenedBooking): Html | null {
  const { appointment } = visit.texts;
  if (own.status !== "accepted" && own.status !== "pending") return null;
  const when = momentInWords(reader, own.startTime);
  if (visit.query.moved && own.status === "accepted") return notice(say(appointment.moved, { when }));
  if (!visit.query.new && !visit.query.moved) return null;
  const done = own.status === "accepted" ? appointment.booked : appointment.requested;
  return notice(say(done, { when }), own.attendees.some(({ email }) => email !== "") && appointment.detailsSent);
}

function cancelPage(visit: Visit, { own, reader }: OpenedBooking): Page {
  const { appointment, common, meeting } = visit.texts;
  const here = bookingPath(own);
  return {
    title: meeting.cancelTitle,
    body: html`<h1>${meeting.cancelTitle}</h1>
<p><strong>${own.title}</strong><br>${spanOf(reader, own)}</p>
<p>${appointment.cancelText}</p>
<form action="${here}/cancel" method="post">
${once()}
${own.recurringEventId && own.seats === null && html`<div class="field"><label class="choice"><input type="checkbox" name="all" value="1"> <span>${meeting.allRemaining}</span></label></div>`}
${field({ name: "reason", label: appointment.reason, type: "textarea", optional: common.optional, maxlength: 1000 })}
<div class="actions"><button class="first">${appointment.cancelNow}</button>
<a class="button" href="${here}">${meeting.keep}</a></div>
</form>`,
  };
}
