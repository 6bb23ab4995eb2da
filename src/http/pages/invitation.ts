import type { z } from "zod";
import { acceptInvitation, lookUpInvitation } from "../../domain/accounts/invitations/operations.ts";
import type { InvitationView } from "../../domain/accounts/invitations/schema.ts";
import { getCurrentAccount } from "../../domain/accounts/profile/operations.ts";
import { oneLine } from "../../domain/messaging/mail/clean.ts";
import { fill } from "../../domain/messaging/mail/fill.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import { conflict, forbidden, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import { incomplete } from "./links.ts";
import type { Routes } from "./mount.ts";
import { alert, field, hidden, once, rows, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import { signedIn } from "./sign-in.ts";
import type { Page, Visit } from "./visit.ts";

/** Joining a business by the link from a mail: as whoever is signed in, or as somebody new. */
export const routes: Routes = {
  "GET /invitation": async (visit) => {
    if (!visit.query.token) return incomplete(visit);
    return invitationPage(visit, await open(visit, visit.query.token));
  },

  "POST /invitation": async (visit) => {
    const { token = "", name, password, once } = visit.form;
    const body = { token, ...(name === undefined ? {} : { name }), ...(password === undefined ? {} : { password }) };
    try {
      return signedIn(visit, await visit.ask(acceptInvitation, { body, once, as: await visit.signedIn() }));
    } catch (error) {
      const { type, details = [] } = refusedAs(error, conflict, forbidden, validationError);
      const opened = await open(visit, token);
      const wrong = Object.fromEntries(
        details.flatMap(({ field }) =>
          field === "name" || field === "password" ? [[field, visit.texts.wrong[field]]] : [],
        ),
      );
      return {
        ...invitationPage(visit, opened, type === validationError ? { wrong } : { existing: true }),
        status: type.status,
      };
    }
  },
};

type Invitation = z.output<typeof InvitationView>;
type Opened = { invitation: Invitation; token: string; who: { name: string; email: string } | null };

async function open(visit: Visit, token: string): Promise<Opened> {
  const invitation = await visit.ask(lookUpInvitation, { body: { token } });
  const caller = await visit.signedIn();
  if (caller.userId === null) return { invitation, token, who: null };
  return { invitation, token, who: (await visit.ask(getCurrentAccount, { as: caller })).user };
}

type Again = { wrong?: Wrong; existing?: boolean };

function invitationPage(visit: Visit, opened: Opened, { wrong, existing = false }: Again = {}): Page {
  const { invitation } = opened;
  const { account } = visit.texts;
  const { account: mailed, words } = mailTexts[visit.locale];
  const named = {
    product: "Schedly",
    business: oneLine(invitation.business.name),
    inviter: oneLine(invitation.invitedBy ?? invitation.business.name),
  };
  const title = fill(mailed.invitation.title, named)!;
  return {
    title,
    body: html`<h1>${title}</h1>
${wrong && Object.keys(wrong).length > 0 && summary(visit.texts, wrong)}
${existing && !opened.who && alert(say(account.existing, { email: invitation.email }))}
<p>${fill(mailed.invitation.intro, named)}</p>
${rows([
  [account.forWhom, invitation.email],
  [words.role, words.roles[invitation.role]],
])}
${ways(visit, opened, wrong)}`,
  };
}

function ways(visit: Visit, { invitation, token, who }: Opened, wrong?: Wrong): Html {
  const { account, fields, hints } = visit.texts;
  const { action } = mailTexts[visit.locale].account.invitation;
  if (who && who.email !== invitation.email)
    return html`<p>${say(account.otherAccount, { other: who.email, email: invitation.email })}</p>
<form action="/sign-out" method="post">${hidden({ invitation: token })}<button class="first">${account.signOut}</button></form>`;
  const accept = (inside: Html) => html`<form action="/invitation" method="post">
${once()}${hidden({ token })}
${inside}
<div class="actions"><button class="first">${action}</button></div>
</form>`;
  if (who) return accept(html`<p>${say(account.signedInAs, { name: who.name })} (${who.email})</p>`);
  const password = { type: "password", hint: hints.password, autocomplete: "new-password", maxlength: 200 } as const;
  return html`${accept(html`${field({ name: "name", label: fields.name, value: visit.form.name, autocomplete: "name", required: true, maxlength: 200 }, wrong)}
${field({ name: "password", label: fields.newPassword, required: true, ...password }, wrong)}`)}
<p><a class="plainlink" href="/sign-in?invitation=${encodeURIComponent(token)}">${account.haveAccount}</a></p>`;
}
