import {
  type Account,
  type CalendarPort,
  type Changes,
  type ExternalEvent,
  ProviderRefused,
  type Secret,
} from "../../domain/connections/port.ts";
import type { Send } from "../ics/answers.ts";
import type { CalendarReader } from "../ics/reader.ts";
import { type Dav, davClient } from "./client.ts";
import { discoverAll } from "./discover.ts";
import { putEvent, readEvent, removeEvent } from "./write.ts";
import { calendarQuery, multiget, propfind, type Resource, syncCollection, textOf } from "./xml.ts";

type Range = { from: number; to: number; timeZone: string; owner: string };

/**
 * CalDAV (RFC 4791) with the seven requests that we need of it. Series are expanded here: what servers make of `expand`
 * differs, and the smallest ones do not know it. `tsdav` was the alternative; its requests cannot be led through our guard
 * against addresses of the own network one redirect at a time.
 */
export function caldav({ send, reader }: { send: Send; reader: CalendarReader }): CalendarPort {
  const clientOf = ({ secret }: Account) => davClient(send, secret);

  /** What is taken, of each event that was sent. One that cannot be read costs itself alone. */
  async function occurrences(dav: Dav, base: string, resources: Resource[], range: Range): Promise<ExternalEvent[]> {
    const found: ExternalEvent[] = [];
    for (const { href, props } of resources) {
      const text = textOf(props["calendar-data"]);
      if (!text) continue;
      try {
        const eventId = dav.address(href, base);
        const { events } = await reader.read(text, { ...range, eventId });
        found.push(...events);
      } catch (error) {
        if (!(error instanceof ProviderRefused) || error.kind !== "refused") throw error;
      }
    }
    return found;
  }

  async function readAll(dav: Dav, calendarId: string, range: Range, cursor: string | null): Promise<Changes> {
    const query = calendarQuery(stamp(range.from), stamp(range.to));
    const { url, resources } = await dav.list("REPORT", calendarId, query, 1);
    return { full: true, events: await occurrences(dav, url, resources, range), gone: [], cursor };
  }

  async function readSince(dav: Dav, calendarId: string, range: Range, token: string): Promise<Changes> {
    const { url, resources, syncToken } = await dav.list("REPORT", calendarId, syncCollection(token), 1);
    const events: ExternalEvent[] = [];
    const changed = resources.filter(({ gone, href }) => !gone && !href.endsWith("/"));
    for (let at = 0; at < changed.length; at += 50) {
      const hrefs = changed.slice(at, at + 50).map(({ href }) => href);
      const batch = await dav.list("REPORT", calendarId, multiget(hrefs), 1);
      events.push(...(await occurrences(dav, batch.url, batch.resources, range)));
    }
    // Of a changed series no one says which occurrences went, so all of it goes and what is there comes anew.
    const gone = resources.filter(({ href }) => !href.endsWith("/")).map(({ href }) => dav.address(href, url));
    return { full: false, events, gone, cursor: cursorOf({ syncToken: syncToken ?? token, tag: null }) };
  }

  return {
    mode: "live",
    calendars: (account) => discoverAll(clientOf(account), addressesOf(account.secret)),
    async changes(account, calendarId, { from, to, cursor, timeZone = "UTC" }) {
      const dav = clientOf(account);
      const range = { from, to, timeZone, owner: String(account.secret.username) };
      const state = await stateOf(dav, calendarId);
      if (!cursor) return readAll(dav, calendarId, range, cursorOf(state));
      if (cursor === cursorOf(state)) return { full: false, events: [], gone: [], cursor };
      const { syncToken } = JSON.parse(cursor) as State;
      if (!syncToken) return readAll(dav, calendarId, range, cursorOf(state));
      return readSince(dav, calendarId, range, syncToken).catch((error) => {
        // A token may be too old for the server (RFC 6578 section 3.2): 403, 409 or 507.
        if (!(error instanceof ProviderRefused) || error.kind === "temporary") throw error;
        return readAll(dav, calendarId, range, cursorOf(state));
      });
    },
    async event(account, calendarId, eventId, { timeZone }) {
      const text = await readEvent(clientOf(account), calendarId, eventId);
      if (text === null) return null;
      const owner = String(account.secret.username);
      const { events } = await reader.read(text, { from: 0, to: 0, timeZone, owner, eventId, firstOnly: true });
      if (!events[0]) throw new ProviderRefused("refused", "The event cannot be read");
      return events[0];
    },
    put: (account, calendarId, event, eventId) => putEvent(clientOf(account), calendarId, event, eventId),
    remove: (account, calendarId, eventId) => removeEvent(clientOf(account), calendarId, eventId),
    async close() {},
  };
}

/** An account may have been given by several addresses, each of which leads to a part of it. */
const addressesOf = ({ url, others = [] }: Secret) => [url, ...(others as unknown[])].map(String);

/** By which a calendar says that something in it changed: a token of RFC 6578, else the older ctag. */
type State = { syncToken: string | null; tag: string | null };
async function stateOf(dav: Dav, calendarId: string): Promise<State> {
  const { resources } = await dav.list("PROPFIND", calendarId, propfind("d:sync-token", "s:getctag"), 0);
  const props = resources[0]?.props ?? {};
  const syncToken = textOf(props["sync-token"]);
  return { syncToken, tag: syncToken ? null : textOf(props.getctag) };
}
const cursorOf = ({ syncToken, tag }: State) => (syncToken || tag ? JSON.stringify({ syncToken, tag }) : null);

/** `20350305T090000Z` */
const stamp = (instant: number) => new Date(instant).toISOString().replace(/[-:]/g, "").replace(/\.\d+/, "");
