import { type Html, html } from "./html.ts";
import { act } from "./settings.ts";
import type { Visit } from "./visit.ts";

/** The member's own bookings as a feed for other programs, behind a secret address. */
export function ownFeed(visit: Visit, url: string | null): Html {
  const { calendars } = visit.texts.settings;
  return html`<section aria-labelledby="own">
<h2 id="own">${calendars.own}</h2>
<p>${calendars.ownText}</p>
${
  url
    ? html`<h3>${calendars.ownAddress}</h3>
<pre tabindex="0"><code>${url}</code></pre>
<p>${calendars.renewOwnText}</p>
<div class="actions">${act("/settings/calendars/feed", calendars.renewOwn)}
${act("/settings/calendars/feed/end", calendars.endOwn, {}, calendars.ownAddress)}</div>`
    : html`<p>${calendars.ownNone}</p>
<div class="actions">${act("/settings/calendars/feed", calendars.makeOwn)}</div>`
}
</section>`;
}
