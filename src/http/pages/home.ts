import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { version } from "../../version.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { say } from "./say.ts";

/** What this installation is, and how to begin. */
export const routes: Routes = {
  "GET /": async (visit) => {
    const { home } = visit.texts;
    return {
      title: "Schedly",
      description: home.text,
      open: true,
      body: html`<h1>Schedly</h1>
<p>${home.text}</p>
<ul class="plain">
<li><a class="plainlink" href="/docs">${home.reference}</a></li>
${!visit.config.SMTP_URL && html`<li><a class="plainlink" href="/outbox">${home.outbox}</a></li>`}
<li><a class="plainlink" href="/sign-in">${mailTexts[visit.locale].account.magicLink.action}</a></li>
</ul>
${
  visit.config.SIGN_UP === "open"
    ? html`<div class="actions"><a class="button first" href="/sign-up">${home.newAccount}</a></div>`
    : html`<p>${home.invited}</p>`
}
<p class="quiet">${say(home.version, { version })}</p>`,
    };
  },
};
