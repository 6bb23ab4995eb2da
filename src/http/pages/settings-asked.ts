import type { z } from "zod";
import type { CalendarEntry } from "../../domain/connections/entries/schema.ts";
import { momentInWords, type Reader, spanInWords } from "../../domain/messaging/mail/when.ts";
import { type Html, html } from "./html.ts";
import { hidden } from "./parts.ts";
import { say } from "./say.ts";
import { inEnglish } from "./settings.ts";
import type { Visit } from "./visit.ts";

type Entry = z.output<typeof CalendarEntry>;

/** Events that were deleted or moved in a calendar whose owner wants to be asked what that means. */
export function askedEntries(visit: Visit, reader: Reader, entries: Entry[]): Html | null {
  const { calendars } = visit.texts.settings;
  if (entries.length === 0) return null;
  return html`<section aria-labelledby="asked">
<h2 id="asked">${calendars.asked}</h2>
<p>${calendars.askedText}</p>
<ul class="plain">${entries.map((entry) => html`<li>${question(visit, reader, entry)}</li>`)}</ul>
</section>`;
}

function question(visit: Visit, reader: Reader, { id, title, startTime, endTime, outside }: Entry): Html {
  const { calendars } = visit.texts.settings;
  const isMoved = outside?.kind === "moved";
  const now = outside?.startTime ? spanOf(reader, outside.startTime, outside.endTime) : "";
  const about = html`<span class="hidden"> ${title}</span>`;
  return html`<h3>${title}</h3>
<p>${spanInWords(reader, startTime, endTime)}</p>
<p>${isMoved ? say(calendars.moved, { when: now }) : calendars.deleted}</p>
${outside?.reason && html`<p class="wrong">${calendars.notDone} ${inEnglish(outside.reason)}</p>`}
<form action="/settings/calendars/answer" method="post">
${hidden({ entry: id })}
<div class="actions"><button class="first" name="answer" value="accept">${isMoved ? calendars.acceptMoved : calendars.acceptDeleted}${about}</button>
<button name="answer" value="keep">${calendars.keepBooking}${about}</button></div>
</form>`;
}

const spanOf = (reader: Reader, start: string, end: string | undefined) =>
  end ? spanInWords(reader, start, end) : momentInWords(reader, start);
