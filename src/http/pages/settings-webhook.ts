import type { z } from "zod";
import type { Delivery } from "../../domain/events/webhooks/deliveries.ts";
import type { Webhook } from "../../domain/events/webhooks/schema.ts";
import { momentInWords, type Reader } from "../../domain/messaging/mail/when.ts";
import { type Html, html } from "./html.ts";
import { hidden, rows } from "./parts.ts";
import { say } from "./say.ts";
import { act, inEnglish, twoSteps } from "./settings.ts";
import type { Visit } from "./visit.ts";

export type ShownWebhook = z.output<typeof Webhook> & { deliveries: Delivery[] };

/** One webhook: whether it works, its last deliveries, and its buttons. */
export function webhookPart(visit: Visit, reader: Reader, webhook: ShownWebhook): Html {
  const { webhooks, calendars } = visit.texts.settings;
  const { id, subscriberUrl, subscribedBy, active, disabledReason, eventTriggers, deliveries } = webhook;
  const off = disabledReason ? html`${webhooks.disabled} ${inEnglish(disabledReason)}` : webhooks.off;
  return html`<section aria-labelledby="webhook-${id}">
<h2 id="webhook-${id}">${subscriberUrl}</h2>
${rows([
  [calendars.status, active ? webhooks.active : off],
  [webhooks.about, webhooks.abouts[aboutOf(webhook)]],
  [webhooks.triggers, inEnglish(eventTriggers.join(", "))],
  [webhooks.subscribedBy, subscribedBy],
])}
<h3>${webhooks.deliveries}</h3>
${
  deliveries.length === 0
    ? html`<p>${webhooks.noDeliveries}</p>`
    : html`<ul class="plain">${deliveries.map((one) => html`<li>${deliveryPart(visit, reader, one, active)}</li>`)}</ul>`
}
<div class="actions">
${!active && act("/settings/webhooks/activate", webhooks.activate, { id }, subscriberUrl)}
${active && deliveries.length > 0 && act("/settings/webhooks/replay-all", webhooks.replayAll, { id }, subscriberUrl)}
</div>
${twoSteps(
  webhooks.remove,
  subscriberUrl,
  html`<form action="/settings/webhooks/delete" method="post">
${hidden({ id })}
<p>${webhooks.removeText}</p>
<div class="actions"><button>${webhooks.removeNow}</button></div>
</form>`,
)}
</section>`;
}

function aboutOf({
  userId,
  teamId,
  eventTypeId,
}: ShownWebhook): keyof Visit["texts"]["settings"]["webhooks"]["abouts"] {
  if (userId !== null) return "person";
  if (teamId !== null) return "team";
  return eventTypeId !== null ? "eventType" : "business";
}

function deliveryPart(visit: Visit, reader: Reader, delivery: Delivery, active: boolean): Html {
  const { webhooks } = visit.texts.settings;
  const { id, trigger, subject, status, attempts, responseStatus, error, createdAt } = delivery;
  const isOver = status !== "pending" && status !== "sending";
  const facts = [
    webhooks.statuses[status],
    attempts > 0 && say(webhooks.attempts, { count: attempts }),
    !error && responseStatus !== null && say(webhooks.answered, { status: responseStatus }),
  ];
  return html`<p><b>${inEnglish(trigger)}</b> <span class="quiet">${subject}</span><br>
${momentInWords(reader, createdAt)}<br>
${facts.filter(Boolean).join(" · ")}</p>
${error && html`<p class="wrong">${inEnglish(error)}</p>`}
${active && isOver && act("/settings/webhooks/replay", webhooks.replay, { delivery: id }, `${trigger} ${subject}`)}`;
}
