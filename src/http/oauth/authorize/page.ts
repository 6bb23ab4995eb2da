import { listBusinesses } from "../../../domain/accounts/businesses/operations.ts";
import { withParameters } from "../../../domain/accounts/oauth/clients/redirect-uris.ts";
import { findClient, trustsApps } from "../../../domain/accounts/oauth/clients/store.ts";
import { allowApp } from "../../../domain/accounts/oauth/grants/issue.ts";
import { getCurrentAccount } from "../../../domain/accounts/profile/operations.ts";
import { bestLocale } from "../../../domain/messaging/mail/locale.ts";
import type { Caller } from "../../../platform/operation.ts";
import { html } from "../../pages/html.ts";
import type { Routes } from "../../pages/mount.ts";
import type { Onward, Page, Visit } from "../../pages/visit.ts";
import { check } from "./checks/index.ts";
import { consentPage } from "./consent.ts";
import type { Authorization, Checked, Refusal } from "./request.ts";

export const authorizePath = "/auth/oauth2/authorize";

/** Where an app sends its users, to be asked whether it may act for them (RFC 6749 section 3.1). */
export const routes: Routes = {
  [`GET ${authorizePath}`]: async (visit) => {
    const asked = await open(visit, visit.query);
    if ("refusal" in asked) return refused(visit, asked);
    const { checked, caller } = asked;
    if (!caller) return signInFirst(visit.query);
    const { user } = await visit.ask(getCurrentAccount, { as: caller });
    visit.preferLocale(bestLocale(user.language));
    return consentPage(visit, checked, user);
  },

  // The form brings the whole request along, and nothing of it is believed because it was right a moment ago.
  [`POST ${authorizePath}`]: async (visit) => {
    const { answer, business, request = "" } = visit.form;
    const parameters = Object.fromEntries(new URLSearchParams(request));
    const asked = await open(visit, parameters);
    if ("refusal" in asked) return refused(visit, asked);
    const { checked, caller } = asked;
    if (!caller) return signInFirst(parameters);
    if (answer !== "allow")
      return sendBack(checked, { error: "access_denied", error_description: "User denied access" });
    return sendBack(checked, { code: await allow(visit, checked, caller, business) });
  },
};

/** `caller` is whoever is signed in: a key is nobody who could be asked. */
type Opened = { caller: Caller | null; authorization: Authorization } & ({ refusal: Refusal } | { checked: Checked });

async function open(visit: Visit, parameters: Record<string, string>): Promise<Opened> {
  const { app } = visit;
  const asking = await visit.signedIn();
  const caller = asking.kind === "session" ? asking : null;
  const authorization: Authorization = {
    parameters: Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== "")),
    repeated: visit.repeated,
    businesses: caller ? (await visit.ask(listBusinesses, { query: { limit: "200" }, as: caller })).items : null,
    issuer: app.services.publicUrl,
    trustsApps: trustsApps(app.services.settings),
    findClient: (clientId) => findClient(app.database.db, clientId),
  };
  return { caller, authorization, ...(await check(authorization)) };
}

async function allow(visit: Visit, checked: Checked, caller: Caller, chosen: string | undefined): Promise<string> {
  const business = checked.allowedIn.find(({ id }) => String(id) === chosen) ?? checked.allowedIn[0];
  const body = {
    businessId: business?.id,
    clientId: checked.client.id,
    redirectUri: checked.redirectUri,
    scopes: checked.scopes,
    audience: checked.audience,
    codeChallenge: checked.codeChallenge,
  };
  return (await visit.ask(allowApp, { body, as: caller })).code;
}

/** An app that is not known, or an address that is not its own, is nowhere to send anybody. */
function refused(
  visit: Visit,
  { refusal, authorization }: { refusal: Refusal; authorization: Authorization },
): Page | Onward {
  if ("error" in refusal)
    return sendBack(authorization as Checked, { error: refusal.error, error_description: refusal.description });
  const { refusals, refusalCode } = visit.texts.apps;
  const { title, text } = refusals[refusal.page];
  return {
    title,
    status: refusal.page === "not_approved" ? 403 : 400,
    body: html`<h1>${title}</h1>
<p>${text}</p>
<p class="quiet">${refusalCode}: <code>${refusal.page}</code></p>`,
  };
}

/** Back to the app. `iss` tells one that knows several servers which of them answers (RFC 9207). */
const sendBack = ({ redirectUri, parameters, repeated, issuer }: Checked, answer: Record<string, string>): Onward => ({
  to: withParameters(redirectUri, { ...answer, state: repeated.has("state") ? null : parameters.state, iss: issuer }),
});

/** The request is carried along as it is, and can lead nowhere but back to this page. */
const signInFirst = (parameters: Record<string, string>): Onward => ({
  to: `/sign-in?${new URLSearchParams({ authorize: String(new URLSearchParams(parameters)) })}`,
});
