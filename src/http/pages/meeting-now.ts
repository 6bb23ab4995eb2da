import { bookInstantOperation } from "../../domain/scheduling/bookings/visitor-operations.ts";
import { conflict, notFound, rateLimited, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import { meetingChoiceOf } from "./meeting-choice.ts";
import { bookerFields, responsesOf, wrongBooker } from "./meeting-form.ts";
import { hostsInWords, type Offer } from "./meeting-offer.ts";
import { alert, hidden, once, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import type { Onward, Page, Visit } from "./visit.ts";
import { zoneSelect } from "./zones.ts";

// Instead of choosing a time: whoever of the team is free joins now.

export function nowPage(
  visit: Visit,
  offer: Offer,
  { wrong, problem, status = 200 }: { wrong?: Wrong; problem?: string; status?: number } = {},
): Page {
  const { texts } = visit;
  const { now, timeZone } = texts.meeting;
  const { zone } = meetingChoiceOf(visit.form, offer);
  return {
    title: wrong || problem ? `${texts.common.error}: ${now.title}` : `${now.title}: ${offer.type.title}`,
    status,
    body: html`<p><a class="plainlink" href="${offer.path}">${texts.common.back}</a></p>
<h1>${now.title}</h1>
<p><strong>${offer.type.title}</strong><br>${now.text}</p>
${problem && alert(problem)}
${wrong && summary(texts, wrong)}
<form action="${offer.path}/now" method="post">
${once()}
${offer.type.lockTimeZone ? hidden({ zone }) : zoneSelect(visit, timeZone, zone)}
${bookerFields(visit, offer, wrong)}
<div class="actions"><button class="first">${now.button}</button></div>
</form>`,
  };
}

export async function askForNow(visit: Visit, offer: Offer): Promise<Page | Onward> {
  const { zone } = meetingChoiceOf(visit.form, offer);
  const body = {
    eventTypeId: offer.type.id,
    responses: responsesOf(visit, offer),
    timeZone: zone,
    language: visit.locale,
  };
  try {
    const { uid } = await visit.ask(bookInstantOperation, { body, once: visit.form.once });
    return { to: `/booking/${uid}` };
  } catch (error) {
    const { type, details = [] } = refusedAs(error, conflict, notFound, rateLimited, validationError);
    const wrong = wrongBooker(visit, offer, details);
    if (type === validationError && Object.keys(wrong).length > 0)
      return nowPage(visit, offer, { wrong, status: type.status });
    const problem = say(visit.texts.booking.notBookable, { business: hostsInWords(visit, offer) });
    return nowPage(visit, offer, { problem, status: type.status });
  }
}
