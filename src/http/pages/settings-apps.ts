import { listOAuthGrants, revokeOAuthGrant } from "../../domain/accounts/oauth/grants/operations.ts";
import { momentInWords } from "../../domain/messaging/mail/when.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { notice, rows } from "./parts.ts";
import { act, forMembers } from "./settings.ts";

const here = "/settings/apps";

/** The apps that a member has allowed to act for them, and the way to take it back. */
export const routes: Routes = {
  [`GET ${here}`]: forMembers("apps", async (visit, { as, reader }) => {
    const { granted, consent, areas } = visit.texts.apps;
    const { items } = await visit.ask(listOAuthGrants, { query: { limit: "200" }, as });
    const may = (scope: string) => {
      const [area = "", action] = scope.split(":");
      return `${areas[area as keyof typeof areas] ?? area}: ${action === "write" ? consent.change : consent.see}`;
    };
    return {
      title: granted.title,
      body: html`<h1>${granted.title}</h1>
${visit.query.done && notice(granted.done)}
<p>${granted.text}</p>
${items.length === 0 && html`<p>${granted.none}</p>`}
${items.map(
  ({ id, client, scopes, createdAt, lastUsedAt }) => html`<section aria-labelledby="grant-${id}">
<h2 id="grant-${id}">${client.name}</h2>
${rows([
  [granted.since, momentInWords(reader, createdAt)],
  [granted.lastUsed, lastUsedAt && momentInWords(reader, lastUsedAt)],
  [consent.may, scopes.map(may).join(" · ")],
])}
<div class="actions">${act(`${here}/revoke`, granted.revoke, { id }, client.name)}</div>
</section>`,
)}`,
    };
  }),

  [`POST ${here}/revoke`]: forMembers("apps", async (visit, { as }) => {
    await visit.ask(revokeOAuthGrant, { query: { id: visit.form.id }, as });
    return { to: `${here}?done=1` };
  }),
};
