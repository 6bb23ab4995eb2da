import { sql } from "kysely";
import type { Client } from "../../../domain/accounts/oauth/clients/store.ts";
import { type Area, areas } from "../../../domain/identity/abilities.ts";
import { type Html, html } from "../../pages/html.ts";
import { hidden, notice, radios, rows } from "../../pages/parts.ts";
import { say } from "../../pages/say.ts";
import type { Page, Visit } from "../../pages/visit.ts";
import type { Checked } from "./request.ts";

/** Who asks, for whom, and what for: all that somebody needs to say yes or no. */
export async function consentPage(
  visit: Visit,
  checked: Checked,
  user: { name: string; email: string },
): Promise<Page> {
  const { consent } = visit.texts.apps;
  const { client, allowedIn, parameters, redirectUri } = checked;
  const app = { app: client.name };
  const title = say(consent.title, app);
  const [only] = allowedIn;
  if (!only) return { title, status: 403, body: html`<h1>${title}</h1>\n<p>${consent.noBusiness}</p>` };
  const leadsTo = sourcesFor(redirectUri);
  // As one field that is encoded already: browsers change line ends in hidden fields, and state has to come back as it is.
  const request = String(new URLSearchParams(parameters));
  return {
    title,
    leadsTo,
    body: html`<h1>${title}</h1>
${client.businessId === null && notice(consent.unverified)}
${client.description && html`<p>${client.description}</p>`}
<p>${say(consent.text, app)}</p>
${rows([
  [consent.madeBy, await ownerOf(visit, client)],
  [consent.as, `${user.name} (${user.email})`],
  [consent.where, allowedIn.length === 1 && only.name],
  [consent.may, permissions(visit, checked.scopes)],
  [consent.leadsTo, placeOf(redirectUri)],
])}
<p class="quiet">${consent.limits}</p>
<form action="/auth/oauth2/authorize" method="post">
${hidden({ request })}
${
  allowedIn.length === 1
    ? hidden({ business: only.id })
    : radios({
        name: "business",
        legend: consent.which,
        choices: allowedIn.map(({ id, name }) => ({ value: String(id), label: name })),
        chosen: String((allowedIn.find(({ current }) => current) ?? only).id),
      })
}
<div class="actions"><button class="first" name="answer" value="allow">${consent.allow}</button>
<button name="answer" value="deny">${consent.deny}</button></div>
</form>
<form action="/sign-out" method="post">${hidden({ authorize: request })}<button>${consent.other}</button></form>`,
  };
}

/** "Bookings of meetings: see and change", area by area. */
function permissions(visit: Visit, scopes: string[]): Html {
  const { consent, areas: words } = visit.texts.apps;
  const asked = (area: Area) => scopes.includes(`${area}:write`) || scopes.includes(`${area}:read`);
  return html`<ul class="plain">${areas
    .filter(asked)
    .map(
      (area) => html`<li>${words[area]}: ${scopes.includes(`${area}:write`) ? consent.change : consent.see}</li>`,
    )}</ul>`;
}

/** The business that made the app. Its name is its own data, so it is read as that business. */
async function ownerOf({ app }: Visit, { businessId }: Client): Promise<string | null> {
  if (businessId === null) return null;
  return app.database.transaction(
    { businessId },
    async (db) => {
      const { rows } = await sql<{ name: string }>`select name from businesses where id = ${businessId}`.execute(db);
      return rows[0]?.name ?? null;
    },
    { readOnly: true },
  );
}

const placeOf = (redirectUri: string) => {
  const { protocol, host } = new URL(redirectUri);
  return protocol === "https:" || protocol === "http:" ? host : protocol;
};

/**
 * Where the form may lead on to. Browsers apply the policy to every redirect that follows a form, so to the app's own next
 * ones too: those to https are let through. An IPv6 address cannot be named there, its scheme can.
 */
function sourcesFor(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  if (protocol === "https:") return "https:";
  if (protocol === "http:") return host.startsWith("[") ? "http: https:" : `http://${host} https:`;
  return `${protocol} https:`;
}
