import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import type { OutgoingEvent } from "../../domain/connections/port.ts";
import type { Reply } from "../oauth/http.ts";
import { expect } from "../oauth/refusal.ts";
import { type Api, googleRefusal } from "./api.ts";
import { bodyOf, roomRequest } from "./body.ts";

const Written = z.object({
  id: z.string(),
  hangoutLink: z.string().nullish(),
  conferenceData: z
    .object({
      createRequest: z.object({ status: z.object({ statusCode: z.string() }).nullish() }).nullish(),
      entryPoints: z.array(z.object({ entryPointType: z.string(), uri: z.string().nullish() })).nullish(),
    })
    .nullish(),
});
type Written = z.output<typeof Written>;

/** Guests hear from us, so Google writes to nobody. With version 1 it keeps and makes rooms. */
const quietly = { sendUpdates: "none", conferenceDataVersion: 1 };

/**
 * Writes an event. Without `eventId` it is looked for by its iCalendar UID first, so that writing twice (an answer was lost
 * on the way) leaves one event. A room that Google is still making after a few seconds is answered as null.
 */
export async function putEvent(api: Api, calendarId: string, event: OutgoingEvent, eventId: string | null) {
  const id = eventId ?? (await idByUid(api, calendarId, event.uid));
  const reply = id
    ? await api("PATCH", ["calendars", calendarId, "events", id], quietly, bodyOf(event))
    : await api("POST", ["calendars", calendarId, "events"], quietly, {
        ...bodyOf(event),
        iCalUID: event.uid,
        sequence: event.sequence,
        ...(event.conference ? roomRequest(event) : {}),
      });
  // Only another writer with the same UID, between our looking and our writing, leads here.
  if (reply.status === 409 && !id) {
    const theirs = await idByUid(api, calendarId, event.uid);
    if (theirs) return putEvent(api, calendarId, event, theirs);
  }
  const written = read(reply);
  return { eventId: written.id, meetingUrl: event.conference ? await room(api, calendarId, event, written) : null };
}

/** Removes it without a mail to anybody. Gone already (404, or 410 "deleted") is as good. */
export async function removeEvent(api: Api, calendarId: string, eventId: string): Promise<void> {
  const reply = await api("DELETE", ["calendars", calendarId, "events", eventId], { sendUpdates: "none" });
  if (!reply.ok && reply.status !== 404 && reply.status !== 410) throw googleRefusal(reply);
}

const Found = z.object({ items: z.array(z.object({ id: z.string() })).nullish() });

/** Deleted ones count: Google keeps their UIDs, and a new version brings such an event back. */
async function idByUid(api: Api, calendarId: string, iCalUID: string): Promise<string | null> {
  const query = { iCalUID, showDeleted: true, maxResults: 1, fields: "items(id)" };
  const reply = await api("GET", ["calendars", calendarId, "events"], query);
  if (!reply.ok) throw googleRefusal(reply);
  return expect("Google", Found, reply).items?.[0]?.id ?? null;
}

/** The address of the event's room: made if it has none yet, and waited for while Google makes it. */
async function room(api: Api, calendarId: string, event: OutgoingEvent, written: Written): Promise<string | null> {
  const path = ["calendars", calendarId, "events", written.id];
  let current = written;
  if (!roomOf(current) && current.conferenceData?.createRequest?.status?.statusCode !== "pending")
    current = read(await api("PATCH", path, quietly, roomRequest(event)));
  for (const delayMs of [250, 750, 1500]) {
    if (roomOf(current) || current.conferenceData?.createRequest?.status?.statusCode !== "pending") break;
    await pause(delayMs);
    current = read(await api("GET", path));
  }
  return roomOf(current);
}

const roomOf = ({ hangoutLink, conferenceData }: Written): string | null =>
  hangoutLink ?? conferenceData?.entryPoints?.find(({ entryPointType }) => entryPointType === "video")?.uri ?? null;

function read(reply: Reply): Written {
  if (!reply.ok) throw googleRefusal(reply);
  return expect("Google", Written, reply);
}
