import { getCurrentAccount } from "../../domain/accounts/profile/operations.ts";
import { bestLocale } from "../../domain/messaging/mail/locale.ts";
import type { Reader } from "../../domain/messaging/mail/when.ts";
import type { Caller } from "../../platform/operation.ts";
import { type Html, html } from "./html.ts";
import { hidden } from "./parts.ts";
import type { Onward, Page, Visit } from "./visit.ts";

// What the pages share on which members look after what is theirs.

/** Pages that signing in leads back to, by the name that the sign-in page carries along. */
export const settingsPages = new Map([
  ["app", "/app"],
  ["calendars", "/settings/calendars"],
  ["webhooks", "/settings/webhooks"],
  ["apps", "/settings/apps"],
  ["oauth-clients", "/settings/oauth-clients"],
]);

/** Whoever is signed in, and how they read dates. `as` is what operations are asked with. */
export type Member = { as: Caller; reader: Reader };

/** Has a member do something here; everybody else signs in first and comes back. */
export const forMembers =
  (
    page: "calendars" | "webhooks" | "apps" | "oauth-clients",
    open: (visit: Visit, member: Member) => Promise<Page | Onward>,
  ) =>
  async (visit: Visit): Promise<Page | Onward> => {
    const as = await visit.signedIn();
    if (as.userId === null) return { to: `/sign-in?next=${page}` };
    const { user, business } = await visit.ask(getCurrentAccount, { as });
    visit.preferLocale(bestLocale(user.language));
    if (!business) return { to: "/account" };
    return open(visit, { as, reader: { locale: visit.locale, zone: user.timeZone } });
  };

/** A form that is nothing but its button. `about` is read out after the button's words, where several say the same. */
export const act = (action: string, label: string, values: Parameters<typeof hidden>[0] = {}, about?: string): Html =>
  html`<form action="${action}" method="post">${hidden(values)}<button>${label}${about && html`<span class="hidden"> ${about}</span>`}</button></form>`;

/** What cannot be undone takes two steps: the second button shows once the first is open. */
export const twoSteps = (label: string, about: string, inside: Html): Html => html`<details>
<summary>${label}<span class="hidden"> ${about}</span></summary>
${inside}
</details>`;

export const tick = (name: string, label: string, checked: boolean): Html =>
  html`<label class="choice"><input type="checkbox" name="${name}" value="true"${checked && html` checked`}> <span>${label}</span></label>`;

/** What programs say, which they say in English. */
export const inEnglish = (text: string): Html => html`<span lang="en">${text}</span>`;
