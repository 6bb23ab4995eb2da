import { useMagicLink } from "../../domain/accounts/magic-links/operations.ts";
import { resetPassword } from "../../domain/accounts/passwords/operations.ts";
import { verifyEmail } from "../../domain/accounts/sign-up/operations.ts";
import { fill } from "../../domain/messaging/mail/fill.ts";
import { texts as mailTexts } from "../../domain/messaging/mail/texts/index.ts";
import type { LetterTexts } from "../../domain/messaging/mail/texts/types.ts";
import { conflict, unauthorized, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { type Html, html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { field, hidden, once, summary, type Wrong } from "./parts.ts";
import { signedIn } from "./sign-in.ts";
import type { Onward, Page, Visit } from "./visit.ts";

/** The links in mails about accounts. Opening one shows what it is for; its button does it, once. */
export const routes: Routes = {
  "GET /verify": async (visit) => verifyPage(visit),
  "POST /verify": (visit) => use(visit, verifyEmail),

  "GET /magic": async (visit) => magicPage(visit),
  "POST /magic": (visit) => use(visit, useMagicLink),

  "GET /reset": async (visit) => resetPage(visit),
  "POST /reset": async (visit) => {
    const { token = "", password = "", once } = visit.form;
    try {
      return signedIn(visit, await visit.ask(resetPassword, { body: { token, password }, once }));
    } catch (error) {
      const { type } = refusedAs(error, unauthorized, validationError);
      if (type === unauthorized || !token) return spent(visit);
      return { ...resetPage(visit, { password: visit.texts.wrong.password }), status: 422 };
    }
  },
};

async function use(visit: Visit, operation: typeof verifyEmail): Promise<Page | Onward> {
  const { token = "", once } = visit.form;
  try {
    return signedIn(visit, await visit.ask(operation, { body: { token }, once }));
  } catch (error) {
    refusedAs(error, conflict, unauthorized, validationError);
    return spent(visit);
  }
}

const verifyPage = (visit: Visit) =>
  linkPage(visit, "/verify", mailTexts[visit.locale].account.verifyEmail, visit.texts.account.verifyText);

function magicPage(visit: Visit) {
  const action = mailTexts[visit.locale].account.magicLink.action!;
  return linkPage(visit, "/magic", { title: action, action }, visit.texts.account.magicText);
}

function resetPage(visit: Visit, wrong?: Wrong): Page {
  const { fields, hints, account } = visit.texts;
  const { title } = mailTexts[visit.locale].account.resetPassword;
  const label = fields.newPassword;
  const input = field(
    {
      name: "password",
      label,
      type: "password",
      hint: hints.password,
      autocomplete: "new-password",
      required: true,
      maxlength: 200,
    },
    wrong,
  );
  return linkPage(
    visit,
    "/reset",
    { title, action: account.savePassword },
    account.resetText,
    html`${wrong && summary(visit.texts, wrong)}`,
    input,
  );
}

function linkPage(
  visit: Visit,
  path: string,
  words: Pick<LetterTexts, "title" | "action">,
  text: string,
  above?: Html,
  inputs?: Html,
): Page {
  const token = visit.form.token ?? visit.query.token;
  if (!token) return incomplete(visit);
  const title = fill(words.title, { product: "Schedly" })!;
  return {
    title,
    body: html`<h1>${title}</h1>
${above}
<p>${text}</p>
<form action="${path}" method="post">
${once()}${hidden({ token })}
${inputs}
<div class="actions"><button class="first">${words.action}</button></div>
</form>`,
  };
}

export function incomplete({ texts }: Visit, status = 400): Page {
  const { title, text } = texts.errors.incomplete;
  return { title, status, body: html`<h1>${title}</h1><p>${text}</p>` };
}

/** Used, expired, or never ours. */
function spent({ locale, texts }: Visit): Page {
  const { title, text } = texts.errors.expired;
  return {
    title,
    status: 401,
    body: html`<h1>${title}</h1>
<p>${text}</p>
<div class="actions"><a class="button first" href="/sign-in">${mailTexts[locale].account.magicLink.action}</a>
<a class="button" href="/forgot">${texts.account.sendLink}</a></div>`,
  };
}
