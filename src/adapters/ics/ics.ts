import type { CalendarPort, Changes, ExternalCalendar } from "../../domain/connections/port.ts";
import { follow, keepsSecret, refusalOf, type Send } from "./answers.ts";
import type { CalendarReader } from "./reader.ts";

/** Of a feed: five megabytes hold ten thousand events. */
const mostBytes = 5 * 1024 * 1024;

/** Calendar feeds: a file at an address, read from time to time (webcal: is https: by another name). */
export function icsFeeds({ send, reader }: { send: Send; reader: CalendarReader }): CalendarPort {
  const fetchFeed = async (secret: Record<string, unknown>, cursor: string | null) => {
    const { url, host } = addressOf(secret);
    const headers = { accept: "text/calendar, */*;q=0.1", ...(cursor ? conditionsOf(cursor) : {}) };
    const answer = await follow(send, { method: "GET", url, headers, maxBytes: mostBytes }, keepsSecret);
    if (answer.status !== 200 && answer.status !== 304) throw refusalOf(answer, host);
    return answer;
  };
  const nothing = { from: 0, to: 0, timeZone: "UTC" };

  return {
    mode: "live",
    async calendars({ secret }): Promise<ExternalCalendar[]> {
      const { text } = await fetchFeed(secret, null);
      const { name, timeZone } = await reader.read(text, nothing);
      const { host } = addressOf(secret);
      return [{ id: "feed", name: name ?? host, primary: true, writable: false, timeZone }];
    },
    async changes({ secret }, _calendarId, { from, to, cursor, timeZone = "UTC" }): Promise<Changes> {
      const answer = await fetchFeed(secret, cursor);
      if (answer.status === 304) return { full: false, events: [], gone: [], cursor };
      const { events, name, refreshMinutes } = await reader.read(answer.text, { from, to, timeZone });
      return { full: true, events, gone: [], cursor: cursorOf(answer.headers), name, refreshMinutes };
    },
    async close() {},
  };
}

/** The address is the secret: whoever has it reads the calendar. Its host alone is told. */
function addressOf({ url }: Record<string, unknown>) {
  const address = new URL(String(url).replace(/^webcals?:/i, "https:"));
  return { url: address.href, host: address.host };
}

/** What the server wants to hear to answer "as before". */
function cursorOf(headers: Headers): string | null {
  const [etag, modified] = [headers.get("etag"), headers.get("last-modified")];
  return etag || modified ? JSON.stringify({ etag, modified }) : null;
}
function conditionsOf(cursor: string): Record<string, string> {
  const { etag, modified } = JSON.parse(cursor) as { etag: string | null; modified: string | null };
  return { ...(etag ? { "if-none-match": etag } : {}), ...(modified ? { "if-modified-since": modified } : {}) };
}
