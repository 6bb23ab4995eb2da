import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { version } from "../../version.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { say } from "./say.ts";
import type { Visit } from "./visit.ts";

/** What this installation is, and how to begin. */
export const routes: Routes = {
  "GET /": async (visit) => {
    const { home } = visit.texts;
    return {
      title: "Schedly",
      open: true,
      body: html`<h1>Schedly</h1>
<p>${home.text}</p>
<ul class="plain">
<li><a class="plainlink" href="/docs">${home.reference}</a></li>
${!visit.config.SMTP_URL && html`<li><a class="plainlink" href="/outbox">${home.outbox}</a></li>`}
<li><a class="plainlink" href="/sign-in">${mailTexts[visit.locale].account.magicLink.action}</a></li>
</ul>
<h2>${home.newAccount}</h2>
${visit.config.SIGN_UP === "open" ? signUp(visit) : html`<p>${home.invited}</p>`}
<p class="quiet">${say(home.version, { version })}</p>`,
    };
  },
};

const signUp = ({ texts: { home }, app, config }: Visit) => html`<p>${home.oneLine}</p>
<pre tabindex="0" lang="en"><code>${curlLine(app.services.publicUrl)}</code></pre>
<p>${config.SMTP_URL ? home.linkInMail : home.linkInOutbox}</p>`;

const curlLine = (publicUrl: string) =>
  `curl ${publicUrl}/api/account/sign-up -H 'content-type: application/json' -d '${JSON.stringify({
    name: "Sarah Johnson",
    email: "sarah@example.com",
    password: "a quiet harbour at dawn",
    businessName: "Sarah’s Salon",
  })}'`;
