import { getCurrentAccount } from "../../domain/accounts/profile/operations.ts";
import { signOut } from "../../domain/accounts/sign-in/operations.ts";
import { bestLocale } from "../../domain/messaging/mail/locale.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { Words } from "../../domain/messaging/mail/texts/types.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { notice, rows } from "./parts.ts";
import { say } from "./say.ts";
import type { Page, Visit } from "./visit.ts";

/** Who is signed in here, and the way out. */
export const routes: Routes = {
  "GET /account": async (visit) => {
    const caller = await visit.signedIn();
    if (caller.userId === null) return nobody(visit);
    const { user, business, role } = await visit.ask(getCurrentAccount, { as: caller });
    visit.preferLocale(bestLocale(user.language));
    const { account, apps, fields, home, settings } = visit.texts;
    const { words } = mailTexts[visit.locale];
    const title = say(account.signedInAs, { name: user.name });
    return {
      title,
      body: html`<h1>${title}</h1>
${rows([
  [fields.email, user.email],
  [account.business, business?.name ?? account.noBusiness],
  [words.role, role && words.roles[role as keyof Words["roles"]]],
  [account.bookingPage, business && html`<a href="/b/${business.subdomain}">/b/${business.subdomain}</a>`],
])}
${business && html`<div class="actions"><a class="button first" href="/app">${account.openDashboard}</a></div>`}
<ul class="plain">
${
  business &&
  html`<li><a class="plainlink" href="/settings/calendars">${settings.calendars.title}</a></li>
<li><a class="plainlink" href="/settings/webhooks">${settings.webhooks.title}</a></li>
<li><a class="plainlink" href="/settings/apps">${apps.granted.title}</a></li>
${caller.abilities.has("apps:read") && html`<li><a class="plainlink" href="/settings/oauth-clients">${apps.clients.title}</a></li>`}`
}
<li><a class="plainlink" href="/docs">${home.reference}</a></li>
</ul>
<form action="/sign-out" method="post"><button>${account.signOut}</button></form>`,
    };
  },

  "POST /sign-out": async (visit) => {
    await visit.ask(signOut, { as: await visit.signedIn() });
    const { invitation, authorize } = visit.form;
    if (authorize) return { to: `/auth/oauth2/authorize?${new URLSearchParams(authorize)}` };
    return { to: invitation ? `/invitation?token=${encodeURIComponent(invitation)}` : "/account?out=1" };
  },
};

function nobody(visit: Visit): Page {
  const { account } = visit.texts;
  return {
    title: account.notSignedIn,
    body: html`<h1>${account.notSignedIn}</h1>
${visit.query.out && notice(account.signedOut)}
<div class="actions"><a class="button first" href="/sign-in">${mailTexts[visit.locale].account.magicLink.action}</a></div>`,
  };
}
