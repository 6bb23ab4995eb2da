import type { z } from "zod";
import type { OAuthClient } from "../../domain/accounts/oauth/clients/schema.ts";
import { isScope } from "../../domain/accounts/oauth/scopes.ts";
import { type Area, areas } from "../../domain/identity/abilities.ts";
import { momentInWords, type Reader } from "../../domain/messaging/mail/when.ts";
import { type Html, html } from "./html.ts";
import { field, hidden, once, radios, rows, select, type Wrong } from "./parts.ts";
import { twoSteps } from "./settings.ts";
import type { Visit } from "./visit.ts";

const here = "/settings/oauth-clients";

/** One app with what it is and, for those who may, its buttons. */
export function clientPart(
  visit: Visit,
  reader: Reader,
  client: z.output<typeof OAuthClient>,
  mayChange: boolean,
): Html {
  const { clients, granted } = visit.texts.apps;
  const { id, name, clientId, kind, redirectUris, scopes, hint, approved, lastUsedAt } = client;
  return html`<section aria-labelledby="client-${id}">
<h2 id="client-${id}">${name}</h2>
<p>${approved ? clients.approved : clients.notApproved}</p>
${rows([
  ["client_id", html`<code>${clientId}</code>`],
  [clients.kind, clients.kinds[kind]],
  [clients.secret, hint && `…${hint}`],
  [clients.redirectUris, redirectUris.map((uri, at) => html`${at > 0 && html`<br>`}${uri}`)],
  [clients.scopes, scopes.join(" ")],
  [granted.lastUsed, lastUsedAt && momentInWords(reader, lastUsedAt)],
])}
${mayChange && kind === "confidential" && step(`${here}/rotate`, clients.rotate, clients.rotateText, clients.rotateNow, { id, name })}
${mayChange && step(`${here}/delete`, clients.remove, clients.removeText, clients.removeNow, { id, name })}
</section>`;
}

const step = (action: string, label: string, text: string, now: string, { id, name }: { id: number; name: string }) =>
  twoSteps(
    label,
    name,
    html`<form action="${action}" method="post">
${once()}${hidden({ id })}
<p>${text}</p>
<div class="actions"><button>${now}</button></div>
</form>`,
  );

/** What a new app is asked for. What it may ask for is chosen area by area, with nothing chosen. */
export function clientForm(visit: Visit, wrong: Wrong): Html {
  const { common } = visit.texts;
  const { clients, consent, areas: words } = visit.texts.apps;
  const { name, description, homepage, logo, kind = "confidential", redirectUris } = visit.form;
  const optional = common.optional;
  const levels = (area: Area) => [
    { value: "", label: "–" },
    { value: `${area}:read`, label: consent.see },
    ...(isScope(`${area}:write`) ? [{ value: `${area}:write`, label: consent.change }] : []),
  ];
  return html`<h2>${clients.makeTitle}</h2>
<form action="${here}" method="post">
${once()}
${field({ name: "name", label: clients.name, value: name, required: true, maxlength: 200 }, wrong)}
${field({ name: "description", label: clients.description, type: "textarea", value: description, optional, maxlength: 5000 }, wrong)}
${field({ name: "homepage", label: clients.homepage, value: homepage, optional, maxlength: 2000 }, wrong)}
${field({ name: "logo", label: clients.logo, value: logo, optional, maxlength: 2000 }, wrong)}
${radios({
  name: "kind",
  legend: clients.kind,
  choices: (["confidential", "public"] as const).map((value) => ({ value, label: clients.kinds[value] })),
  chosen: kind,
})}
${field({ name: "redirectUris", label: clients.redirectUris, type: "textarea", value: redirectUris, hint: clients.redirectUrisHint, required: true, maxlength: 5000 }, wrong)}
<fieldset id="scopes"${wrong.scopes && html` aria-describedby="scopes-wrong"`}>
<legend>${clients.scopes}</legend>
${wrong.scopes && html`<p class="wrong" id="scopes-wrong">${wrong.scopes}</p>`}
${areas.map((area) => select(`scope-${area}`, words[area], levels(area), visit.form[`scope-${area}`] ?? ""))}
</fieldset>
<div class="actions"><button class="first">${clients.make}</button></div>
</form>`;
}

/** What was typed into the form, as the operation takes it. */
export function draftIn(form: Record<string, string>) {
  const typed = (text: string | undefined) => text?.trim() || null;
  return {
    name: form.name ?? "",
    description: typed(form.description),
    homepage: typed(form.homepage),
    logoUrl: typed(form.logo),
    kind: form.kind ?? "confidential",
    redirectUris: (form.redirectUris ?? "").split("\n").flatMap((line) => typed(line) ?? []),
    scopes: areas.flatMap((area) => form[`scope-${area}`] || []),
  };
}
