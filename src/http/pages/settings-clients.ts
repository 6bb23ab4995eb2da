import type { z } from "zod";
import {
  createOAuthClient,
  deleteOAuthClient,
  listOAuthClients,
  rotateSecret,
} from "../../domain/accounts/oauth/clients/operations.ts";
import type { NewOAuthClient } from "../../domain/accounts/oauth/clients/schema.ts";
import { validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { notice, rows, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { forMembers, type Member } from "./settings.ts";
import { clientForm, clientPart, draftIn } from "./settings-client.ts";
import type { Page, Visit } from "./visit.ts";

const here = "/settings/oauth-clients";

/** Settings → Developer → OAuth clients: the business's own apps, with their secrets shown once. */
export const routes: Routes = {
  [`GET ${here}`]: forMembers("oauth-clients", async (visit, member) =>
    member.as.abilities.has("apps:read") ? clientsPage(visit, member) : { to: "/account" },
  ),

  [`POST ${here}`]: forMembers("oauth-clients", async (visit, member) => {
    try {
      const body = draftIn(visit.form);
      return secretPage(visit, await visit.ask(createOAuthClient, { body, once: visit.form.once, as: member.as }));
    } catch (error) {
      const { details = [] } = refusedAs(error, validationError);
      return { ...(await clientsPage(visit, member, wrongIn(visit, details))), status: 422 };
    }
  }),

  [`POST ${here}/rotate`]: forMembers("oauth-clients", async (visit, { as }) =>
    secretPage(
      visit,
      await visit.ask(rotateSecret, { query: { id: visit.form.id }, body: {}, once: visit.form.once, as }),
    ),
  ),

  [`POST ${here}/delete`]: forMembers("oauth-clients", async (visit, { as }) => {
    await visit.ask(deleteOAuthClient, { query: { id: visit.form.id }, as });
    return { to: `${here}?done=removed` };
  }),
};

async function clientsPage(visit: Visit, { as, reader }: Member, wrong: Wrong = {}): Promise<Page> {
  const { common, apps } = visit.texts;
  const { clients } = apps;
  const { items } = await visit.ask(listOAuthClients, { query: { limit: "200" }, as });
  const isWrong = Object.keys(wrong).length > 0;
  return {
    title: isWrong ? `${common.error}: ${clients.title}` : clients.title,
    body: html`<h1>${clients.title}</h1>
${visit.query.done === "removed" && notice(clients.done.removed)}
${isWrong && summary(visit.texts, wrong)}
<p>${clients.text}</p>
${items.length === 0 && html`<p>${clients.none}</p>`}
${items.map((client) => clientPart(visit, reader, client, as.abilities.has("apps:write")))}
${as.abilities.has("apps:write") && clientForm(visit, wrong)}`,
  };
}

/** The one time that a secret is shown. */
function secretPage(visit: Visit, { name, clientId, clientSecret }: z.output<typeof NewOAuthClient>): Page {
  const { clients } = visit.texts.apps;
  return {
    title: clients.newSecret,
    body: html`<h1>${clients.newSecret}</h1>
${clientSecret && notice(say(clients.secretText, { app: name }))}
${rows([
  ["client_id", html`<code>${clientId}</code>`],
  ["client_secret", clientSecret && html`<code>${clientSecret}</code>`],
])}
<p><a class="plainlink" href="${here}">${visit.texts.common.back}</a></p>`,
  };
}

const fields = {
  name: "name",
  homepage: "homepage",
  logoUrl: "logo",
  redirectUris: "redirectUris",
  scopes: "scopes",
} as const;

/** Which of the form's fields are wrong, in our own words. */
function wrongIn(visit: Visit, details: { field: string }[]): Wrong {
  const { wrong } = visit.texts.apps.clients;
  const names = details.flatMap(({ field }) => fields[field.split(".")[0] as keyof typeof fields] ?? []);
  return Object.fromEntries(names.map((name) => [name, wrong[name]]));
}
