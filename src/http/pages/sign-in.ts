import type { z } from "zod";
import { requestMagicLink } from "../../domain/accounts/magic-links/operations.ts";
import { requestPasswordReset } from "../../domain/accounts/passwords/operations.ts";
import { giveSecondFactor, signIn } from "../../domain/accounts/sign-in/operations.ts";
import type { SignIn } from "../../domain/accounts/sign-in/schema.ts";
import { fill } from "../../domain/messaging/mail/fill.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { unauthorized, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { alert, field, hidden, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { settingsPages } from "./settings.ts";
import type { Onward, Page, Visit } from "./visit.ts";

/** Signing in, with its second step, and the way back in for whoever has no password. */
export const routes: Routes = {
  "GET /sign-in": async (visit) => signInPage(visit),
  "POST /sign-in": async (visit) => {
    const { email = "", password = "" } = visit.form;
    try {
      return signedIn(visit, await visit.ask(signIn, { body: { email: email.trim(), password } }));
    } catch (error) {
      const { type } = refusedAs(error, unauthorized, validationError);
      return { ...signInPage(visit, visit.texts.account.wrongSignIn), status: type.status };
    }
  },

  "POST /sign-in/code": async (visit) => {
    const { token = "", code = "" } = visit.form;
    try {
      return signedIn(visit, await visit.ask(giveSecondFactor, { body: { token, code } }));
    } catch (error) {
      const { type } = refusedAs(error, unauthorized, validationError);
      return { ...codePage(visit, token, visit.texts.account.wrongCode), status: type.status };
    }
  },

  "GET /forgot": async (visit) => forgotPage(visit),
  "POST /forgot": async (visit) => {
    const { account, wrong } = visit.texts;
    const email = visit.form.email?.trim() ?? "";
    try {
      await visit.ask(visit.form.send === "link" ? requestMagicLink : requestPasswordReset, { body: { email } });
    } catch (error) {
      refusedAs(error, validationError);
      return { ...forgotPage(visit, { email: wrong.email }), status: 422 };
    }
    return { title: account.forgot, body: html`<h1>${account.forgot}</h1><p>${say(account.sent, { email })}</p>` };
  },
};

/** Where somebody goes on who has shown who they are. */
export const signedIn = (visit: Visit, { secondFactor }: z.output<typeof SignIn>): Page | Onward =>
  secondFactor ? codePage(visit, secondFactor.token) : { to: onwardTo(visit) };

/** Back to the invitation, the app's request or the page that asked for it, else to the dashboard. */
function onwardTo({ form: { invitation, authorize, next = "" } }: Visit): string {
  if (invitation) return `/invitation?token=${encodeURIComponent(invitation)}`;
  // The parameters alone are taken from the form: the address is always ours.
  if (authorize) return `/auth/oauth2/authorize?${new URLSearchParams(authorize)}`;
  return settingsPages.get(next) ?? inDashboard(next) ?? "/app";
}

/** A place in the dashboard, as a browser would read this address there; null for one that leads anywhere else. */
function inDashboard(address: string): string | null {
  // Without an origin of its own; `//elsewhere` and `/app/../elsewhere` are seen through when it is read.
  if (!address.startsWith("/app")) return null;
  const { pathname, search, hash } = new URL(address, "http://here.invalid");
  return pathname === "/app" || pathname.startsWith("/app/") ? `${pathname}${search}${hash}` : null;
}

/** What every step of signing in carries along, so that it leads back. */
const carried = ({ form, query }: Visit) =>
  hidden({
    invitation: form.invitation ?? query.invitation,
    authorize: form.authorize ?? query.authorize,
    next: form.next ?? query.next,
  });

function signInPage(visit: Visit, problem?: string): Page {
  const { fields, account } = visit.texts;
  const { action } = mailTexts[visit.locale].account.magicLink;
  const title = fill(mailTexts[visit.locale].account.magicLink.title, { product: "Schedly" })!;
  return {
    title,
    body: html`<h1>${title}</h1>
${problem && alert(problem)}
<form action="/sign-in" method="post">
${carried(visit)}
${field({ name: "email", label: fields.email, type: "email", value: visit.form.email, autocomplete: "username", required: true })}
${field({ name: "password", label: fields.password, type: "password", autocomplete: "current-password", required: true })}
<div class="actions"><button class="first">${action}</button>
<a class="plainlink" href="/forgot">${account.forgot}</a></div>
</form>`,
  };
}

function codePage(visit: Visit, token: string, problem?: string): Page {
  const { fields, hints, account } = visit.texts;
  return {
    title: account.secondStep,
    body: html`<h1>${account.secondStep}</h1>
${problem && alert(problem)}
<form action="/sign-in/code" method="post">
${hidden({ token })}
${carried(visit)}
${field({ name: "code", label: fields.code, hint: hints.code, autocomplete: "one-time-code", required: true, maxlength: 40 })}
<div class="actions"><button class="first">${account.continue}</button></div>
</form>`,
  };
}

function forgotPage(visit: Visit, wrong?: Wrong): Page {
  const { fields, account } = visit.texts;
  return {
    title: account.forgot,
    body: html`<h1>${account.forgot}</h1>
<p>${account.forgotText}</p>
${wrong && summary(visit.texts, wrong)}
<form action="/forgot" method="post">
${field({ name: "email", label: fields.email, type: "email", value: visit.form.email, autocomplete: "username", required: true }, wrong)}
<div class="actions"><button class="first" name="send" value="reset">${account.sendReset}</button>
<button name="send" value="link">${account.sendLink}</button></div>
</form>`,
  };
}
