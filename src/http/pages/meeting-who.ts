import { paragraphs } from "../../domain/messaging/mail/clean.ts";
import { findPublicEventTypes } from "../../domain/scheduling/event-types/public.ts";
import { findPublicTeam } from "../../domain/scheduling/teams/operations.ts";
import { missing } from "../../platform/errors.ts";
import { type Html, html, typed } from "./html.ts";
import { withList } from "./meeting-app.ts";
import type { OfferedType } from "./meeting-offer.ts";
import { termsOf } from "./meeting-times.ts";
import { enter } from "./storefront.ts";
import type { Page, Visit } from "./visit.ts";

/** A person and what can be booked with them. */
export async function personPage(visit: Visit): Promise<Page> {
  const username = visit.params.username!;
  const { business, person, eventTypes } = await visit.ask(findPublicEventTypes, { query: { username } });
  if (!person) throw missing("person", username);
  const store = await enter(visit, { subdomain: business.subdomain });
  const { name, bio, avatarUrl: imageUrl } = person;
  const list = { name, bio, imageUrl, types: eventTypes, path: `/${username}`, members: [] };
  return withList(store, list, {
    title: person.name,
    description: bio ?? undefined,
    open: true,
    body: html`<h1>${person.name}</h1>
${person.bio && html`<p>${typed(paragraphs(person.bio))}</p>`}
${offers(visit, business.timeZone, eventTypes, `/${username}`)}`,
  });
}

/** A team, who is in it, and what can be booked with it. */
export async function teamPage(visit: Visit): Promise<Page> {
  const { subdomain, team: slug } = visit.params;
  const team = await visit.ask(findPublicTeam, { query: { subdomain: subdomain!, slug: slug! } });
  const store = await enter(visit, { subdomain: team.business.subdomain });
  const { name, bio, logoUrl: imageUrl, eventTypes: types, members } = team;
  return withList(
    store,
    { name, bio, imageUrl, types, members, path: `/team/${subdomain}/${slug}` },
    {
      title: team.name,
      description: bio ?? undefined,
      open: true,
      body: html`<h1>${team.name}</h1>
${team.bio && html`<p>${typed(paragraphs(team.bio))}</p>`}
${offers(visit, team.business.timeZone, team.eventTypes, `/team/${subdomain}/${slug}`)}
${
  team.members.length > 0 &&
  html`<h2>${visit.texts.meeting.members}</h2>
<ul class="plain">${team.members.map(({ name, username }) => html`<li>${username ? html`<a href="/${username}">${name}</a>` : name}</li>`)}</ul>`
}`,
    },
  );
}

function offers(visit: Visit, zone: string, types: OfferedType[], path: string): Html {
  const { booking, meeting } = visit.texts;
  const reader = { locale: visit.locale, zone };
  if (types.length === 0) return html`<p>${meeting.nothing}</p>`;
  return html`<h2>${meeting.offered}</h2>
<ul class="plain">
${types.map(
  (type) => html`<li>
<div class="line"><strong>${type.title}</strong> <span>${termsOf(visit, reader, { type })}</span></div>
${type.description && html`<p class="quiet">${typed(paragraphs(type.description))}</p>`}
<a class="plainlink" href="${path}/${type.slug}">${booking.chooseTime}<span class="hidden">: ${type.title}</span></a>
</li>`,
)}
</ul>`;
}
