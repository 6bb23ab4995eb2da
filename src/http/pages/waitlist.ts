import type { z } from "zod";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { momentInWords, type Reader, spanInWords } from "../../domain/messaging/mail/when.ts";
import { wishInWords } from "../../domain/messaging/mail/wish.ts";
import {
  acceptWaitlistOffer,
  declineWaitlistOffer,
  leaveWaitlistAsCustomer,
  readOwnWaitlistEntry,
} from "../../domain/services/waitlist/operations.ts";
import type { OwnEntry } from "../../domain/services/waitlist/schema.ts";
import { conflict } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html, typed } from "./html.ts";
import type { Routes } from "./mount.ts";
import { alert, notice, once, rows } from "./parts.ts";
import { say } from "./say.ts";
import { enter, type Storefront } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

/** A place on the waitlist, by the handle from its mail: the time that is offered, if one is, and the way out. */
export const routes: Routes = {
  "GET /waitlist/:uid": async (visit) =>
    entryPage(visit, await openEntry(visit), visit.query.declined && notice(visit.texts.waitlist.declined)),

  "POST /waitlist/:uid/accept": async (visit) => {
    try {
      const { appointment } = await visit.ask(acceptWaitlistOffer, asked(visit));
      return { to: `/appointments/${appointment!.uid}?new=1` };
    } catch (error) {
      return unchanged(visit, error);
    }
  },

  "POST /waitlist/:uid/decline": (visit) => change(visit, declineWaitlistOffer, "?declined=1"),
  "POST /waitlist/:uid/leave": (visit) => change(visit, leaveWaitlistAsCustomer),
};

type Entry = z.output<typeof OwnEntry>;
type Opened = { entry: Entry; store: Storefront; reader: Reader };

async function openEntry(visit: Visit): Promise<Opened> {
  const uid = visit.params.uid!;
  const entry = await visit.ask(readOwnWaitlistEntry, { query: { uid } });
  const store = await enter(visit, { uid });
  const place = store.locations.find(({ id }) => id === entry.location?.id);
  return { entry, store, reader: { locale: visit.locale, zone: place?.timeZone ?? store.timeZone } };
}

const asked = ({ params, form }: Visit) => ({ body: { uid: params.uid! }, once: form.once });

async function change(visit: Visit, operation: typeof declineWaitlistOffer, after = "") {
  try {
    await visit.ask(operation, asked(visit));
    return { to: `/waitlist/${visit.params.uid}${after}` };
  } catch (error) {
    return unchanged(visit, error);
  }
}

/** The offer ended before the button was pressed, or it is booked already. */
async function unchanged(visit: Visit, error: unknown): Promise<Page> {
  refusedAs(error, conflict);
  const opened = await openEntry(visit);
  const { waitlist, errors } = visit.texts;
  const problem = opened.entry.status === "booked" ? errors.impossible.text : waitlist.offerGone;
  return { ...entryPage(visit, opened, alert(problem)), status: 409 };
}

function entryPage(visit: Visit, opened: Opened, said?: Html | string): Page {
  const { entry, store, reader } = opened;
  const { waitlist, appointment } = visit.texts;
  const { words } = mailTexts[visit.locale];
  const here = `/waitlist/${entry.uid}`;
  const { title, text } = headline(visit, opened);
  const button = (verb: string, label: string, first = false) =>
    html`<form action="${here}/${verb}" method="post">${once()}<button${first && html` class="first"`}>${label}</button></form>`;
  return {
    title,
    body: html`<h1>${title}</h1>
${said}
<p>${say(text, { business: store.name })}</p>
${details(visit, opened)}
${entry.offer && html`<p>${say(mailTexts[visit.locale].customer.waitlistOffer.until!, { until: momentInWords(reader, entry.offer.expiresAt) })}</p>`}
<div class="actions">
${entry.offer && button("accept", mailTexts[visit.locale].customer.waitlistOffer.action!, true)}
${entry.offer && button("decline", waitlist.decline)}
${(entry.status === "waiting" || entry.status === "offered") && button("leave", words.leaveWaitlist)}
${entry.appointment && html`<a class="button first" href="/appointments/${entry.appointment.uid}">${words.links.view}</a>`}
${(entry.status === "removed" || entry.status === "expired") && html`<a class="button" href="/b/${store.subdomain}">${appointment.bookAgain}</a>`}
</div>`,
  };
}

function headline({ locale, texts }: Visit, { entry }: Opened): { title: string; text: string } {
  const { customer } = mailTexts[locale];
  switch (entry.status) {
    case "waiting":
      return { title: customer.waitlistJoined.title, text: customer.waitlistJoined.intro };
    case "offered":
      return { title: customer.waitlistOffer.title, text: customer.waitlistOffer.intro };
    case "booked":
      return { title: customer.confirmation.title, text: customer.confirmation.intro };
    case "removed":
      return texts.waitlist.left;
    case "expired":
      return texts.waitlist.expired;
  }
}

function details({ locale }: Visit, { entry, reader }: Opened): Html {
  const { words } = mailTexts[locale];
  const { offer, appointment, fromDate: from, toDate: to, earliest, latest } = entry;
  const time = offer ?? appointment;
  return rows([
    [words.service, entry.service.name],
    [
      time ? words.when : words.requestedTime,
      time ? spanInWords(reader, time.startTime, time.endTime) : wishInWords(reader, { from, to, earliest, latest }),
    ],
    [words.employee, (time ?? entry).employee?.name],
    [words.where, entry.location?.name],
    [words.note, entry.notes && typed(entry.notes)],
  ]);
}
