import {
  deleteWebhook,
  listDeliveries,
  listWebhooks,
  replayOneDelivery,
  replayWebhook,
  updateWebhook,
} from "../../domain/events/webhooks/operations.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { notice } from "./parts.ts";
import { say } from "./say.ts";
import { forMembers, type Member } from "./settings.ts";
import { type ShownWebhook, webhookPart } from "./settings-webhook.ts";
import type { Page, Visit } from "./visit.ts";

const here = "/settings/webhooks";
const done = (what: string) => ({ to: `${here}?done=${what}` });
/** How many of a webhook's deliveries are shown; the API has them all. */
const shown = "5";

/** The webhooks that a member may see: whether they work, what was sent last, and what can be done about it. */
export const routes: Routes = {
  [`GET ${here}`]: forMembers("webhooks", (visit, member) => webhooksPage(visit, member)),

  [`POST ${here}/activate`]: forMembers("webhooks", async (visit, { as }) => {
    await visit.ask(updateWebhook, { query: { id: visit.form.id }, body: { active: true }, as });
    return done("activated");
  }),

  [`POST ${here}/replay`]: forMembers("webhooks", async (visit, { as }) => {
    await visit.ask(replayOneDelivery, { query: { id: visit.form.delivery }, as });
    return done("replayed");
  }),

  [`POST ${here}/replay-all`]: forMembers("webhooks", async (visit, { as }) => {
    const { replayed } = await visit.ask(replayWebhook, { query: { id: visit.form.id }, body: {}, as });
    return { to: `${here}?replayed=${replayed}` };
  }),

  [`POST ${here}/delete`]: forMembers("webhooks", async (visit, { as }) => {
    await visit.ask(deleteWebhook, { query: { id: visit.form.id }, as });
    return done("removed");
  }),
};

async function webhooksPage(visit: Visit, { as, reader }: Member): Promise<Page> {
  const { webhooks } = visit.texts.settings;
  const { items } = await visit.ask(listWebhooks, { query: { limit: "50" }, as });
  const all: ShownWebhook[] = [];
  for (const webhook of items) {
    const query = { webhookId: String(webhook.id), limit: shown };
    all.push({ ...webhook, deliveries: (await visit.ask(listDeliveries, { query, as })).items });
  }
  const { replayed = "", done } = visit.query;
  const told = /^\d{1,9}$/.test(replayed)
    ? say(webhooks.replayedAll, { count: replayed })
    : webhooks.done[done as keyof typeof webhooks.done];
  return {
    title: webhooks.title,
    body: html`<h1>${webhooks.title}</h1>
${told && notice(told)}
<p>${webhooks.text}</p>
${all.length === 0 && html`<p>${webhooks.none}</p>`}
${all.map((webhook) => webhookPart(visit, reader, webhook))}
<p><a class="plainlink" href="${here}">${visit.texts.settings.calendars.lookAgain}</a></p>`,
  };
}
