import type { z } from "zod";
import type { ConnectedCalendar, Connection } from "../../domain/connections/accounts/schema.ts";
import { momentInWords, type Reader } from "../../domain/messaging/mail/when.ts";
import { type Html, html } from "./html.ts";
import { hidden, rows, select } from "./parts.ts";
import { act, inEnglish, tick, twoSteps } from "./settings.ts";
import type { Visit } from "./visit.ts";

type Shown = z.output<typeof Connection>;

export const providerNames = { caldav: "CalDAV", google: "Google", microsoft: "Microsoft", zoom: "Zoom" };

/** A member's connected accounts, each with its calendars. */
export function connectionList(visit: Visit, reader: Reader, connections: Shown[]): Html {
  const { calendars } = visit.texts.settings;
  if (connections.length === 0) return html`<p>${calendars.none}</p>`;
  return html`${connections.map((one) => connectionPart(visit, reader, one))}
<p><a class="plainlink" href="/settings/calendars">${calendars.lookAgain}</a></p>`;
}

function connectionPart(visit: Visit, reader: Reader, connection: Shown): Html {
  const { calendars } = visit.texts.settings;
  const { id, provider, account, mode, status, lastError } = connection;
  const name = `${provider === "ics" ? calendars.feedAccount : providerNames[provider]} · ${account}`;
  const isRead = provider !== "zoom";
  return html`<section aria-labelledby="connection-${id}">
<h2 id="connection-${id}">${name}</h2>
${rows([
  [calendars.status, status !== "disconnected" && calendars.statuses[status]],
  [calendars.problem, lastError && inEnglish(lastError)],
])}
${mode === "sandbox" && html`<p class="quiet">${calendars.sandbox}</p>`}
${!isRead && html`<p>${calendars.rooms}</p>`}
${connection.calendars.map((calendar) => calendarPart(visit, reader, connection, calendar))}
<div class="actions">${isRead && act("/settings/calendars/sync", calendars.sync, { id }, name)}</div>
${twoSteps(
  calendars.disconnect,
  name,
  html`<form action="/settings/calendars/disconnect" method="post">
${hidden({ id })}
<p>${isRead && calendars.disconnectText}</p>
${connection.calendars.some(({ isWritable }) => isWritable) && tick("remove", calendars.removeEvents, false)}
<div class="actions"><button>${calendars.disconnectNow}</button></div>
</form>`,
)}
</section>`;
}

/** One calendar with what it is used for: a form of its own, since bookings are written into one calendar alone. */
function calendarPart(visit: Visit, reader: Reader, { id }: Shown, calendar: z.output<typeof ConnectedCalendar>): Html {
  const { calendars } = visit.texts.settings;
  const { isBusy, isTarget, isWritable, lastError, lastSyncedAt } = calendar;
  const changes = (["cancel", "ask", "ignore"] as const).map((value) => ({ value, label: calendars.changes[value] }));
  return html`<form action="/settings/calendars/choose" method="post">
${hidden({ id, calendar: calendar.id })}
<fieldset>
<legend>${calendar.name}</legend>
${rows([
  [calendars.lastRead, lastSyncedAt ? momentInWords(reader, lastSyncedAt) : calendars.neverRead],
  [calendars.problem, lastError && inEnglish(lastError)],
])}
<div class="choices">
${tick("busy", calendars.busy, isBusy)}
${isWritable ? tick("target", calendars.target, isTarget) : html`<p class="hint">${calendars.readOnly}</p>`}
${isWritable && select(`change-${calendar.id}`, calendars.onChange, changes, calendar.onExternalChange)}
</div>
</fieldset>
<div class="actions"><button>${calendars.save}<span class="hidden"> ${calendar.name}</span></button></div>
</form>`;
}
