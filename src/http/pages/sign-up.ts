import { signUp } from "../../domain/accounts/sign-up/operations.ts";
import { conflict, forbidden, validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { field, select, summary, type Wrong } from "./parts.ts";
import { say } from "./say.ts";
import type { Page, Visit } from "./visit.ts";
import { zoneSelect } from "./zones.ts";

/** Making an account and a business. Both are made when the link in the mail is opened. */
export const routes: Routes = {
  "GET /sign-up": async (visit) => (visit.config.SIGN_UP === "open" ? signUpPage(visit) : invitedPage(visit)),
  "POST /sign-up": async (visit) => {
    const { name = "", email = "", password = "", businessName = "", zone = "UTC", currency = "usd" } = visit.form;
    const body = {
      name,
      email: email.trim(),
      password,
      businessName,
      timeZone: zone,
      currency,
      language: visit.locale,
    };
    try {
      await visit.ask(signUp, { body });
    } catch (error) {
      const { type, details = [] } = refusedAs(error, validationError, conflict, forbidden);
      if (type === forbidden) return { ...invitedPage(visit), status: type.status };
      const wrong = Object.fromEntries(
        details.flatMap(({ field }) => (isShown(field) ? [[field, wordsOf(visit)[field]]] : [])),
      );
      if (Object.keys(wrong).length === 0) throw error;
      return { ...signUpPage(visit, wrong), status: type.status };
    }
    const { account } = visit.texts;
    return {
      title: account.mailOnTheWay,
      body: html`<h1>${account.mailOnTheWay}</h1>
<p>${say(account.openLink, { email: body.email })}</p>
${!visit.config.SMTP_URL && html`<div class="actions"><a class="button first" href="/outbox">${visit.texts.home.outbox}</a></div>`}`,
    };
  },
};

type Shown = "name" | "email" | "password" | "businessName";
const isShown = (field: string | undefined): field is Shown =>
  ["name", "email", "password", "businessName"].includes(field ?? "");
const wordsOf = ({ texts: { wrong, account } }: Visit): Record<Shown, string> => ({
  name: wrong.name,
  email: wrong.email,
  password: wrong.password,
  businessName: account.wrongBusinessName,
});

/** Those of the places where most of our readers are; the settings know all of them. */
const currencies = [
  "usd",
  "eur",
  "gbp",
  "cad",
  "aud",
  "nzd",
  "chf",
  "sek",
  "nok",
  "dkk",
  "pln",
  "brl",
  "mxn",
  "inr",
  "jpy",
];

function signUpPage(visit: Visit, wrong?: Wrong): Page {
  const { account, fields, hints, home } = visit.texts;
  const { form, locale } = visit;
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return {
    title: home.newAccount,
    body: html`<h1>${home.newAccount}</h1>
${wrong && summary(visit.texts, wrong)}
<form action="/sign-up" method="post">
${field({ name: "businessName", label: account.businessName, hint: account.businessNameHint, value: form.businessName, autocomplete: "organization", required: true, maxlength: 200 }, wrong)}
${field({ name: "name", label: fields.name, value: form.name, autocomplete: "name", required: true, maxlength: 200 }, wrong)}
${field({ name: "email", label: fields.email, type: "email", value: form.email, autocomplete: "username", required: true }, wrong)}
${field({ name: "password", label: fields.password, type: "password", hint: hints.password, autocomplete: "new-password", required: true }, wrong)}
${zoneSelect(visit, visit.texts.meeting.timeZone, form.zone ?? usualZone[locale])}
${select(
  "currency",
  account.currency,
  currencies.map((value) => ({ value, label: `${names.of(value.toUpperCase())} (${value.toUpperCase()})` })),
  form.currency ?? currencyOf(visit.tag),
)}
<div class="actions"><button class="first">${home.newAccount}</button>
<a class="plainlink" href="/sign-in">${account.haveAccount}</a></div>
</form>`,
    // What was chosen and sent stays.
    ...(form.zone === undefined ? { script: ownZone } : {}),
  };
}

/** The browser's zone goes before what its language lets guess; one that the list calls otherwise is added to it. */
const ownZone = `(() => {
  const select = document.getElementById("zone");
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!timeZone) return;
  select.value = timeZone;
  if (select.value !== timeZone)
    select.prepend(new Option(timeZone.split("/").pop().replaceAll("_", " "), timeZone, true, true));
})();`;

/** Where people pay with which of them; elsewhere in euros, or dollars where English is read and no region is known. */
const currencyIn: Record<string, string> = {
  US: "usd",
  GB: "gbp",
  CA: "cad",
  AU: "aud",
  NZ: "nzd",
  CH: "chf",
  LI: "chf",
  SE: "sek",
  NO: "nok",
  DK: "dkk",
  PL: "pln",
  BR: "brl",
  MX: "mxn",
  IN: "inr",
  JP: "jpy",
  IE: "eur",
  MT: "eur",
};
function currencyOf(tag: string): string {
  const { language, region } = new Intl.Locale(tag);
  return currencyIn[region ?? ""] ?? (language === "en" ? "usd" : "eur");
}

/** What is chosen where no script says it; whoever lives elsewhere sees it and changes it. */
const usualZone = {
  en: "America/New_York",
  de: "Europe/Berlin",
  es: "Europe/Madrid",
  fr: "Europe/Paris",
  pt: "Europe/Lisbon",
};

const invitedPage = ({ texts: { home } }: Visit): Page => ({
  title: home.newAccount,
  body: html`<h1>${home.newAccount}</h1>
<p>${home.invited}</p>`,
});
