import {
  connectCalendar,
  deleteConnection,
  listConnections,
  syncConnection,
  updateConnection,
} from "../../domain/connections/accounts/operations.ts";
import { answerEntry, listEntries } from "../../domain/connections/entries/operations.ts";
import { deleteFeed, getFeed, makeFeed } from "../../domain/connections/feed/operations.ts";
import { validationError } from "../../platform/errors.ts";
import { refusedAs } from "./errors.ts";
import { html } from "./html.ts";
import type { Routes } from "./mount.ts";
import { notice, summary, type Wrong } from "./parts.ts";
import { forMembers, type Member } from "./settings.ts";
import { askedEntries } from "./settings-asked.ts";
import { connectForms, continuePage, isProvider } from "./settings-connect.ts";
import { connectionList } from "./settings-connections.ts";
import { ownFeed } from "./settings-feed.ts";
import type { Page, Visit } from "./visit.ts";

const here = "/settings/calendars";
const done = (what: string) => ({ to: `${here}?done=${what}` });

/** A member's connected calendars: how they fare, what they are used for, and what waits for an answer. */
export const routes: Routes = {
  [`GET ${here}`]: forMembers("calendars", (visit, member) => calendarsPage(visit, member)),

  [`POST ${here}/connect`]: forMembers("calendars", async (visit, member) => {
    const { provider, feed = "", server = "", username = "", password = "" } = visit.form;
    const body =
      provider === "ics"
        ? { provider, url: feed.trim() }
        : { provider: "caldav", url: server.trim(), username: username.trim(), password };
    try {
      await visit.ask(connectCalendar, { body, as: member.as });
    } catch (error) {
      const { details } = refusedAs(error, validationError);
      return { ...(await calendarsPage(visit, member, wrongIn(visit, provider, details))), status: 422 };
    }
    return done("connecting");
  }),

  [`POST ${here}/authorize`]: forMembers("calendars", async (visit, { as }) => {
    const { provider = "" } = visit.form;
    return isProvider(provider) ? continuePage(visit, as, provider) : { to: here };
  }),

  [`POST ${here}/choose`]: forMembers("calendars", async (visit, { as }) => {
    const { id, calendar, busy, target } = visit.form;
    const chosen = {
      id: Number(calendar),
      isBusy: busy === "true",
      isTarget: target === "true",
      onExternalChange: visit.form[`change-${calendar}`],
    };
    await visit.ask(updateConnection, { query: { id }, body: { calendars: [chosen] }, as });
    return done("saved");
  }),

  [`POST ${here}/sync`]: forMembers("calendars", async (visit, { as }) => {
    await visit.ask(syncConnection, { query: { id: visit.form.id }, as });
    return done("syncing");
  }),

  [`POST ${here}/disconnect`]: forMembers("calendars", async (visit, { as }) => {
    const { id, remove } = visit.form;
    await visit.ask(deleteConnection, { query: { id, removeEvents: remove === "true" ? "true" : "false" }, as });
    return done("disconnected");
  }),

  [`POST ${here}/feed`]: forMembers("calendars", async (visit, { as }) => {
    await visit.ask(makeFeed, { as });
    return done("made");
  }),

  [`POST ${here}/feed/end`]: forMembers("calendars", async (visit, { as }) => {
    await visit.ask(deleteFeed, { as });
    return done("ended");
  }),

  [`POST ${here}/answer`]: forMembers("calendars", async (visit, { as }) => {
    const { entry, answer } = visit.form;
    await visit.ask(answerEntry, { query: { entryId: entry }, body: { answer }, as });
    return done("answered");
  }),
};

async function calendarsPage(visit: Visit, { as, reader }: Member, wrong: Wrong = {}): Promise<Page> {
  const { common, settings } = visit.texts;
  const { calendars } = settings;
  const connections = await visit.ask(listConnections, { query: { limit: "100" }, as });
  const asked = await visit.ask(listEntries, { query: { state: "asked", limit: "100" }, as });
  const feed = await visit.ask(getFeed, { as });
  const isWrong = Object.keys(wrong).length > 0;
  const told = calendars.done[visit.query.done as keyof typeof calendars.done];
  return {
    title: isWrong ? `${common.error}: ${calendars.title}` : calendars.title,
    body: html`<h1>${calendars.title}</h1>
${told && notice(told)}
${isWrong && summary(visit.texts, wrong)}
<p>${calendars.text}</p>
${askedEntries(visit, reader, asked.items)}
${connectionList(visit, reader, connections.items)}
${connectForms(visit, wrong)}
${ownFeed(visit, feed.url)}`,
  };
}

/** Which of the form's fields are wrong, in our own words. */
function wrongIn(visit: Visit, provider: string | undefined, details: { field: string }[] = []): Wrong {
  const { wrong } = visit.texts.settings.calendars;
  if (provider === "ics") return { feed: wrong.feed };
  const fields = details.map(({ field }) => (field === "url" ? "server" : field));
  return Object.fromEntries(
    (["server", "username", "password"] as const)
      .filter((name) => fields.includes(name))
      .map((name) => [name, wrong[name]]),
  );
}
