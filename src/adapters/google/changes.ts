import { z } from "zod";
import { type Changes, type ExternalEvent, ProviderRefused } from "../../domain/connections/port.ts";
import { readFrom, writeCursor } from "../oauth/cursor.ts";
import { expect } from "../oauth/refusal.ts";
import { type Api, eachPage, googleRefusal } from "./api.ts";
import { Item, occurrenceOf } from "./occurrence.ts";

const Page = z.object({
  items: z.array(Item).nullish(),
  timeZone: z.string().nullish(),
  nextPageToken: z.string().nullish(),
  nextSyncToken: z.string().nullish(),
});

const ofItem =
  "id,status,recurringEventId,iCalUID,summary,start,end,transparency,eventType,attendees(self,responseStatus)";
const fields = `timeZone,nextPageToken,nextSyncToken,items(${ofItem})`;

/**
 * What lies in the range, or what changed since the cursor (developers.google.com/workspace/calendar/api/guides/sync). Both
 * ask with the same parameters, except that the range goes with a first reading and the token with later ones.
 */
export async function readChanges(
  api: Api,
  calendarId: string,
  request: { from: number; to: number; cursor: string | null; timeZone?: string },
): Promise<Changes> {
  const { from, to, token } = readFrom(request);
  const range = token
    ? { syncToken: token }
    : { timeMin: new Date(from).toISOString(), timeMax: new Date(to).toISOString() };
  const changes: Changes = { full: token === null, events: [], gone: [], cursor: null };
  await eachPage(
    async (pageToken) => {
      // With one attendee at most Google sends the account's own answer and leaves out everybody else.
      const query = { singleEvents: true, maxAttendees: 1, maxResults: 500, fields, ...range, pageToken };
      const reply = await api("GET", ["calendars", calendarId, "events"], query);
      if (reply.status === 410)
        throw new ProviderRefused("cursor", "Google wants this calendar read from the beginning");
      return reply;
    },
    (reply) => {
      const { items, timeZone, nextPageToken, nextSyncToken } = expect("Google", Page, reply);
      for (const item of items ?? []) {
        const occurrence = occurrenceOf(item, timeZone ?? request.timeZone ?? "UTC");
        if (occurrence) changes.events.push(occurrence);
        else if (!changes.full) changes.gone.push(item.id);
      }
      changes.cursor = writeCursor({ from, to }, nextSyncToken ?? null);
      return nextPageToken;
    },
  );
  return changes;
}

/** One event wherever it lies, or its series; null where it was deleted. */
export async function readEvent(
  api: Api,
  calendarId: string,
  eventId: string,
  timeZone: string,
): Promise<ExternalEvent | null> {
  const reply = await api("GET", ["calendars", calendarId, "events", eventId], { maxAttendees: 1, fields: ofItem });
  if (reply.status === 404 || reply.status === 410) return null;
  if (!reply.ok) throw googleRefusal(reply);
  return occurrenceOf(expect("Google", Item, reply), timeZone);
}
