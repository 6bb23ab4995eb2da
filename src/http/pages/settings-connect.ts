import { authorizeCalendar } from "../../domain/connections/accounts/operations.ts";
import type { Caller } from "../../platform/operation.ts";
import { type Html, html } from "./html.ts";
import { field, hidden, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { act } from "./settings.ts";
import { providerNames } from "./settings-connections.ts";
import type { Page, Visit } from "./visit.ts";

const providers = ["google", "microsoft", "zoom"] as const;
type Provider = (typeof providers)[number];
export const isProvider = (text: string): text is Provider => (providers as readonly string[]).includes(text);

/** The ways to connect a calendar. A password is never shown again. */
export function connectForms(visit: Visit, wrong: Wrong): Html {
  const { fields, settings } = visit.texts;
  const { calendars } = settings;
  const { feed, server, username } = visit.form;
  return html`<h2>${calendars.connectTitle}</h2>
<h3>${calendars.connectOther}</h3>
<div class="actions">${providers
    .filter((provider) => isOffered(visit, provider))
    .map((provider) =>
      act("/settings/calendars/authorize", say(calendars.connectProvider, { provider: providerNames[provider] }), {
        provider,
      }),
    )}</div>
<h3>${calendars.connectFeed}</h3>
<form action="/settings/calendars/connect" method="post">
${hidden({ provider: "ics" })}
${field({ name: "feed", label: calendars.feedAddress, hint: calendars.feedHint, value: feed, autocomplete: "off", required: true, maxlength: 2000 }, wrong)}
<div class="actions"><button>${calendars.connect}<span class="hidden"> ${calendars.connectFeed}</span></button></div>
</form>
<h3>${calendars.connectServer}</h3>
<form action="/settings/calendars/connect" method="post">
${hidden({ provider: "caldav" })}
${field({ name: "server", label: calendars.server, value: server, autocomplete: "off", required: true, maxlength: 2000 }, wrong)}
${field({ name: "username", label: calendars.username, value: username, autocomplete: "off", required: true, maxlength: 300 }, wrong)}
${field({ name: "password", label: fields.password, type: "password", hint: calendars.passwordHint, autocomplete: "off", required: true, maxlength: 1000 }, wrong)}
<div class="actions"><button>${calendars.connect}<span class="hidden"> ${calendars.connectServer}</span></button></div>
</form>`;
}

/** Whether this installation has anything behind the button. */
const isOffered = ({ app }: Visit, provider: Provider) =>
  app.services.authorizeUrl(provider, { state: "", redirectUri: app.services.publicUrl }) !== null;

/** A link rather than a redirect: the pages' policy lets no form lead to another site. */
export async function continuePage(visit: Visit, as: Caller, provider: Provider): Promise<Page> {
  const { calendars } = visit.texts.settings;
  const { authorizeUrl } = await visit.ask(authorizeCalendar, { body: { provider }, as });
  const name = { provider: providerNames[provider] };
  const title = say(calendars.connectProvider, name);
  return {
    title,
    body: html`<h1>${title}</h1>
<p>${calendars.goOnText}</p>
<div class="actions"><a class="button first" href="${authorizeUrl}">${say(calendars.goOn, name)}</a></div>
<p><a class="plainlink" href="/settings/calendars">${visit.texts.common.back}</a></p>`,
  };
}
